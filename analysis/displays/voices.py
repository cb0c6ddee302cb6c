"""Who speaks in each telling: how often, at what length, brought by which verbs."""

from collections import Counter

import pandas as pd

from analysis.displays.passages import Cell, gather_evidence
from analysis.displays.shown import Shown
from analysis.displays.tables import make_table
from analysis.lenses.quotes.grouping import count_said, leave_bearers
from analysis.tellings import label_articles

COLUMNS = 8  # tellings that still read side by side
NOBODY = "nobody named"
_SPOKEN = ["speech", "writing"]
_SILENT = "–"
_CUES = 3  # named in one cell


def show_voices(
    quotes: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    top: int = 12,
    sentences: pd.DataFrame | None = None,
    title: str = "",
    note: str = "",
) -> Shown:
    """One row per speaker: in each telling, statements, their words and the verbs that bring them.

    Counted is what the text says that somebody said or wrote: every quotation, and reported speech
    of whoever is named, but not who only passes a quotation on. Speakers are the resolved ones,
    else the text's own words; quotations that nobody is named for make the last row. With more than
    eight tellings one column sums them up.
    """
    spoken = (quotes["part"] == "text") & quotes["act"].isin(_SPOKEN)
    # Reported speech of an unresolved source is too often a thing that "says" something.
    certain = quotes["direct"].isin(["direct", "mixed"]) | (quotes["speaker_entity"] != "")
    said = leave_bearers(quotes[spoken & certain]).reset_index(drop=True)
    # A pronoun nobody stands behind names nobody; what follows a comma says who it is.
    own_words = said["speaker"].str.split(",").str[0]
    own_words = own_words.where(said["speaker_form"] != "pronoun", "")
    voices = said["speaker_entity"].where(said["speaker_entity"] != "", own_words)
    said = said.assign(voice=voices.where(voices != "", NOBODY))
    labels = {str(key): str(label) for key, label in label_articles(articles).items()}
    order = _rank(said)
    places = said.groupby(["voice", "article_id"], sort=False).indices
    rows: list[list[Cell]] = []
    for voice in order[:top]:
        behind = [[int(row) for row in places.get((voice, key), [])] for key in labels]
        cells = [Cell(text=voice, evidence=[])]
        if len(labels) > COLUMNS:
            cells.append(_sum_up(said, [row for telling in behind for row in telling]))
            cells.append(Cell(text=str(sum(1 for telling in behind if telling)), evidence=[]))
        else:
            cells += [_sum_up(said, telling) for telling in behind]
        rows.append(cells)
    opened = [cell for row in rows for cell in row if cell["evidence"]]
    passages = gather_evidence(opened, said, articles, sentences=sentences)
    several = ["statements", f"tellings of {len(labels):,}"]
    names = several if len(labels) > COLUMNS else list(labels.values())
    heads = [{"label": name, "align": "left"} for name in ["speaker", *names]]
    return Shown(make_table(heads, rows, passages, title=title, note=note, total=len(order)))


def _rank(said: pd.DataFrame) -> list[str]:
    """Who is heard most first; nobody last."""
    counts = Counter(str(voice) for voice in said["voice"])
    return sorted(counts, key=lambda voice: (voice == NOBODY, -counts[voice], voice))


def _sum_up(said: pd.DataFrame, places: list[int]) -> Cell:
    """`2 statements, 45 words (said, added)`."""
    if not places:
        return Cell(text=_SILENT, evidence=[])
    quotes = said[["quote", "start", "gaps"]].iloc[places]
    words = sum(count_said(*quote) for quote in quotes.itertuples(index=False, name=None))
    cues = Counter(str(said["cue"].iloc[place]).lower() for place in places)
    named = [cue for cue, _ in sorted(cues.items(), key=lambda item: (-item[1], item[0])) if cue]
    number = "1 statement" if len(places) == 1 else f"{len(places):,} statements"
    bracket = f" ({', '.join(named[:_CUES])})" if named else ""
    length = "1 word" if words == 1 else f"{words:,} words"
    return Cell(text=f"{number}, {length}{bracket}", evidence=places)
