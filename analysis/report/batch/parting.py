"""A collection in parts: one for each story, outlet, month or entity."""

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from analysis.errors import NoArticlesError
from analysis.report.save import make_name, save_files

PARTINGS = ("story", "outlet", "entity", "month")
_FORMS = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}
_NO_WORD = re.compile(r"[^\w&.-]+")
_FILE = "articles.jsonl"


class Part(NamedTuple):
    """A part of the articles: its name, the files that hold it, what the notebook is told."""

    name: str
    articles: list[str]
    parameters: Mapping[str, Any]


def part_articles(
    paths: Sequence[str],
    per: str,
    *,
    out: Path,
    at_least: int = 2,
    top: int = 20,
    model: str | None = None,
) -> list[Part]:
    """The parts of the articles, in order of their names.

    A part of `story`, `outlet` or `month` holds at least `at_least` articles, written to
    `out/NAME/articles.jsonl`. A part of `entity` is all articles with one of the `top` names.

    Raises:
        NoArticlesError: nothing is left to report on.
    """
    import analysis  # noqa: PLC0415 (pandas is heavy)

    articles = analysis.read_articles(*paths).articles
    if per == "entity":
        parts = list(_part_entities(articles, paths, top, model))
    else:
        groups = _name_groups(articles, per)
        sizes = groups.value_counts()
        parts = []
        for group in sorted(sizes[sizes >= at_least].index):
            rows = articles[groups == group]
            name = make_name(_label_story(rows) if per == "story" else str(group))
            if any(part.name.casefold() == name.casefold() for part in parts):
                name = make_name(f"{name}/{group}")  # told apart by a mark of the whole
            if group != "":
                parts.append(_write_part(rows, name, out))
        parts.sort(key=lambda part: part.name)
    if not parts:
        raise NoArticlesError(f"No {per} has at least {at_least} articles.")
    return parts


def _name_groups(articles: Any, per: str) -> Any:  # noqa: ANN401 (table; Series by row)
    import analysis  # noqa: PLC0415

    if per == "outlet":
        return articles["outlet"]
    if per == "month":
        return articles["published"].dt.strftime("%Y-%m").fillna("")
    stories = analysis.find_stories(articles).set_index("article_id")["story"]
    return articles["article_id"].map(stories)


def _label_story(articles: Any) -> str:  # noqa: ANN401
    """A story by the day and the headline of its first article."""
    first = articles.sort_values(["published", "article_id"]).iloc[0]
    day = first["published"].strftime("%Y-%m-%d ") if first["published_precision"] else ""
    headline = re.sub("['’‘]", "", first["headline"] or first["article_id"])
    words = _NO_WORD.sub(" ", headline)
    return day + (textwrap.shorten(words, 60, placeholder="") or words.strip()[:60])


def _part_entities(
    articles: Any,  # noqa: ANN401
    paths: Sequence[str],
    top: int,
    model: str | None,
) -> Iterator[Part]:
    import analysis  # noqa: PLC0415

    options: dict[str, Any] = {"model": model} if model else {}
    annotations = analysis.annotate(articles, **options)
    mentions = analysis.find_mentions(articles, annotations.names, annotations.tokens)
    counts = mentions[mentions["entity"] != ""]["entity"].value_counts()
    ranked = sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))[:top]
    for entity in sorted(str(name) for name, _ in ranked):
        yield Part(make_name(entity), list(paths), {"entity": entity})


def _write_part(articles: Any, name: str, out: Path) -> Part:  # noqa: ANN401
    """The part's articles as a file that `read_articles` reads back exactly."""
    content = "".join(_write_lines(articles.to_dict("records"))).encode()
    path = out / name / _FILE
    if not path.is_file() or path.read_bytes() != content:
        save_files(path.parent, {_FILE: content})
    return Part(name, [str(path)], {})


def _write_lines(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    import json  # noqa: PLC0415

    for row in rows:
        published = row["published"]
        form = _FORMS.get(row["published_precision"])
        kept = {name: row[name] for name in ("article_id", "outlet", "headline", "text", "url")}
        if published == published and row["published_precision"]:  # noqa: PLR0124 (NaT is not itself)
            kept["published"] = published.strftime(form) if form else published.isoformat()
        if row["credit"]:
            kept["credit"] = row["credit"]
        yield json.dumps(kept, ensure_ascii=False) + "\n"
