"""The two seeds: mentions by name in the text, as a person counts them."""

from pathlib import Path

import pandas as pd
import pytest

from analysis.articles import read_articles
from analysis.language import annotate
from analysis.lenses.entities import count_entities, explain_entity, find_mentions, read_overrides
from analysis.spans import cut_spans

SEEDS = Path(__file__).parents[1] / "seeds"
COUNTS = {
    "Yulia Peresild": (5, 4, "person"),
    "Klim Shipenko": (4, 3, "person"),
    "Anton Shkaplerov": (3, 2, "person"),
    "Jeff Bezos": (1, 1, "person"),
    "Richard Branson": (1, 1, "person"),
    "Jared Isaacman": (1, 0, "person"),
    "William Shatner": (1, 0, "person"),
    "Richard Garriott": (1, 0, "person"),
    "Tom Cruise": (1, 0, "person"),
    "Oleg Novitskiy": (0, 1, "person"),
    "Pyotr Dubrov": (0, 1, "person"),
    "Dmitry Peskov": (0, 1, "person"),
    "Russia": (0, 3, "place"),
    "International Space Station": (4, 6, "place"),
    "NASA": (1, 1, "organisation"),
    "SpaceX": (1, 1, "organisation"),
    "Roscosmos": (0, 2, "organisation"),
    "European Space Agency": (0, 1, "organisation"),
    "JAXA": (0, 1, "organisation"),
    "Amazon": (0, 1, "organisation"),
    "Blue Origin": (0, 1, "organisation"),
    "Virgin Galactic": (0, 1, "organisation"),
    "Associated Press": (0, 2, "organisation"),
    "Kazakhstan": (0, 1, "place"),
    "Japan": (0, 1, "place"),
    "United States": (0, 1, "place"),
    "Russian": (4, 3, "group"),
    "Star Trek": (1, 0, "work"),
    "Challenge": (1, 2, "work"),
    "Soyuz": (3, 0, "vehicle"),
    "Soyuz MS-19": (1, 2, "vehicle"),
    "Baikonur Cosmodrome": (0, 1, "place"),
    "Inspiration4": (0, 1, "event"),
    "ISS Expedition 66": (1, 0, "event"),
}


@pytest.fixture(scope="module")
def seeds() -> pd.DataFrame:
    return read_articles(SEEDS).articles


@pytest.fixture(scope="module")
def mentions(seeds: pd.DataFrame) -> pd.DataFrame:
    annotations = annotate(seeds)
    return find_mentions(seeds, annotations.names, annotations.tokens)


def test_counts_are_those_a_reader_counts(seeds: pd.DataFrame, mentions: pd.DataFrame) -> None:
    counts = count_entities(mentions, seeds)
    found = counts.pivot(index="entity", columns="group", values="mentions")
    kinds = counts.drop_duplicates("entity").set_index("entity")["kind"]
    first, second = seeds["article_id"]
    table = {
        entity: (found.loc[entity, first], found.loc[entity, second], kinds[entity])
        for entity in COUNTS
    }
    assert table == COUNTS


def test_nothing_else_is_named_but_earth_and_the_kremlin(mentions: pd.DataFrame) -> None:
    assert set(mentions["entity"]) - set(COUNTS) == {"Earth", "Kremlin"}


def test_every_mention_points_at_its_words(seeds: pd.DataFrame, mentions: pd.DataFrame) -> None:
    assert cut_spans(mentions, seeds).tolist() == mentions["mention"].tolist()


def test_every_decision_has_a_reason(mentions: pd.DataFrame) -> None:
    for entity in mentions["entity"].unique():
        reasons = explain_entity(entity, mentions)
        assert reasons["mentions"].sum() == (mentions["entity"] == entity).sum()
        assert reasons["reason"].str.len().min() > 0


def test_a_person_may_correct(tmp_path: Path, seeds: pd.DataFrame) -> None:
    (tmp_path / "overrides.yaml").write_text("join: {International Space Station: [NASA]}\n")
    annotations = annotate(seeds)
    overrides = read_overrides(tmp_path)
    corrected = find_mentions(seeds, annotations.names, annotations.tokens, overrides=overrides)
    assert (corrected["entity"] == "NASA").sum() == 0
    assert (corrected["rule"] == "override").sum() == 2


def test_acronym_in_brackets_is_a_mention_of_its_own(mentions: pd.DataFrame) -> None:
    station = mentions[mentions["entity"] == "International Space Station"]
    second = station[station["article_id"].str.startswith("001")]["mention"].tolist()
    assert second[:3] == ["International Space Station", "ISS", "International Space Station"]
