"""The annotation cache reads no more segments than it must."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from analysis.language.parse import SCHEMA
from analysis.language.store import Store, make_key

EMPTY: dict[str, Any] = {field.name: [] for field in SCHEMA}


def make_rows(*texts: str) -> pa.Table:
    rows = [{**EMPTY, "key": make_key(text), "characters": len(text)} for text in texts]
    return pa.Table.from_pylist(rows, SCHEMA)


@pytest.mark.parametrize("part", range(4))
def test_a_line_that_stands_everywhere_is_read_where_most_of_the_part_lies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: int
) -> None:
    store = Store(tmp_path, ["pipeline"])
    for number in range(4):
        store.keep(make_rows("Read more", f"One {number}.", f"Two {number}."))
    read: list[str] = []
    opened = Store._read_segment

    def read_segment(self: Store, name: str) -> pa.Table | None:
        read.append(name)
        return opened(self, name)

    monkeypatch.setattr(Store, "_read_segment", read_segment)
    wanted = [make_key(text) for text in ("Read more", f"One {part}.", f"Two {part}.")]
    assert sorted(store.fetch(wanted)["key"].to_pylist()) == sorted(wanted)
    assert len(read) == 1
