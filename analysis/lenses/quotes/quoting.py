"""The table of quotes: everything said, by whom, in which words, with its evidence."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from analysis.lenses.quotes.cast import gather_cast
from analysis.lenses.quotes.finding import Utterance, find_utterances
from analysis.lenses.quotes.parsed import Parsed
from analysis.lenses.quotes.speakers import Speakers
from analysis.spans import list_parts
from analysis.tables import as_table


def find_quotes(
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    tokens: pd.DataFrame,
    mentions: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """One row per quotation or attributed statement, in the order of the text.

    An interrupted quotation (`"Yes," she said, "we did."`) is one row from its first piece to its
    last; `gaps` tells what stands between the pieces. Without `mentions`, speakers stay words.
    """
    parsed = dict(iter(tokens.groupby(["article_id", "part"], sort=False)))
    named = {}
    if mentions is not None and not mentions.empty:
        named = dict(iter(mentions.groupby(["article_id", "part"], sort=False)))
    rows: list[dict[str, Any]] = []
    for article_id, name, content in list_parts(articles).itertuples(index=False):
        part = Parsed(content, parsed.get((article_id, name), tokens.iloc[:0]))
        rows.extend(
            {"article_id": article_id, "part": name, **row}
            for row in _describe_part(part, named.get((article_id, name)))
        )
    return as_table(rows, "quotes")


def _describe_part(part: Parsed, mentions: pd.DataFrame | None) -> Iterator[dict[str, Any]]:
    speakers = Speakers(part, gather_cast(part, mentions))
    for said in find_utterances(part):
        entity, form = speakers.resolve(said.source, said.verb)
        start, end = said.pieces[0][0], said.pieces[-1][1]
        yield {
            "start": start,
            "end": end,
            "quote": part.text[start:end],
            "gaps": _write_gaps(said),
            **_span_row(part, "speaker", part.span(said.source)),
            "speaker_entity": entity,
            "speaker_form": form,
            **_span_row(part, "cue", part.span(said.cue)),
            "verb": _name_verb(part, said.verb),
            "act": said.entry.act if said.entry else "speech",
            "stance": said.entry.stance if said.entry else "",
            "direct": said.direct,
        }


def _name_verb(part: Parsed, verb: int | None) -> str:
    """The dictionary form of what attributes; a colon has none."""
    if verb is None or part.pos[verb] == "PUNCT":
        return ""
    return "according to" if part.word(verb).lower() == "according" else part.lemma[verb]


def _write_gaps(said: Utterance) -> str:
    """What stands between the pieces, as `start-end` offsets."""
    between = zip(said.pieces, said.pieces[1:], strict=False)
    return " ".join(f"{before[1]}-{after[0]}" for before, after in between)


def _span_row(part: Parsed, name: str, span: tuple[int, int] | None) -> dict[str, Any]:
    start, end = span or (None, None)
    words = part.text[start:end] if span else ""
    return {name: words, f"{name}_start": start, f"{name}_end": end}
