"""The steps that look across parts: who is named, and which articles tell one story.

Up to `_AT_ONCE` articles they run on all parts together and give what one machine gives. Beyond,
names are resolved part by part, with what each part knows; the record says which was done.
"""

from pathlib import Path

import pandas as pd

from analysis.collection.layout import load_table, name_part, write_part
from analysis.lenses.entities import find_mentions
from analysis.lenses.stories import find_stories
from analysis.tables import as_table

_AT_ONCE = 20_000  # articles whose tokens fit into memory


def merge_parts(folder: Path, parts: list[str]) -> dict[str, str]:
    """Write the tables `mentions` and `stories`; how each was found, in words."""
    articles = pd.concat([as_table([], "articles"), *_load(folder, "articles", parts)])
    articles = as_table(articles, "articles")
    if len(articles) <= _AT_ONCE:
        groups, how = [parts], "over all articles"
    else:
        groups, how = [[part] for part in parts], "part by part"
    for old in (folder / "mentions").glob("part-*.parquet"):
        old.unlink()
    for number, group in enumerate(groups):
        write_part(folder, name_part(number), {"mentions": _resolve(folder, group)})
    write_part(folder, name_part(0), {"stories": find_stories(articles)})
    return {"mentions": how, "stories": "over all articles"}


def _resolve(folder: Path, parts: list[str]) -> pd.DataFrame:
    articles, names, tokens = (
        as_table(pd.concat([as_table([], table), *_load(folder, table, parts)]), table)
        for table in ("articles", "names", "tokens")
    )
    return find_mentions(articles, names, tokens)


def _load(folder: Path, table: str, parts: list[str]) -> list[pd.DataFrame]:
    return [load_table(folder, table, part) for part in parts]
