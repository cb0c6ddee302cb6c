"""Digits that are no amounts: dates, clock times, years, names with numbers, addresses, scores."""

import re

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY = r"(?:[0-2]?\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:1[5-9]|20)\d\d"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_PERIOD = r"(?:second|minute|hour|day|week|month|year|decade|centur(?:y|ie))s?"
_NUMBER = (
    r"(?:\d[\d,.]*|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|[a-z]+teen|[a-z]+ty(?:-[a-z]+)?|a\sfew|several)"
)
_NOT_AMOUNTS = [
    rf"\b{_MONTH}\s+{_DAY}(?:\s?[-–]\s?{_DAY}\b)?(?:,?\s+{_YEAR})?\b(?![.,]?\d)",
    rf"\b{_DAY}(?:\s?[-–]\s?{_DAY})?[\s-]+(?:of\s+)?{_MONTH}(?:,?[\s-]+{_YEAR})?(?!\w)",
    rf"\b{_MONTH},?\s+{_YEAR}\b",
    rf"\b{_WEEKDAY},?\s+(?:the\s+)?{_DAY}\b",
    r"\b\d{4}-\d\d?-\d\d?(?:T[\d:.]+Z?)?\b",
    r"\b\d\d?/\d\d?(?:/\d\d(?:\d\d)?)?\b",
    r"\b\d\d?\.\d\d?\.\d{4}\b",
    r"\b\d\d?(?:[:.]\d\d)?\s?(?:[-–]\s?\d\d?(?:[:.]\d\d)?\s?)?[ap]\.?\s?m\b\.?",
    r"\b\d\d?:\d\d(?::\d\d)?(?:\.\d+)?\b",
    r"\b\d{3,4}\s?(?:GMT|UTC|BST|hrs|hours\sGMT)\b",
    r"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s?o['’]clock\b",
    r"(?<!\d)['’]?\d0s\b",
    rf"\b{_YEAR}s\b",
    r"\b(?:\w+-)?\w+(?:st|nd|rd|th)[\s-]century\b",
    r"https?://\S+|www\.\S+|pic\.twitter\S+|\S+@\S+|[@#]\w+",
    r"\+?\(?\d{3}\)?[-.\s]\d{3}[-.\s]?\d{4}\b|\b1-\d{3}-\w+-\w+\b|\b\d{3}-\d{4}\b",
    r"(?i:\b(?:no|nos|number|page|pages|chapter|section|article|channel|room|gate|group|phase|version|vol|volume|episode|season|part|level|line|route|highway|interstate|exit|pier|terminal|flight|runway|class|grade|game|act|rule|step|type|category|tier)\b\.?\s(?!of\b)\d[\d.]*\b(?!\s?(?:%|percent|per\scent|million|billion)))",
    r"(?i:\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)\s(?:in|out\sof)(?:\severy)?\s(?:2|3|4|5|6|8|10|20|100|1,000|two|three|four|five|six|eight|ten|twenty)\b(?!\s(?:days|years|months|weeks|hours|minutes|games)))",
    r"(?<![\d.,])(?<!\d[ \u00a0\u2009\u202f])\b0\d[\d,]*\b",
    r"(?i:\bnumber:?\s\d+\b)|\b\d+\s(?:of|out\sof)\s\d+\b(?!,)",
    r"\bv\d+(?:\.\d+)+\b|\b\d+(?:\.\d+){2,}\b",
    r"\b[A-Za-z]{1,6}[-‐‑]\d+\w*|(?<!\$)\b(?!(?:USD|EUR|GBP|Rs|RMB)\d)[A-Za-z]+\d+\w*|\b\d+[A-Za-z]+\d\w*",
    r"\b911\b|\b24/7\b|\b50[/-]50\b|\b20[/-]20\b",
    r"(?i:\bone\s(?:another|day|time|point|of\sthe\s\w*est|can|could|must|should|might|would|thing|way)\b|\b(?:no|any|every|some|each|this|that|the|which|another)[\s-]one\b|\bone-on-one\b|\bone\sby\sone\b|\bone\sof\b|\bone-(?:way|off|time|sided|stop|man)\b|\bone['’]s\b|\bday\sone\b|\bsquare\sone\b)",
    r"(?i:\btwo-(?:way|faced|tone|sided)\b|\bfour-(?:wheel|letter)\b|\b3-?d\b|\bforty-niners\b|\b49ers\b|\b76ers\b|\b401\(?k\)?\b)",
]
_MASK = re.compile("|".join(f"(?:{pattern})" for pattern in _NOT_AMOUNTS))
# `two days ago` tells when; `for two days before` how long.
_RELATIVE = re.compile(
    rf"(?i)\b{_NUMBER}(?:\s(?:and\sa\shalf|more))?\s{_PERIOD}\s(?:ago|earlier|later|prior|from\snow"
    rf"|hence|beforehand|afterwards?|before|after)\b"
)
_LASTING = re.compile(
    r"(?i)\b(?:for|of|last(?:s|ed|ing)?|spend(?:s|ing)?|spent|took|takes?)\s(?:\w+\s){0,2}$"
)
_BARE_YEAR = re.compile(
    rf"(?<![\d,.$£€])(?:(?P<cue>\b(?:in|since|until|till|by|from|of|for|early|late|mid|during|before"
    rf"|after|to|and|through|circa|the|this|between|fiscal|year)[\s-]+)|(?P<open>\())?(?P<year>{_YEAR})"
    rf"(?:\s?[-–/]\s?(?:{_YEAR}|\d\d))?(?![\d,]\d|\d|\.\d|\s?%)(?!\w)",
    re.IGNORECASE,
)


def mask_text(text: str) -> list[tuple[int, int]]:
    """Spans of one text in which a number is no amount, in order; they may overlap.

    >>> mask_text("At 8:22 on Oct. 16, 2008, seven met.")
    [(3, 7), (11, 24), (20, 24)]
    """
    spans = [match.span() for match in _MASK.finditer(text)]
    spans += [
        match.span()
        for match in _RELATIVE.finditer(text)
        if not _LASTING.search(text[: match.start()])
    ]
    spans += [match.span("year") for match in _BARE_YEAR.finditer(text) if _is_year(match, text)]
    return sorted(spans)


def _is_year(match: re.Match[str], text: str) -> bool:
    """Four digits are a year unless they count what follows: `2000 people`, `1500 metres`."""
    if match["cue"] or match["open"]:
        return not re.match(
            r"\s(?:people|dollars|euros|miles|met(?:er|re)s|feet|km)\b", text[match.end() :]
        )
    year = int(match["year"])
    return 1900 <= year <= 2050 and not re.match(
        r"\s(?!(?:has|was|is|does|as|its|his|this|us)\b)(?:[a-z]+s|people)\b(?!\s+of)",
        text[match.end() :],
    )
