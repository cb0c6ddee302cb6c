"""How news writes dates: one pattern a form, the longest reading first."""

import re

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)(?!\w)"
)
_WEEKDAY = (
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\.(?=\s)"
)
YEAR = r"(?:1[5-9]\d\d|20\d\d)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_PART = r"(?:\s(?:early\s)?(?:morning|afternoon|evening|night|lunchtime))?"
PATTERNS = {
    "iso": r"\b(?P<iy>\d{4})-(?P<im>\d\d?)-(?P<id>\d\d?)(?!\d)",
    "slashed": r"\b(?P<s1>\d\d?)/(?P<s2>\d\d?)/(?P<sy>\d{4}|\d\d)\b",
    "month_day": (
        rf"(?:(?:{_WEEKDAY}),?\s+)?\b(?P<m1>{_MONTH})\s+(?P<d1>{_DAY})(?![\w:]|\s?[ap]\.?m|,\d|,000)"
        rf"(?:\s?(?:-|–|\sto\s|\sand\s)\s?(?P<d1b>{_DAY})\b(?!\s?[ap]\.?m))?(?:,?\s+(?P<y1>{YEAR})\b)?{_PART}"
    ),
    "day_month": (
        rf"(?:(?:{_WEEKDAY}),?\s+)?(?:the\s)?\b(?P<d2>{_DAY})(?:\s?(?:-|–)\s?(?P<d2b>{_DAY}))?"
        rf"[\s-]+(?:of\s+)?(?P<m2>{_MONTH})(?![\w])(?:,?[\s-]+(?P<y2>{YEAR})\b)?{_PART}"
    ),
    "month_year": (
        rf"(?:(?P<shade1>(?i:early|mid|late))[\s-])?\b(?P<m3>{_MONTH}),?\s+(?:of\s+)?"
        rf"(?P<y3>{YEAR})\b"
    ),
    "month": (
        rf"\b(?P<cue>(?i:(?:in|since|until|till|by|during|from|last|next|this|of|through|for)\s+(?:early|mid|late)?"
        rf"[\s-]?|early\s|mid-?\s?|late\s))(?P<m4>{_MONTH})(?![\w’'])(?!\.?\s\d)"
    ),
    "weekday": (
        rf"(?:\b(?P<which>(?i:last|next|this|this\spast|this\scoming|early|late))\s+)?(?<!Super\s)(?<!Black\s)(?<!Good\s)(?<!Ash\s)(?<!Cyber\s)"
        rf"(?<!Bloody\s)\b(?P<weekday>{_WEEKDAY})"
        rf"(?:,?\sthe\s{_DAY}\b)?{_PART}(?!\s(?:Times|Post|Mail|Telegraph|Herald|Express|People|Night\s[A-Z]|Mirror))"
    ),
    "named": (
        r"\b(?:(?P<near>(?<!USA\s)today|tonight|yesterday|tomorrow|overnight|last\snight"
        r"|this\s(?:morning|afternoon|evening))(?:\s(?:morning|afternoon|evening|night))?)\b"
        r"(?!['’]s\s(?:world|youth|society))"
    ),
    "period": (
        r"\b(?:(?P<late>earlier|later|early|late|(?:at\s)?the\send\sof|the\sstart\sof|the\sbeginning\sof)\s)?"
        r"(?P<rel>(?:over|in|during|within|for)\sthe\slast|this|last|next|the\spast|past|the\sprevious|the\scoming|the\sfollowing|the|that)\s"
        r"(?P<period>week|weekend|month|year|decade|century|spring|summer|autumn|fall|winter|season)"
        r"(?!['’\w-]|\s(?:of|ended|ending|to\sdate|before|after|when|round|long|old|earlier|later))"
    ),
    "quarter": (
        r"\b(?:the\s)?(?P<q>first|second|third|fourth|final|last|1st|2nd|3rd|4th)[\s-]quarter(?:\s(?:of\s)?"
        rf"(?P<qy>{YEAR}))?|\bQ(?P<qn>[1-4])(?:\s(?P<qny>{YEAR}))?\b"
    ),
    "ago": (
        r"(?<!\d[.,])\b(?P<hedge>(?:about|around|almost|nearly|more\sthan|over|some|just\sover|just)\s)?"
        r"(?P<n>\d{1,4}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty"
        r"|a\scouple\sof|a\sfew|several)\s"
        r"(?P<ago>day|week|month|year|decade|century)(?:s|ies)?\sago\b"
    ),
    "decade": (
        r"\b(?:(?P<dshade>(?i:early|mid|late))[\s-])?(?:the\s)?"
        r"(?P<decade>(?:1[5-9]|20)\d0)s\b"
    ),
    "year": (
        rf"(?:(?P<season>(?i:spring|summer|autumn|fall|winter))\s(?:of\s)?|(?P<shade2>(?i:early|mid|late))[\s-]|(?P<ends>(?i:(?:at\s)?the\send\sof\s|the\sstart\sof\s)))?"
        rf"(?<![\w,.$£€:/+-])(?<!Flight\s)(?<!flight\s)(?P<y5>{YEAR})(?!\s?%|[\d,]\d|\d|[.:]\d|-\d{{1,2}}-|\s?(?:GMT|UTC|hrs|hours\b))(?![\w])"
    ),
}
# Patterns without a name that needs its capital are read in any case.
_ANY_CASE = ("named", "period", "quarter", "ago")
DATE = re.compile(
    "|".join(
        f"(?P<{name}_>{f'(?i:{pattern})' if name in _ANY_CASE else pattern})"
        for name, pattern in PATTERNS.items()
    )
)
# Words one of which every date has: asked first, because most sentences have none.
MAY_DATE = re.compile(
    r"(?i)\d|day\b|days?['’\s,.]|tonight|tomorrow|overnight|this\s|last\s|next\s|past\s|that\s|the\s(?:week|month|year|end"
    r"|start|beginning|previous|coming|following|first|second|third|fourth|final|decade|century)|ago\b|january|february"
    r"|march|april|may\b|june|july|august|september|october|november|december"
)
