"""Average link over a sparse graph: groups whose members are alike on average."""

import heapq
from collections.abc import Iterator, Mapping

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from analysis.lenses.stories.candidates import Pairs

_COPY = 0.85  # as alike as copies of one text are


def group_articles(
    pairs: Pairs, size: int, *, threshold: float, fixed: Mapping[int, object]
) -> np.ndarray:
    """A group's number for every row; near copies follow the one that stands for them."""
    known = np.zeros(size, dtype=bool)
    known[list(fixed)] = True
    stands = fold_copies(pairs, alike=_COPY, known=known)
    copies = np.array(list(stands), dtype=np.int64)
    copied = np.zeros(size, dtype=bool)
    copied[copies] = True
    different = _keep_pairs(pairs, ~(copied[pairs.first] | copied[pairs.second]))
    groups = group_pairs(different, size, threshold=threshold, fixed=fixed)
    groups[copies] = groups[np.array(list(stands.values()), dtype=np.int64)]
    return groups


def fold_copies(pairs: Pairs, *, alike: float, known: np.ndarray) -> dict[int, int]:
    """For each item that is a copy of another, the one that stands for it: a known one if any."""
    copies = pairs.likeness >= alike
    stands: dict[int, int] = {}
    for one, other in sorted(zip(*(part[copies].tolist() for part in pairs[:2]), strict=True)):
        first, second = _follow(stands, one), _follow(stands, other)
        if first != second:
            kept, moved = sorted((first, second), key=lambda item: (not known[item], item))
            if not known[moved]:
                stands[moved] = kept
    return {item: _follow(stands, item) for item in stands}


def group_pairs(
    pairs: Pairs, size: int, *, threshold: float, fixed: Mapping[int, object]
) -> np.ndarray:
    """For each of `size` items, one item that names its group.

    The closest groups join first, as long as their members are `threshold` alike on average; pairs
    not listed count as unlike (0). Items `fixed` to one thing start as a group, and groups fixed to
    different things never join. What no chain of pairs so much alike connects is apart in the end,
    so each such neighbourhood is grouped by itself.
    """
    groups = np.arange(size)
    if not size:
        return groups
    for items, near in _list_neighbourhoods(pairs, size, threshold, fixed):
        local = {number: fixed[item] for number, item in enumerate(items.tolist()) if item in fixed}
        groups[items] = items[_group_near(near, len(items), threshold, local)]
    return groups


def _list_neighbourhoods(
    pairs: Pairs, size: int, threshold: float, fixed: Mapping[int, object]
) -> Iterator[tuple[np.ndarray, Pairs]]:
    """Items that pairs above the threshold connect, and the pairs among them, by place there."""
    strong = _keep_pairs(pairs, pairs.likeness >= threshold)
    model: dict[object, int] = {}
    bound = [(item, model.setdefault(fixed[item], item)) for item in sorted(fixed)]
    ends = np.r_[np.array(bound, np.int64).reshape(-1, 2), np.c_[strong.first, strong.second]].T
    edges = sparse.coo_array((np.ones(ends.shape[1], bool), tuple(ends)), shape=(size, size))
    _, labels = csgraph.connected_components(edges, directed=False)
    items = np.argsort(labels, kind="stable")
    items = items[np.bincount(labels)[labels[items]] > 1]
    inner = _keep_pairs(pairs, labels[pairs.first] == labels[pairs.second])
    inner = _keep_pairs(inner, np.argsort(labels[inner.first], kind="stable"))
    found, begins = np.unique(labels[items], return_index=True)
    cuts = np.searchsorted(labels[inner.first], found)
    for begin, end, cut, stop in zip(
        begins, [*begins[1:], len(items)], cuts, [*cuts[1:], len(inner.first)], strict=False
    ):
        own = items[begin:end]
        first, second = (np.searchsorted(own, part[cut:stop]) for part in inner[:2])
        yield own, Pairs(first, second, inner.likeness[cut:stop])


def _keep_pairs(pairs: Pairs, kept: np.ndarray) -> Pairs:
    return Pairs(*(part[kept] for part in pairs))


def _group_near(
    pairs: Pairs, size: int, threshold: float, fixed: Mapping[int, object]
) -> list[int]:
    """For each of some items, one that names its group.

    The average over a union is never above the greater average of its parts, so an old entry of
    the queue is an upper bound: taken off, it is compared with the true average, and put back where
    that is lower.
    """
    groups = _Groups(pairs, size, fixed)
    queue = [
        (-likeness, one, other)
        for one, other, likeness in zip(*(part.tolist() for part in pairs), strict=True)
        if likeness >= threshold
    ]
    heapq.heapify(queue)
    while queue:
        bound, one, other = heapq.heappop(queue)
        root, root_other = groups.find(one), groups.find(other)
        if root == root_other or (root in groups.fixed and root_other in groups.fixed):
            continue
        average = groups.average(root, root_other)
        if average < -bound - 1e-9 and average >= threshold:
            heapq.heappush(queue, (-average, one, other))
        elif average >= threshold:
            groups.join(root, root_other)
    return [groups.find(item) for item in range(size)]


class _Groups:
    """Groups by one of their items, with the sum of likeness between any two that touch."""

    def __init__(self, pairs: Pairs, size: int, fixed: Mapping[int, object]) -> None:
        self.parent: dict[int, int] = {}
        self.fixed: set[int] = set()
        self.sizes = [1] * size
        self.sums: list[dict[int, float]] = [{} for _ in range(size)]
        for one, other, likeness in zip(*(part.tolist() for part in pairs), strict=True):
            self.sums[one][other] = likeness
            self.sums[other][one] = likeness
        first: dict[object, int] = {}
        for item, thing in sorted(fixed.items()):
            if thing in first:
                self.join(self.find(first[thing]), item)
            first.setdefault(thing, item)
        self.fixed = {self.find(item) for item in first.values()}

    def find(self, item: int) -> int:
        return _follow(self.parent, item)

    def average(self, one: int, other: int) -> float:
        return self.sums[one].get(other, 0.0) / (self.sizes[one] * self.sizes[other])

    def join(self, one: int, other: int) -> None:
        kept, moved = sorted((one, other), key=lambda root: (-len(self.sums[root]), root))
        for neighbour, likeness in self.sums[moved].items():
            if neighbour != kept:
                around = self.sums[neighbour]
                del around[moved]
                around[kept] = around.get(kept, 0.0) + likeness
                self.sums[kept][neighbour] = around[kept]
        self.sums[kept].pop(moved, None)
        self.sums[moved] = {}
        self.parent[moved] = kept
        self.sizes[kept] += self.sizes[moved]
        if moved in self.fixed:
            self.fixed.add(kept)


def _follow(parents: dict[int, int], item: int) -> int:
    """The root an item leads to; the way there is shortened."""
    root = item
    while root in parents:
        root = parents[root]
    while item != root:
        parents[item], item = root, parents[item]
    return root
