"""Time zones as news names them: zone words, `Moscow time`, and the clock of a place."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

# Every clock on Earth lies between these offsets (IANA tz database, zone1970.tab).
WESTMOST = timezone(timedelta(hours=-12))
EASTMOST = timezone(timedelta(hours=14))


def find_zones(text: str, position: int) -> tuple[int, tuple[str, ...]] | None:
    """Where a zone's words end, right after `position`, and the zones they may mean.

    >>> find_zones("1:55 a.m. PT Tuesday", 9)
    (12, ('America/Los_Angeles',))
    >>> find_zones("at 11:55 a.m. Moscow time", 13)
    (25, ('Europe/Moscow',))
    """
    match = _match_zone_words().match(text, position)
    if match:
        return match.end(), _read_zone_words()[_fold(match["zone"])]
    match = _match_place_time().match(text, position)
    if match:
        zones = read_places().get(_fold(match["place"]))
        return (match.end(), (zones,)) if zones else None
    return None


def find_place_zones(text: str) -> tuple[str, ...]:
    """The zones of all places named in a text, each once, in the order of the text.

    >>> find_place_zones("From Paris and Berlin to Tokyo.")
    ('Europe/Paris', 'Europe/Berlin', 'Asia/Tokyo')
    """
    places = read_places()
    named = [places[_fold(match[0])] for match in _match_places().finditer(text)]
    return tuple(dict.fromkeys(named))


def to_utc(local: datetime, zones: tuple[str, ...]) -> tuple[datetime, datetime]:
    """The first and the last moment a wall clock may mean; without zones, anywhere on Earth."""
    if not zones:
        return (
            local.replace(tzinfo=EASTMOST).astimezone(UTC),
            local.replace(tzinfo=WESTMOST).astimezone(UTC),
        )
    moments = [
        local.replace(tzinfo=_load_zone(zone), fold=fold).astimezone(UTC)
        for zone in zones
        for fold in (0, 1)
    ]
    return min(moments), max(moments)


@cache
def _load_zone(name: str) -> tzinfo:
    if name[0] in "+-":
        hours, minutes = int(name[1:3]), int(name[4:6])
        offset = timedelta(hours=hours, minutes=minutes)
        return timezone(-offset if name[0] == "-" else offset)
    return ZoneInfo(name)


@cache
def _read_zone_words() -> dict[str, tuple[str, ...]]:
    return {
        _fold(word): tuple(_split(zones))
        for words, zones in read_lines("zones.txt")
        for word in _split(words)
    }


@cache
def read_places() -> dict[str, str]:
    """Folded names of places to the zone their clocks keep."""
    return {
        _fold(place): zone for zone, places in read_lines("places.txt") for place in _split(places)
    }


@cache
def _match_zone_words() -> re.Pattern[str]:
    words = [word for words, _ in read_lines("zones.txt") for word in _split(words)]
    forms = "|".join(
        re.escape(word) if word.isupper() and len(word) < 5 else rf"(?i:{re.escape(word)})"
        for word in sorted(words, key=lambda word: (-len(word), word))
    ).replace(r"\ ", r"\s+")
    return re.compile(rf"[\s(,]{{0,2}}(?P<zone>{forms})\b")


@cache
def _match_place_time() -> re.Pattern[str]:
    return re.compile(r"[\s(]{0,2}(?P<place>[A-Z][\w.'-]+(?:\s[A-Z][\w.'-]+){0,2})\s[Tt]ime\b")


@cache
def _match_places() -> re.Pattern[str]:
    names = [place for _, places in read_lines("places.txt") for place in _split(places)]
    forms = "|".join(
        rf"{re.escape(name)}|{re.escape(name.upper())}"
        for name in sorted(names, key=lambda name: (-len(name), name))
    )
    return re.compile(rf"(?<![\w'’-])(?:{forms})(?!\w|[-‐][A-Z])")


def read_lines(name: str) -> list[list[str]]:
    """The columns of a word list in this folder, without comments."""
    text = files("analysis.lenses.timeline").joinpath(name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return [[cell.strip() for cell in line.split("|")] for line in lines]


def _split(words: str) -> list[str]:
    return [word.strip() for word in words.split(",") if word.strip()]


def _fold(word: str) -> str:
    return re.sub(r"\s+", " ", word).casefold()
