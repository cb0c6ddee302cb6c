"""Articles from files and what is found in them: made when first asked for, and kept."""

from functools import cached_property

import pandas as pd

from analysis.articles import Reading
from analysis.language import Annotations, annotate, split_words
from analysis.lenses.entities import Correction, find_mentions


class Collection:
    """Articles and what is found in them, as tables: each is made when first asked for, and kept.

    `articles rejects files words sentences mentions stories overlaps reuse house_style terms
    readability`, over all articles; of some of them `annotate` gives sentences, tokens and names,
    `find_labels` and `find_quotes` what they call whom and who speaks, `find_terms` some terms.
    Those of a prepared collection are read, or found part by part.
    """

    def __init__(self, reading: Reading, model: str, overrides: list[Correction]) -> None:
        self.articles, self.rejects, self.files = reading
        self._model, self._overrides = model, overrides

    @cached_property
    def words(self) -> pd.DataFrame:
        """The table `words`, all articles."""
        return split_words(self.articles)

    @cached_property
    def sentences(self) -> pd.DataFrame:
        """The table `sentences`, all articles."""
        return self._annotations.sentences

    @cached_property
    def mentions(self) -> pd.DataFrame:
        """The table `mentions`, resolved over all articles and corrected."""
        found = self._annotations
        return find_mentions(self.articles, found.names, found.tokens, overrides=self._overrides)

    @cached_property
    def stories(self) -> pd.DataFrame:
        """The table `stories`, over all articles."""
        from analysis.lenses.stories import find_stories  # noqa: PLC0415 (half a second)

        return find_stories(self.articles)

    @cached_property
    def overlaps(self) -> pd.DataFrame:
        """The table `overlaps`, over all articles."""
        from analysis.lenses.overlaps import find_overlaps  # noqa: PLC0415

        return find_overlaps(self.articles)

    @cached_property
    def reuse(self) -> pd.DataFrame:
        """The table `reuse`, over all articles."""
        from analysis.lenses.overlaps import compare_reuse  # noqa: PLC0415

        return compare_reuse(self.articles, self.overlaps)

    @cached_property
    def house_style(self) -> pd.DataFrame:
        """The table `house_style`, over all articles."""
        from analysis.lenses.house_style import find_house_style  # noqa: PLC0415

        return find_house_style(self.articles, self.words)

    @cached_property
    def terms(self) -> pd.DataFrame:
        """The words that are no house style, names as names: a table `words`, or counts of it."""
        return list_terms(self.words, self.house_style, self.mentions)

    @cached_property
    def readability(self) -> pd.DataFrame:
        """What `compare_readability` needs to know of each article."""
        from analysis.lenses.readability import measure_readability  # noqa: PLC0415

        return measure_readability(self.words, self.sentences)

    def find_terms(self, words: pd.Series, article_ids: pd.Series) -> pd.DataFrame:
        """Where some of the terms stand in the texts of some articles: the table `words`."""
        return select_terms(self.terms, words, article_ids)

    def find_labels(self, articles: pd.DataFrame) -> pd.DataFrame:
        """What some of the articles call those they name: the table `labels`."""
        from analysis.lenses.labels import find_labels  # noqa: PLC0415

        return find_labels(self.mentions, self.annotate(articles).tokens, articles)

    def find_quotes(self, articles: pd.DataFrame) -> pd.DataFrame:
        """Who says what in some of the articles: the table `quotes`."""
        from analysis.lenses.quotes import find_quotes  # noqa: PLC0415

        said = self.annotate(articles)
        return find_quotes(articles, said.sentences, said.tokens, self.mentions)

    def annotate(self, articles: pd.DataFrame) -> Annotations:
        """Sentences, tokens and names of some of the articles, in the collection's order."""
        wanted = set(articles["article_id"])
        return Annotations(
            *(
                table[table["article_id"].isin(wanted)].reset_index(drop=True)
                for table in self._annotations
            )
        )

    @cached_property
    def _annotations(self) -> Annotations:
        return annotate(self.articles, model=self._model)


def list_terms(words: pd.DataFrame, style: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """One row per word outside of house style, or per name in place of its words: table `words`."""
    from analysis.lenses.house_style import split_house_style  # noqa: PLC0415
    from analysis.lenses.words import label_words  # noqa: PLC0415

    return label_words(split_house_style(words, style).substance, mentions)


def select_terms(terms: pd.DataFrame, words: pd.Series, article_ids: pd.Series) -> pd.DataFrame:
    """The rows of some words in the texts of some articles."""
    chosen = terms["word"].isin(words) & (terms["part"] == "text")
    chosen &= terms["article_id"].isin(article_ids)
    return terms[chosen].reset_index(drop=True)
