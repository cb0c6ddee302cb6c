"""How a label is counted and shown: without its article."""

_OPENERS = ("the ", "a ", "an ")


def fold_label(label: str) -> str:
    """A label as it is counted: without an article, in lower case but for names, on one line.

    >>> fold_label("The award-winning actor"), fold_label("Kremlin spokesperson")
    ('award-winning actor', 'Kremlin spokesperson')
    """
    plain = " ".join(label.split())
    for opener in _OPENERS:
        if plain.casefold().startswith(opener):
            return plain[len(opener) :]
    return plain
