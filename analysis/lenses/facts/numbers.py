"""Numbers as newspapers write them, in digits and in words, with the precision they claim."""

import re
from typing import NamedTuple

_ONES = dict(
    zip(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
        " fifteen sixteen seventeen eighteen nineteen".split(),
        range(20),
        strict=True,
    )
)
_TENS = dict(
    zip(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(),
        range(20, 100, 10),
        strict=True,
    )
)
_SCALES = {
    "dozen": 12.0,
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "mn": 1e6,
    "mln": 1e6,
    "bn": 1e9,
    "bln": 1e9,
    "tn": 1e12,
}
_SCORES = {"tens": 10.0, "dozens": 12.0, "scores": 20.0}
# `dozens` says at least two of them and fewer than the next word up would.
_CROWDS = {
    "tens": (20, 99),
    "dozens": (24, 99),
    "scores": (40, 199),
    "hundreds": (200, 999),
    "thousands": (2e3, 9_999),
    "millions": (2e6, 999e6),
    "billions": (2e9, 999e9),
    "trillions": (2e12, 999e12),
}
# Longest first: `a half` before `a`.
_SOME = {"half an": 0.5, "half a": 0.5, "a half": 0.5, "half": 0.5, "an": 1.0, "a": 1.0}
_FEW = {"a few": (2, 6), "several": (3, 9), "a couple of": (2, 3), "a couple": (2, 3)}

# `12 000` is one number, in English as in French; in `On May 12 300 left` the day stands apart.
_NO_DAY = "".join(
    rf"(?<!{ends}[ \u00a0])"
    for ends in ("uary", "arch", "pril", "May", "June", "July", "gust", "mber", "ober", r"[a-z]\.")
)
_SPACED = rf"{_NO_DAY}[1-9]\d{{0,2}}(?:[ \u00a0\u2009\u202f]\d{{3}})+(?![\d,.]?\d|[ \u00a0]\d)"
_DIGITS = rf"{_SPACED}|" r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
_ONE = "|".join(sorted(_ONES, key=len, reverse=True))
_TEN = "|".join(_TENS)
_SMALL = rf"(?:{_TEN})(?:[-‐‑ ](?:{'|'.join(list(_ONES)[1:10])}))?|{_ONE}"
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
_CROWD = "|".join(_CROWDS)
# A number stands apart, or right behind the letters of a currency.
_STARTS = r"(?<!\w)|" + "|".join(
    rf"(?<={code})"
    for code in (r"\$US", r"\$A", r"\$CA", r"\$NZ", "USD", "EUR", "GBP", "Rs", "RMB")
)
_FEW_SCALES = "dozen|hundred|thousand|million|billion"
_NUMERAL = re.compile(
    rf"""
    (?P<crowd>\b(?:{_CROWD})\b(?:\s+of\s+(?:{_CROWD})\b)?)
  | (?P<few>\b(?:a\ few|several|a\ couple(?:\ of)?))\s+(?P<few_scale>{_FEW_SCALES})\b
  | (?P<vague>\b(?:a\ few|several|a\ couple(?:\ of)?))\b
  | (?P<digits>(?:{_STARTS})(?:{_DIGITS})(?!\d))(?:[\s\u00a0-]?(?P<scale>(?:{_SCALE})\b|[kK]\b))?
    (?P<half>\s+and\s+a\s+half\b|\s?½)?
  | (?P<words>\b(?:(?:{_SMALL}|half\ an?|a\ half|an?(?=\s+(?:{_SCALE})\b))\b
      (?:[\s-]+(?:{_SCALE})\b(?!\s+of\s+(?:{_CROWD}))(?:[\s-]+(?:and[\s-]+)?(?=(?:{_SMALL})\b))?(?:(?:{_SMALL})\b)?)*))
    (?P<word_half>\s+and\s+a\s+half\b)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_BARE_A = re.compile(r"^(?:half an?|a half)$", re.IGNORECASE)


class Numeral(NamedTuple):
    """One number in a text: where it stands, what it says and how finely.

    `step` is the unit of its last significant digit: 1 for `12`, a million for `16 million`.
    """

    start: int
    end: int
    low: float
    high: float
    value: float
    step: float
    spelled: bool
    needs_unit: bool = False  # `several hours` has bounds, `several people` says nothing


def find_numerals(text: str) -> list[Numeral]:
    """Every number in digits or words, in order; what it counts is for others to say.

    >>> [(n.value, n.step) for n in find_numerals("seven of 1,200, $16 million, a dozen")]
    [(7.0, 1.0), (1200.0, 100.0), (16000000.0, 1000000.0), (12.0, 1.0)]
    >>> [(n.low, n.high) for n in find_numerals("tens of thousands")]
    [(20000.0, 99999.0)]
    """
    found = (_read(match) for match in _NUMERAL.finditer(text))
    return [numeral for numeral in found if numeral is not None]


def _read(match: re.Match[str]) -> Numeral | None:
    start, end = match.span()
    if match["crowd"]:
        return _exactly(start, end, *_read_crowd(match["crowd"].lower()))
    if match["few"]:
        scale = _SCALES[match["few_scale"].lower()]
        low, high = (scale * times for times in _FEW[match["few"].lower()])
        return _exactly(start, end, low, high)
    if match["vague"]:
        vague = _exactly(start, end, *_FEW[match["vague"].lower()])
        return vague._replace(needs_unit=True)
    half = 0.5 if match["half"] or match["word_half"] else 0.0
    if match["digits"]:
        return _read_digits(match, half)
    words = match["words"].lower()
    if words in ("a", "an", "half"):
        return None
    value, step = (0.5, 0.5) if _BARE_A.match(words) else _read_words(words)
    value, step = (value + half, step / 2) if half else (value, step)
    half_a = _BARE_A.match(words) is not None
    return Numeral(start, end, value, value, value, step, spelled=True, needs_unit=half_a)


def _exactly(start: int, end: int, low: float, high: float) -> Numeral:
    return Numeral(start, end, float(low), float(high), float(low), 0.0, spelled=True)


def _read_crowd(words: str) -> tuple[float, float]:
    """Bounds of `hundreds` and of `hundreds of thousands`."""
    first, *rest = re.split(r"\s+of\s+", words)
    low, high = _CROWDS[first]
    if not rest:
        return low, high
    scale = _SCALES.get(rest[0].removesuffix("s"), _SCORES.get(rest[0], 1.0))
    return low * scale, (high + 1) * scale - 1


def _read_digits(match: re.Match[str], half: float) -> Numeral:
    digits = re.sub(r"[,\s]", "", match["digits"])
    value = float(digits)
    scale = (match["scale"] or "").lower()
    if scale:
        factor = _SCALES.get(scale, 1e3)
        step = factor / 10 ** _decimals(digits)
        value = (value + half) * factor
    else:
        step = _find_step(digits)
        value = value + half
    if half:
        step /= 2
    return Numeral(*match.span(), value, value, value, step, spelled=False)


def _decimals(digits: str) -> int:
    return len(digits.partition(".")[2])


def _find_step(digits: str) -> float:
    """The last significant digit's unit; a number below 100 and the first two digits always count.

    >>> [_find_step(digits) for digits in ("10", "200", "1230", "15000", "2.5")]
    [1.0, 10.0, 10.0, 1000.0, 0.1]
    """
    if "." in digits:
        return round(10.0 ** -_decimals(digits), 12)
    zeros = len(digits) - len(digits.rstrip("0"))
    return float(10 ** max(0, min(zeros, len(digits) - 2)))


def _read_words(words: str) -> tuple[float, float]:
    """Value and step of a number in words: `two hundred and five`, `a dozen`, `half a million`."""
    words = " ".join(re.split(r"[\s‐‑-]+", words))
    for some, value in _SOME.items():
        if words.startswith(some + " "):
            words = f"{value} {words[len(some) :]}"
            break
    total, current, step = 0.0, 0.0, 1.0
    for word in words.split():
        if word in _SCALES and _SCALES[word] >= 1000:
            total, current, step = total + (current or 1) * _SCALES[word], 0.0, _SCALES[word]
        elif word in _SCALES:
            current, step = (current or 1) * _SCALES[word], _SCALES[word]
        elif word and word != "and":
            current, step = current + _read_small(word), 1.0
    value = total + current
    return value, 1.0 if value < 100 else max(1.0, min(step, value / 2))


def _read_small(word: str) -> float:
    small = _ONES.get(word, _TENS.get(word))
    return float(word) if small is None else float(small)
