"""A collection in parts: one for each story, outlet, month or entity."""

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from analysis.errors import NoArticlesError, UsageError
from analysis.report.save import check_apart, make_name, save_files

PARTINGS = ("story", "outlet", "entity", "month")
_FORMS = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}
_NO_WORD = re.compile(r"[^\w&.-]+")
_FILE = "articles.jsonl"
_CORRECTIONS = "overrides.yaml"
_COPIED = b"# Copied from"  # the last line of corrections that stand in a part


class Part(NamedTuple):
    """A part of the articles: its name, the files that hold it, what the notebook is told."""

    name: str
    articles: list[str]
    parameters: Mapping[str, Any]
    title: str = ""  # what people call it


def part_articles(
    paths: Sequence[str],
    per: str,
    *,
    out: Path,
    at_least: int = 2,
    top: int | None = None,
    model: str | None = None,
    fields: Mapping[str, str] | None = None,
) -> list[Part]:
    """The parts of the articles, in order of what they are called.

    A part of `story`, `outlet` or `month` holds at least `at_least` articles, written to
    `out/NAME/articles.jsonl` with the corrections that stand beside the articles. A part of
    `entity` is all articles, with one of the names. `top` keeps the largest parts, or the names
    with the most mentions, of which there are 20 otherwise.

    Raises:
        NoArticlesError: nothing is left to report on.
        UsageError: parts would lie among the articles, or replace corrections made by hand.
    """
    import analysis  # noqa: PLC0415 (pandas is heavy)

    articles = analysis.read_articles(*paths, fields=fields).articles
    if per == "entity":
        parts = list(_part_entities(articles, paths, 20 if top is None else top, model))
    else:
        check_apart(out, paths)
        groups = _list_groups(articles, per, at_least, top)
        parts = list(_write_parts(groups, per, out, _copy_corrections(paths)))
    if not parts:
        raise NoArticlesError(f"No {per} has at least {at_least} articles.")
    return parts


def _copy_corrections(paths: Sequence[str]) -> bytes:
    """The corrections beside the articles, as they stand in each part; empty without any."""
    folders = dict.fromkeys(path if path.is_dir() else path.parent for path in map(Path, paths))
    found = [folder / _CORRECTIONS for folder in folders if (folder / _CORRECTIONS).is_file()]
    if len(found) > 1:
        raise UsageError(
            f"{found[1]}: a collection in parts takes its corrections from one file, "
            f"and there is {found[0]} too.\nPut them together."
        )
    if not found:
        return b""
    return found[0].read_bytes() + b"\n%s %s\n" % (_COPIED, str(found[0]).encode())


def _list_groups(
    articles: Any,  # noqa: ANN401 (table)
    per: str,
    at_least: int,
    top: int | None,
) -> dict[str, Any]:
    """The articles of each group that is large enough, in order of the groups."""
    groups = _name_groups(articles, per)
    sizes = groups[groups != ""].value_counts()
    large = sizes[sizes >= at_least].items()
    largest = sorted(large, key=lambda item: (-item[1], str(item[0])))[:top]
    return {str(group): articles[groups == group] for group, _ in sorted(largest)}


def _write_parts(
    groups: Mapping[str, Any], per: str, out: Path, corrections: bytes
) -> Iterator[Part]:
    """Each group in a folder of its own, in order of what they are called."""
    named: dict[str, Any] = {}
    for group, rows in groups.items():
        name = make_name(_label_story(rows) if per == "story" else group)
        if name.casefold() in {known.casefold() for known in named}:
            name = make_name(f"{name}/{group}")  # told apart by a mark of the whole
        named[name] = rows, _title_story(rows) if per == "story" else group
    for name, (rows, title) in sorted(named.items(), key=lambda item: (item[1][1], item[0])):
        yield Part(name, [str(_write_part(rows, out / name, corrections))], {}, title)


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
    from analysis.tellings import name_opening  # noqa: PLC0415 (heavy)

    first = articles.sort_values(["published", "article_id"]).iloc[0]
    day = first["published"].strftime("%Y-%m-%d ") if first["published_precision"] else ""
    words = _NO_WORD.sub(" ", re.sub("['’‘]", "", name_opening(first["headline"], first["text"])))
    return day + (textwrap.shorten(words, 60, placeholder="") or words.strip()[:60])


def _title_story(articles: Any) -> str:  # noqa: ANN401
    """A story by its day and headline, as its report calls it."""
    import analysis  # noqa: PLC0415

    headline, day = analysis.label_story(articles)
    return f"{day} {headline}".strip()


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
        yield Part(make_name(entity), list(paths), {"entity": entity}, entity)


def _write_part(articles: Any, folder: Path, corrections: bytes) -> Path:  # noqa: ANN401
    """The part's articles as a file that `read_articles` reads back exactly."""
    contents = {_FILE: "".join(_write_lines(articles.to_dict("records"))).encode()}
    if corrections:
        contents[_CORRECTIONS] = corrections
    beside = folder / _CORRECTIONS
    before = _read(beside)
    if before.strip() and corrections and not before.splitlines()[-1].startswith(_COPIED):
        raise UsageError(
            f"{beside}: made by hand, so it is not replaced.\n"
            "Move what it says to the corrections beside the articles, then remove it."
        )
    if any(_read(folder / name) != content for name, content in contents.items()):
        save_files(folder, contents)
    return folder / _FILE


def _read(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


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
