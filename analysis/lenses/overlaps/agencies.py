"""Which agency signs an article: in its dateline, its byline, its last lines, or as its outlet."""

import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import pandas as pd

_HEAD = 500  # characters in which a dateline or byline stands
_TAIL = 500  # and those of a sign-off
# In the patterns, NAMES stands for the name of any agency.
# `CITY, Oct. 4 (AGENCY) —` at the start of a line
_DATELINE = r"^[^\W\d_][^\n()]{0,60}\((?:[^()\n]{0,20}\b)?(NAMES)\)\s*(?:[-–—―]+|:)\s"
# `By Jane Doe, AGENCY`, `AGENCY`, `Story by AGENCY`, alone on a line
_BYLINE = (
    r"^(?:(?:[Bb]y|From|Source:|Story by)\s+)?(?:[^\W\d_][\w.’' -]{0,40}(?:,|/| of| for| \|)\s+)?"
    r"(NAMES)(?: [Ss]taff| [Ww]riter| News| reporter)?[.]?$"
)
# `© 2018 AGENCY`, `(Source: AGENCY)`, `(AGENCY)` or `— AGENCY` at the end of a line
_SIGN_OFF = (
    r"(?:©|\([Cc]\)|[Cc]opyright)\s*(?:\([Cc]\)\s*)?(?:\d{4}\s*)?(?:by\s+)?(NAMES)\b"
    r"|\((?:Source:\s*)?(NAMES)\)\s*$|[-–—]\s?(NAMES)\s*$"
)
# Reuters names its reporters and editors at the end, in brackets.
_DESK = re.compile(
    r"\(\s*(?:Additional\s+)?[Rr]eporting\s+by\s[^()]{3,300}[Ee]diting\s+by\s[^()]{3,120}\)"
)


class _Signs(NamedTuple):
    dateline: re.Pattern[str]
    byline: re.Pattern[str]
    sign_off: re.Pattern[str]


def find_agencies(articles: pd.DataFrame) -> dict[str, str]:
    """The full name of the agency that signs an article, by article; only those that are signed.

    `(AP)` in a dateline is a signature; `the Associated Press contributed to this report` and the
    credit of a photo are not.
    """
    found = {}
    columns = articles[["article_id", "outlet", "credit", "text"]]
    for article_id, outlet, credit, text in columns.itertuples(index=False):
        agency = name_agency(outlet) or _read_signature(credit, text)
        if agency:
            found[article_id] = agency
    return found


def name_agency(name: str) -> str:
    """The full name of an agency called by any of its names, or nothing.

    >>> name_agency("AFP"), name_agency("uk.reuters.com"), name_agency("The Daily")
    ('Agence France-Presse', 'Reuters', '')
    """
    names = read_agencies()
    parts = name.strip().lower().split(".")
    sites = [".".join(parts[first:]) for first in range(len(parts) - 1)]
    return next((names[known] for known in [name.strip(), *sites] if known in names), "")


@cache
def read_agencies() -> dict[str, str]:
    """Every name and site of every agency, with its full name."""
    listed = (files(__package__) / "agencies.txt").read_text(encoding="utf-8").splitlines()
    names: dict[str, str] = {}
    for line in listed:
        if line and not line.startswith("#"):
            agency, *others = (name.strip() for name in line.split(" | "))
            names |= dict.fromkeys([agency, *others], agency)
    return names


def _read_signature(credit: str, text: str) -> str:
    signs = _compile_signs()
    head, tail = text[:_HEAD], text[-_TAIL:].rstrip()
    found = (
        signs.byline.search(credit.strip())
        or signs.dateline.search(head)
        or signs.byline.search(head)
        or signs.sign_off.search(tail)
    )
    if found:
        return read_agencies()[next(group for group in found.groups() if group)]
    return "Reuters" if _DESK.search(tail) else ""


@cache
def _compile_signs() -> _Signs:
    names = [name for name in read_agencies() if "." not in name]
    either = "|".join(
        re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name))
    )
    patterns = (_DATELINE, _BYLINE, _SIGN_OFF)
    filled = (pattern.replace("NAMES", either) for pattern in patterns)
    return _Signs(*(re.compile(pattern, re.MULTILINE) for pattern in filled))
