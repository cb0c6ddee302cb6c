"""One pass of the language pipeline over all articles: sentences, tokens and raw names.

Only this room knows spaCy; everything above reads the three tables.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import pandas as pd

from analysis.language.paragraphs import split_paragraphs
from analysis.language.pipeline import DEFAULT_MODEL, load_pipeline
from analysis.spans import SPAN, list_parts
from analysis.tables import as_table

_TOKEN_COLUMNS = [*SPAN, "sentence", "token", "lemma", "pos", "tag", "dep", "head"]


class Annotations(NamedTuple):
    """What the language pipeline found: the tables `sentences`, `tokens` and `names`."""

    sentences: pd.DataFrame
    tokens: pd.DataFrame
    names: pd.DataFrame


def annotate(articles: pd.DataFrame, *, model: str = DEFAULT_MODEL) -> Annotations:
    """Sentences, tokens and raw names of all articles, headline and text.

    Raises:
        MissingModelError: the pipeline named `model` is not installed.
    """
    pieces = [
        (content[start:end], (article_id, part, start))
        for article_id, part, content in list_parts(articles).itertuples(index=False)
        for start, end in split_paragraphs(content)
    ]
    sentences: list[tuple[Any, ...]] = []
    tokens: list[tuple[Any, ...]] = []
    names: list[tuple[Any, ...]] = []
    numbers: dict[tuple[str, str], tuple[int, int]] = {}
    for doc, (article_id, part, shift) in load_pipeline(model).pipe(pieces, as_tuples=True):
        first_sentence, first_token = numbers.get((article_id, part), (0, 0))
        for number, sentence in enumerate(doc.sents, first_sentence):
            row = (article_id, part, shift + sentence.start_char, shift + sentence.end_char)
            sentences.append((*row, sentence.text))
            tokens.extend(
                (article_id, part, shift + token.idx, shift + token.idx + len(token), number)
                + (first_token + token.i, token.lemma_.lower(), token.pos_, token.tag_, token.dep_)
                + (first_token + token.head.i,)
                for token in sentence
                if not token.is_space
            )
        numbers[article_id, part] = (first_sentence + len(list(doc.sents)), first_token + len(doc))
        names.extend(_list_names(doc, article_id, part, shift))
    return Annotations(
        as_table(pd.DataFrame(sentences, columns=[*SPAN, "sentence"]), "sentences"),
        as_table(pd.DataFrame(tokens, columns=_TOKEN_COLUMNS), "tokens"),
        as_table(pd.DataFrame(names, columns=[*SPAN, "mention", "label"]), "names"),
    )


def _list_names(doc: Any, article_id: str, part: str, shift: int) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401
    for name in doc.ents:
        yield (
            article_id,
            part,
            shift + name.start_char,
            shift + name.end_char,
            name.text,
            name.label_,
        )
