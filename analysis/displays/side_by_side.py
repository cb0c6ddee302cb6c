"""The tellings side by side: each sentence told by others too, only here, or in conflict."""

from collections import defaultdict
from itertools import groupby
from typing import Any

import pandas as pd

from analysis.displays.passages import cut_passages
from analysis.displays.shown import Shown
from analysis.spans import PARTS, SPAN
from analysis.tellings import label_articles

COLUMNS = 4  # tellings that can be read side by side
KEY = {
    "conflict": "contradicts another telling",
    "shared": "told by others too",
    "only": "told only here",
}
_Place = tuple[str, str]


def show_side_by_side(
    matches: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    claims: pd.DataFrame | None = None,
    mentions: pd.DataFrame | None = None,
    quotes: pd.DataFrame | None = None,
    title: str = "",
    note: str = "",
) -> Shown:
    """One column per telling, its whole text; a mark behind a sentence opens what the others say.

    `matches` is the table `sentence_matches`. Sentences that hold a statement of a `conflict` in
    `claims` are marked as such; names in `mentions` and speech in `quotes` are set off. At most
    four tellings are shown, in the articles' order.
    """
    labels = {str(key): str(label) for key, label in label_articles(articles).items()}
    shown = list(labels)[:COLUMNS]
    if len(labels) > len(shown):
        note = f"{note} {len(shown)} of {len(labels):,} tellings shown.".strip()
    texts = articles.set_index("article_id")[list(PARTS)].fillna("")
    contents = texts.loc[shown].to_dict("index")
    roles = _mark_roles(contents, quotes, mentions)
    conflicts = _find_conflicts(claims)
    opened: list[pd.DataFrame] = []
    columns = []
    for article_id in shown:
        pieces = [
            _make_piece(row, labels, conflicts, roles, contents, opened)
            for row in matches[matches["article_id"] == article_id].to_dict("records")
        ]
        columns.append({"label": labels[article_id], "paragraphs": _lay_out(pieces, contents)})
    counts = _count_states(columns)
    passages = cut_passages(pd.concat(opened), articles) if opened else []
    return Shown(
        {
            "kind": "columns",
            "title": title,
            "note": note,
            "key": [
                {"state": state, "label": f"{label} ({counts[state]:,})"}
                for state, label in KEY.items()
                if counts[state]
            ],
            "columns": columns,
            "evidence": [dict(passage) for passage in passages],
        }
    )


def _mark_roles(
    contents: dict[Any, dict[Any, Any]],
    quotes: pd.DataFrame | None,
    mentions: pd.DataFrame | None,
) -> dict[_Place, list[str]]:
    """For each character of each part: `name`, `quote` or nothing; a name in a quote is a name."""
    roles = {
        (str(article_id), part): [""] * len(str(parts[part]))
        for article_id, parts in contents.items()
        for part in PARTS
    }
    for role, spans in (("quote", quotes), ("name", mentions)):
        if spans is None:
            continue
        for article_id, part, start, end in spans[SPAN].itertuples(index=False):
            letters = roles.get((article_id, part), [])
            for place in range(int(start), min(int(end), len(letters))):
                letters[place] = role
    return roles


def _find_conflicts(claims: pd.DataFrame | None) -> dict[_Place, list[dict[str, Any]]]:
    """The stated places of conflicts by article and part, each with those it contradicts."""
    found: dict[_Place, list[dict[str, Any]]] = defaultdict(list)
    if claims is None:
        return found
    stated = claims[(claims["state"] == "conflict") & claims["start"].notna()]
    for _, rows in stated.groupby("claim_id", sort=True):
        for row in rows.to_dict("records"):
            others = rows[rows["article_id"] != row["article_id"]]
            place = (str(row["article_id"]), str(row["part"]))
            found[place].append({"start": int(row["start"]), "others": others[SPAN]})
    return found


def _make_piece(
    row: dict[Any, Any],
    labels: dict[str, str],
    conflicts: dict[_Place, list[dict[str, Any]]],
    roles: dict[_Place, list[str]],
    contents: dict[Any, dict[Any, Any]],
    opened: list[pd.DataFrame],
) -> dict[str, Any]:
    """One sentence: its state, the words of its mark, and what the mark opens."""
    place = (str(row["article_id"]), str(row["part"]))
    start, end = int(row["start"]), int(row["end"])
    against = [one["others"] for one in conflicts[place] if start <= one["start"] < end]
    spans = _point_at_match(row)
    state, mark = "only", ""
    if against:
        state, mark, spans = "conflict", "conflict", pd.concat(against)
    elif row["told"] == "also told":
        told_by = [labels[key] for key in str(row["told_by"]).split(" | ") if key in labels]
        state, mark = "shared", f"also {', '.join(told_by[:COLUMNS])}"
    numbers = []
    if state != "only" and len(spans):
        first = sum(map(len, opened))
        numbers = list(range(first, first + len(spans)))
        opened.append(spans.astype({"start": "int64", "end": "int64"}))
    text = str(contents[row["article_id"]][row["part"]])[start:end]
    runs = groupby(zip(text, roles[place][start:end], strict=True), key=lambda pair: pair[1])
    return {
        "place": place,
        "start": start,
        "end": end,
        "state": state,
        "mark": mark,
        "evidence": numbers,
        "parts": [{"text": "".join(c for c, _ in run), "role": role} for role, run in runs],
    }


def _point_at_match(row: dict[Any, Any]) -> pd.DataFrame:
    """The most similar sentence elsewhere, as a span."""
    if pd.isna(row["match_start"]) or not row["match_id"]:
        return pd.DataFrame(columns=SPAN)
    values = [row["match_id"], row["match_part"], int(row["match_start"]), int(row["match_end"])]
    return pd.DataFrame([dict(zip(SPAN, values, strict=True))])


def _lay_out(
    pieces: list[dict[str, Any]], contents: dict[Any, dict[Any, Any]]
) -> list[dict[str, Any]]:
    """Sentences in paragraphs, as the text breaks; the headline is a paragraph of its own."""
    paragraphs: list[dict[str, Any]] = []
    last: dict[str, Any] = {}
    for piece in sorted(pieces, key=lambda one: (PARTS.index(one["place"][1]), one["start"])):
        text = str(contents[piece["place"][0]][piece["place"][1]])
        goes_on = last.get("place") == piece["place"]
        if not goes_on or "\n" in text[last["end"] : piece["start"]]:
            paragraphs.append({"headline": piece["place"][1] == "headline", "pieces": []})
        paragraphs[-1]["pieces"].append(
            {name: piece[name] for name in ("state", "mark", "evidence", "parts")}
        )
        last = piece
    return paragraphs


def _count_states(columns: list[dict[str, Any]]) -> dict[str, int]:
    counts = dict.fromkeys(KEY, 0)
    for column in columns:
        for paragraph in column["paragraphs"]:
            for piece in paragraph["pieces"]:
                counts[piece["state"]] += 1
    return counts
