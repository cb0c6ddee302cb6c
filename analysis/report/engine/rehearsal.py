"""A small comparison made once in the warm parent, so that no forked process starts cold.

Word lists are read, rules compiled and fonts measured at first use; what the parent has used
before the fork is there in every report (copy on write). The articles are made up, nothing is
kept, no file is read or written but the package's own, and no thread is started.
"""

import io
from typing import Any

_TELLINGS = [
    (
        "a",
        "Five people arrive in Paris",
        "PARIS (Agency) - Five people, among them the actor Ann Smith, arrived in Paris on Tuesday "
        "at 8:30 GMT. “We won,” said Ms. Smith, the captain. She will spend two weeks in France, "
        "the European Space Agency (ESA) said. The flight of 200 miles took two days.",
    ),
    (
        "b",
        "Six arrive",
        "Six people arrived in Paris with Ann Smith on Tuesday morning. “It was hard,” Smith told "
        "reporters. The ESA spokesman Bob Jones stayed at home in Berlin for about $5 million. "
        "The flight of 320 kilometres took 48 hours.",
    ),
]


def rehearse() -> None:
    """Compare two made-up tellings, show the result, and forget it."""
    import analysis as rashomon  # noqa: PLC0415 (heavy)

    tellings = _make_articles()
    language = rashomon.annotate(tellings, cache=False, progress=False, jobs=1)
    words = rashomon.split_words(tellings)
    mentions = rashomon.find_mentions(tellings, language.names, language.tokens)
    named = rashomon.count_entities(mentions, tellings)
    labels = rashomon.find_labels(mentions, language.tokens, tellings)
    spoken = (tellings, language.sentences, language.tokens, mentions)
    quotes, facts, times = (
        find(*spoken) for find in (rashomon.find_quotes, rashomon.find_facts, rashomon.find_times)
    )
    stories = rashomon.find_stories(tellings, mentions=mentions)
    claims = rashomon.compare_facts(facts, times, tellings, stories=stories)
    findings = rashomon.describe_tellings(tellings, words)
    findings += rashomon.describe_names(named, mentions, tellings)
    matches = rashomon.match_sentences(language.sentences, tellings, mentions)
    for shown in (
        rashomon.show_findings(findings, articles=tellings),
        rashomon.show_counts(named, mentions, tellings),
        rashomon.show_wordings(labels, tellings),
        rashomon.show_claims(claims, tellings),
        rashomon.show_voices(quotes, tellings),
        rashomon.show_side_by_side(matches, tellings, mentions=mentions, quotes=quotes),
    ):
        shown._repr_mimebundle_()
    _draw(rashomon.plot_timeline(times, tellings))
    _draw(rashomon.plot_positions(mentions, tellings))


def _make_articles() -> Any:  # noqa: ANN401 (pandas is heavy)
    import pandas as pd  # noqa: PLC0415

    from analysis.tables import as_table  # noqa: PLC0415

    rows = pd.DataFrame(_TELLINGS, columns=["article_id", "headline", "text"])
    rows = rows.assign(outlet="", credit="", url="", source="", published_precision="day")
    rows["published"] = pd.Timestamp("2021-10-05", tz="UTC")
    return as_table(rows, "articles")


def _draw(axes: Any) -> None:  # noqa: ANN401 (matplotlib is heavy)
    import matplotlib.pyplot as plt  # noqa: PLC0415

    axes.figure.savefig(io.BytesIO(), format="svg")
    plt.close(axes.figure)
