"""Fractions in words: `two-thirds`, `a quarter of voters`, `half of them`, as percentages."""

import re

from analysis.lenses.facts.measures import Amount

_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "tenth": 10}
_TIMES = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "nine": 9}
_FRACTION = re.compile(
    rf"(?i)\b(?:(?P<times>{'|'.join(_TIMES)})(?P<joint>[\s‐‑-]))?(?P<part>{'|'.join(_PARTS)})(?P<many>s)?\b"
    r"(?P<of>\sof\s(?:the|all|its|their|those|our|his|her|[a-z]+s\b))?"
)
_NAMED = re.compile(r"(?i)\b(?:first|second|other|latter|last|next|top|bottom|front|back|each)\s$")
_STEP = 5.0  # percentage points that a fraction in words leaves open


def find_fractions(text: str) -> list[Amount]:
    """Fractions that share something out; `the third quarter` and `half an hour` are none.

    >>> [a.value for a in find_fractions("a quarter of the votes")]
    [25.0]
    """
    found = []
    for match in _FRACTION.finditer(text):
        whole = _PARTS[match["part"].lower()]
        times = _TIMES[match["times"].lower()] if match["times"] else 1
        hyphened = match["times"] and match["joint"] != " " and (times == 1) != bool(match["many"])
        several = times > 1 and match["many"]
        bare = not match["times"] and whole != 2
        if (
            not (hyphened or several or match["of"])
            or bare
            or times >= whole
            or _NAMED.search(text[: match.start()])
        ):
            continue
        end = match.start("of") if match["of"] else match.end()
        value = 100.0 * times / whole
        span = (match.start(), end)
        found.append(
            Amount(*span, span, "percent", value, value, value, _STEP, "percent", spelled=True)
        )
    return found
