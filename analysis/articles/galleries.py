"""Counters of picture galleries inside a text, with the words that return beside each."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise, takewhile, zip_longest

# `3 of 12`, `3/12`: which picture of a gallery this is.
_COUNTER = re.compile(r"(?<![\w/.,$£€])(\d{1,3})(?: of |/)(\d{1,3})(?![\w/]|[.,]\d)")
_WORD = re.compile(r"[^\W_]+")
_LEAST = 3  # counters of one gallery
_NEAR = 160  # characters beside a counter that are looked at
_FARTHEST = 20  # words beside a counter that may return with it
_NEARLY_ALL = 0.7


def find_counters(text: str) -> Iterator[tuple[int, int]]:
    """Counters of a gallery, each with the words that return beside it every time.

    >>> text = "Hide Caption 1 of 3 A hatch. Hide Caption 2 of 3 Ann. Hide Caption 3 of 3 Home."
    >>> [text[start:end] for start, end in find_counters(text)]
    ['Hide Caption 1 of 3', 'Hide Caption 2 of 3', 'Hide Caption 3 of 3']
    """
    galleries: dict[str, list[re.Match[str]]] = defaultdict(list)
    for match in _COUNTER.finditer(text):
        galleries[match[2]].append(match)
    for size, counters in galleries.items():
        if _is_gallery([int(one[1]) for one in counters], int(size)):
            yield from _reach_out(text, counters)


def _is_gallery(numbers: list[int], size: int) -> bool:
    """Whether the numbers count up to no more than the size."""
    rises = sum(after == before + 1 for before, after in pairwise(numbers))
    return len(numbers) >= _LEAST and rises >= len(numbers) / 2 and max(numbers) <= size


def _reach_out(text: str, counters: list[re.Match[str]]) -> Iterator[tuple[int, int]]:
    before = [_list_words(text, one.start() - _NEAR, one.start())[::-1] for one in counters]
    after = [_list_words(text, one.end(), one.end() + _NEAR) for one in counters]
    left, right = _list_returning(before), _list_returning(after)
    for one, words, more in zip(counters, before, after, strict=True):
        same, same_after = _count_same(words, left), _count_same(more, right)
        yield (
            words[same - 1].start() if same else one.start(),
            more[same_after - 1].end() if same_after else one.end(),
        )


def _list_words(text: str, start: int, end: int) -> list[re.Match[str]]:
    return list(_WORD.finditer(text, max(0, start), min(end, len(text))))


def _list_returning(sides: list[list[re.Match[str]]]) -> list[str]:
    """The words, from the counter on, that stand beside nearly every counter."""
    returning = []
    for words in zip_longest(*([word.group() for word in side[:_FARTHEST]] for side in sides)):
        usual = Counter(word for word in words if word).most_common(1)
        if not usual or usual[0][1] < max(_LEAST, _NEARLY_ALL * len(sides)):
            break
        returning.append(usual[0][0])
    return returning


def _count_same(words: list[re.Match[str]], returning: list[str]) -> int:
    """How many of the returning words stand here, from the counter on."""
    pairs = zip(words, returning, strict=False)
    return len(list(takewhile(lambda pair: pair[0].group() == pair[1], pairs)))
