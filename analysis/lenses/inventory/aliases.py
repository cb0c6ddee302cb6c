"""Names of outlets that may mean one outlet: spelling, web address, initials."""

import re
from itertools import combinations

_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}")
_SECOND = {"co", "com", "org", "net", "gov", "ac", "edu"}  # `bbc.co.uk`: the name stands before
_FILLERS = {"the", "of", "and", "online", "website", "web", "edition", "news"}


def find_aliases(outlets: list[str]) -> dict[str, list[str]]:
    """For every outlet that may go by other names too, all its names, sorted.

    >>> find_aliases(["The New York Times", "nytimes.com", "NYT", "The Sun"])["NYT"]
    ['NYT', 'The New York Times', 'nytimes.com']
    """
    names = sorted({name for name in outlets if name.strip()})
    keys = {name: _list_keys(name) for name in names}
    family = {name: name for name in names}
    for one, other in combinations(names, 2):
        if keys[one] & keys[other]:
            old, new = family[other], family[one]
            family = {name: new if of == old else of for name, of in family.items()}
    members: dict[str, list[str]] = {}
    for name, of in family.items():
        members.setdefault(of, []).append(name)
    return {name: members[of] for name, of in family.items() if len(members[of]) > 1}


def _list_keys(name: str) -> set[str]:
    """What the name may be written as: its letters; for a full name also its initials."""
    plain = name.strip().casefold()
    if _HOST.fullmatch(plain):
        return {_find_label(plain)}
    words = [word for word in re.findall(r"[^\W_]+", plain) if word != "the"]
    if not words:
        return set()
    keys = {"".join(words), "".join(word for word in words if word not in _FILLERS)}
    if len(words) >= 3:
        initials = "".join(word[0] for word in words)
        keys |= {initials, initials[:-1] + words[-1]}
    return {key for key in keys if len(key) > 1}


def _find_label(host: str) -> str:
    """The part of a web address that names its owner: `edition.cnn.com` gives `cnn`."""
    parts = host.split(".")
    suffix = 2 if len(parts) > 2 and len(parts[-1]) == 2 and parts[-2] in _SECOND else 1
    return re.sub(r"[\W_]", "", parts[-suffix - 1])
