"""What a fact is about, in words a reader understands: `dock` is told as `docking`."""

import re

# Verbs of more syllables that are stressed on the last one, and so double their last letter.
_STRESSED = re.compile(
    r"begin|(?:for|be)get|equip|excel|deter|rebut|acquit|allot|abhor|(?:con|pa)trol|unplug"
    r"|(?:ad|com|e|o|per|re|sub|trans)mit|(?:con|de|in|pre|re|trans)fer|(?:con|in|oc|re)cur"
    r"|(?:com|dis|ex|im|pro|re)pel|(?:be|off|re|up)set|(?:out|re|over)run|(?:for|out)bid|(?:out|re)fit"
)
_SHORT = re.compile(
    r"[^aeiou]*(?:qu)?[aeiou][bdgklmnprtv]$"
)  # one syllable ending in one consonant
_EMPTY = frozenset("be have do may might can could will would shall should must".split())


def name_slot(noun: str, verb: str, entities: str) -> str:
    """What a fact is about, in words: noun, verb and entities, those that there are and tell.

    >>> name_slot("astronaut", "join", "Anton Shkaplerov")
    'astronaut; joining; Anton Shkaplerov'
    >>> name_slot("roe", "be", "Jane Roe"), name_slot("un", "be", "Kim Jong-un")
    ('Jane Roe', 'Kim Jong-un')
    """
    names = entities.casefold().replace("|", " ").replace(",", " ")
    named = {*names.split(), *names.replace("-", " ").split()}
    # The lemma of a name's last word is the name again; a verb such as "be" tells nothing.
    own = "" if noun in named else noun
    happened = "" if verb in _EMPTY or not verb[:1].isalpha() else write_gerund(verb)
    return "; ".join(piece for piece in (own, happened, entities) if piece)


def write_gerund(verb: str) -> str:
    """The verb with its ending; a particle stays behind it.

    >>> [write_gerund(verb) for verb in ("dock", "take off", "hit", "visit", "begin", "die", "see")]
    ['docking', 'taking off', 'hitting', 'visiting', 'beginning', 'dying', 'seeing']
    """
    head, gap, particle = verb.partition(" ")
    if not head.replace("-", "").isalpha() or not head.isascii() or len(head) < 2:
        return verb
    return _inflect(head) + gap + particle


def _inflect(verb: str) -> str:
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) and verb != "be":
        return (verb if verb in ("singe", "tinge", "binge") else verb[:-1]) + "ing"
    if verb.endswith("ic"):
        return verb + "king"
    if _SHORT.fullmatch(verb) or _STRESSED.fullmatch(verb):
        return verb + verb[-1] + "ing"
    return verb + "ing"
