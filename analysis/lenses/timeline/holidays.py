"""Days that have a name: `Christmas Eve`, `Bastille Day`."""

import re
from datetime import date
from functools import cache

from analysis.lenses.timeline.days import Dated, guess_year, make_day
from analysis.lenses.timeline.patterns import YEAR
from analysis.lenses.timeline.zones import read_lines


def find_holidays(text: str, today: date | None) -> list[Dated]:
    """Every holiday in a text, in the year that brings it nearest to `today`."""
    found = []
    for match in _match_holidays().finditer(text):
        month, day = _read_holidays()[match["day"].replace("’", "'")]
        stated = re.compile(rf",?\s(?P<year>{YEAR})\b").match(text, match.end())
        year = int(stated["year"]) if stated else guess_year(month, day, today, "")
        made = make_day(year, month, day) if year else None
        end = stated.end() if stated else match.end()
        found.append(Dated(match.start(), end, made, made, "day" if made else "relative"))
    return found


@cache
def _match_holidays() -> re.Pattern[str]:
    forms = "|".join(
        re.escape(name).replace("'", "['’]")
        for name in sorted(_read_holidays(), key=lambda n: (-len(n), n))
    )
    # A bare `Christmas` is a day only after a preposition: `Christmas lights` are not dated.
    before = "on at by since before after until".split()
    cue = "|".join(rf"(?<=\b{word}\s)" for word in before)
    return re.compile(
        rf"\b(?P<day>(?:{cue})(?:Christmas|Halloween)(?!\s(?:[A-Z]|[a-z]+s\b))"
        rf"|(?!(?:Christmas|Halloween)\b(?!\s(?:Day|Eve)))(?:{forms}))\b"
    )


@cache
def _read_holidays() -> dict[str, tuple[int, int]]:
    return {
        name.strip(): (int(day[:2]), int(day[3:]))
        for day, names in read_lines("holidays.txt")
        for name in names.split(",")
    }
