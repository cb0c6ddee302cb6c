"""House style: what rules decide is found, counted by article, and set apart from substance."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.language import fold_word, split_words
from analysis.lenses.house_style import count_house_style, find_house_style, split_house_style
from analysis.lenses.house_style.wording import _list_forms
from analysis.spans import cut_spans
from analysis.statistics import wilson_interval
from analysis.tables import TABLES


def make_articles(texts: list[str], outlets: list[str] | None = None) -> pd.DataFrame:
    number = [f"n{place}" for place in range(len(texts))]
    return pd.DataFrame(
        {
            "article_id": number,
            "outlet": outlets or number,
            "headline": [""] * len(texts),
            "text": texts,
        }
    )


def find(text: str, headline: str = "") -> set[tuple[str, str, str]]:
    """Feature, choice and the characters found in one text."""
    articles = make_articles([text]).assign(headline=headline)
    style = find_house_style(articles, split_words(articles))
    return set(zip(style["feature"], style["choice"], style["found"], strict=True))


@pytest.mark.parametrize(
    ("text", "feature", "choice", "found"),
    [
        ("We met Mr Ruiz.", "courtesy title", "Mr, Mrs, Ms", "Mr"),
        ("We met Mrs. Ruiz.", "courtesy title", "Mr., Mrs., Ms.", "Mrs."),
        ("We met Sir Ian.", "courtesy title", "Sir, Dame, Lord, Lady", "Sir"),
        ("Then Sen. Ruiz spoke.", "Sen. / Sen / Senator", "Sen.", "Sen"),
        ("Then Sen Ruiz spoke.", "Sen. / Sen / Senator", "Sen", "Sen"),
        ("Then Senator Ruiz spoke.", "Sen. / Sen / Senator", "Senator", "Senator"),
        ("The U.S. agreed.", "U.S. / US / United States", "U.S.", "U.S"),
        ("The US agreed.", "U.S. / US / United States", "US", "US"),
        ("The United States agreed.", "U.S. / US / United States", "United States", None),
        ("It fell to 60 Roubles.", "roubles / rubles", "roubles", "Roubles"),
        ("A health care plan.", "health care / healthcare", "health care", "health care"),
        ("They organised it.", "-ise / -ize", "-ise", "organised"),
        ("The colors fade.", "-our / -or", "-or", "colors"),
        ("He travelled far.", "-ll- / -l-", "-ll-", "travelled"),
        ("It is grey.", "British / American", "British", "grey"),
        ("GENEVA — It rained.", "dateline", "CITY —", "GENEVA"),
        ("PORT LOUIS, Mauritius (AP) — It rained.", "dateline", "CITY (agency) —", None),
        ("Port Louis (CNN)It rained.", "dateline", "City (agency) —", "Port Louis (CNN)"),
        ("By Ada Ruiz and Ben de Wit\nIt rained.", "byline", "By name", None),
        ("It rained.\n(Reporting by Ada Ruiz; Editing by B. Wit)", "byline", "Reporting by", None),
        ("It rained.\nAda Ruiz contributed to this report.", "byline", None, None),
        ("Copyright 2020 The Agency. All rights reserved.", "boilerplate", None, None),
        ("It’s late.", "apostrophe", "curly", "’"),
        ("It's late.", "apostrophe", "straight", "'"),
        ("“Late,” he said.", "quotation marks", "“ ”", "“"),
        ('"Late," he said.', "quotation marks", '" "', '"'),
        ("He said 'late again'.", "quotation marks", "' '", "'"),
        ("Late—very late.", "dash", "a—b", "—"),
        ("Late – very late.", "dash", "a – b", "–"),
        ("Late -- very late.", "dash", "a -- b", "--"),
        ("Late ... very.", "ellipsis", "...", "..."),
        ("At 5:30 p.m. it rained.", "clock time", "a.m.", "5:30 p.m."),
        ("At 5pm it rained.", "clock time", "am", "5pm"),
        ("Some 5 per cent fell.", "percentage", "per cent", "per cent"),
        ("On 5 October it fell.", "date", "5 October", "5 October"),
        ("On Oct. 5 it fell.", "date", "October 5", "Oct. 5"),
    ],
)
def test_what_is_found(text: str, feature: str, choice: str | None, found: str | None) -> None:
    hits = {hit for hit in find(text) if hit[0] == feature}
    assert len(hits) == 1
    assert hits <= {(feature, choice or hit[1], found or hit[2]) for hit in hits}


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        ("Let us meet.", "U.S. / US / United States"),
        ("An organic plan.", "-our / -or"),
        ("EXCLUSIVE - It rained.", "dateline"),
        ("I rained - it poured.", "dateline"),
        ("By then it had rained.", "byline"),
        ("Don't!", "quotation marks"),
        ("A sir spoke; a lord nodded.", "courtesy title"),
        ("They came on 12 occasions.", "date"),
    ],
)
def test_what_is_not_found(text: str, feature: str) -> None:
    assert not [hit for hit in find(text) if hit[0] == feature]


def test_compounds_are_found_where_both_ways_occur() -> None:
    text = (
        "A front-runner and a frontrunner: one front-runner, the other frontrunner. Co-op re-sign."
    )
    hits = {hit for hit in find(text + " coop resign resign re-sign") if " / " in hit[0]}
    feature = "front-runner / frontrunner"
    assert hits == {
        (feature, "front-runner", "front-runner"),
        (feature, "frontrunner", "frontrunner"),
    }


@pytest.mark.parametrize(
    ("headline", "choice"),
    [
        ("Film Crew Blasts Off to Space Station", "Title Case"),
        ("Film crew blasts off to space station", "Sentence case"),
        ("FILM CREW BLASTS OFF TO SPACE STATION", "CAPITALS"),
        ("Anna Lopez meets Maria Garcia Vega", None),
        ("Crew lands", None),
    ],
)
def test_case_of_headlines(headline: str, choice: str | None) -> None:
    cases = {hit[1] for hit in find("", headline) if hit[0] == "headline case"}
    assert cases == ({choice} if choice else set())


def make_outlet(number: int) -> list[str]:
    """Articles on different things, each between the same two lines and one more opening."""
    return [
        f"Story {n} tells how subject{n} met object{n} in place{n} and was glad.\n"
        f"Picture shows thing{n} and other{n}\n"
        f"Then verb{n} happened, and nobody else reported number{n} of them.\n"
        "Sign up for our newsletter to hear more."
        for n in "abcdefgh"[:number]
    ]


def find_passages(articles: pd.DataFrame) -> list[str]:
    style = find_house_style(articles, split_words(articles))
    return style.loc[style["choice"] == "repeated passage", "found"].tolist()


def test_boilerplate_is_what_an_outlet_repeats() -> None:
    articles = make_articles(make_outlet(5), ["One"] * 5)
    found = find_passages(articles)
    assert found == ["Picture shows", "Sign up for our newsletter to hear more."] * 5


def test_sentences_that_are_repeated_together() -> None:
    furniture = "Sign up here. Thank you for joining us. Try again later."
    texts = [
        f"Before all that, thing{n} met other{n} once more. {furniture} And then number{n} of them "
        f"went to place{n}, where it rained on subject{n} and object{n} for a long, long while. "
        + " ".join(
            f"It was {a}{n} who told {b}{n}{a} of {a}{b}{n}." for a, b in pairwise("stuvwxyz")
        )
        for n in "abcdef"
    ]
    found = find_passages(make_articles(texts, ["One"] * 6))
    assert found == ["Sign up here.", "Thank you for joining us.", "Try again later."] * 6


def test_a_refrain_inside_paragraphs() -> None:
    texts = [
        " ".join(f"a{n}{m} saw b{n}{m} Hide Picture {m} of 5 as c{n}{m}" for m in range(1, 6))
        for n in "abcd"
    ]
    found = find_passages(make_articles(texts, ["One"] * 4))
    refrains = ("Hide Picture {} of", "Picture {} of 5", "{} of 5 as")
    assert found == [refrain.format(m) for m in range(1, 6) for refrain in refrains] * 4


def test_two_articles_repeat_nothing() -> None:
    assert find_passages(make_articles(make_outlet(2), ["One"] * 2)) == []


def test_what_several_outlets_share_is_not_the_boilerplate_of_one() -> None:
    assert find_passages(make_articles(make_outlet(4), list("ABCD"))) == []


def test_versions_of_one_article_are_not_boilerplate() -> None:
    body = "\n".join(
        f"This is line {'x' * n} of a long running story, line by line." for n in range(9)
    )
    articles = make_articles([f"{body}\nUpdate {'y' * n}." for n in range(5)], ["One"] * 5)
    assert find_passages(articles) == []


def test_counts_by_article_on_the_complete_grid() -> None:
    articles = make_articles(
        ["Mr Ruiz saw a color.", "The colour and the colour of a harbor.", "Nothing."],
        ["X", "X", "Y"],
    )
    counts = count_house_style(find_house_style(articles, split_words(articles)), articles)
    rows = {
        (row["group"], row["choice"]): (row["n"], row["of"], row["articles"], row["articles_of"])
        for _, row in counts.iterrows()
    }
    assert rows == {
        ("X", "-or"): (2, 4, 2, 2),
        ("X", "-our"): (2, 4, 1, 2),
        ("X", "Mr, Mrs, Ms"): (1, 1, 1, 2),
        ("Y", "-or"): (0, 0, 0, 0),
        ("Y", "-our"): (0, 0, 0, 0),
        ("Y", "Mr, Mrs, Ms"): (0, 0, 0, 1),
    }
    ours = counts[(counts["group"] == "X") & (counts["choice"] == "-our")].iloc[0]
    low, high = wilson_interval([1], [2])
    assert (ours["share"], ours["share_low"], ours["share_high"]) == (1 / 2, low[0], high[0])
    theirs = counts[(counts["group"] == "Y") & (counts["choice"] == "-our")].iloc[0]
    assert np.isnan([theirs["share"], theirs["share_low"], theirs["share_high"]]).all()


def test_words_are_parted_and_none_is_lost() -> None:
    articles = make_articles(["GENEVA — Mr Ruiz liked the colour."])
    words = split_words(articles)
    parted = split_house_style(words, find_house_style(articles, words))
    assert parted.house_style["word"].tolist() == ["geneva", "mr", "colour"]
    assert parted.substance["word"].tolist() == ["ruiz", "liked", "the"]


def test_a_longer_place_reaches_over_a_shorter_one_inside() -> None:
    words = split_words(make_articles(["one two three four"]))
    style = pd.DataFrame(
        [("n0", "text", 0, 13, "boilerplate"), ("n0", "text", 4, 7, "spelling")],
        columns=["article_id", "part", "start", "end", "layer"],
    )
    assert split_house_style(words, style).substance["word"].tolist() == ["four"]


def test_no_articles() -> None:
    empty = make_articles(["x"]).iloc[:0]
    style = find_house_style(empty, split_words(empty))
    assert list(style.columns) == list(TABLES["house_style"])
    counts = count_house_style(style, empty)
    assert list(counts.columns) == list(TABLES["house_style_counts"])


def test_the_lists_hold_no_form_twice_and_only_folded_forms() -> None:
    forms = _list_forms()
    keys = [(form, choice) for form, _, feature, choice, exact in forms if not exact]
    assert len(keys) == len(set(keys))
    assert all(form == " ".join(fold_word(word) for word in form.split()) for form, *_ in forms)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text("aB’'\"—-. \nMr5%", max_size=60), min_size=1, max_size=5))
def test_every_place_holds_what_it_says(texts: list[str]) -> None:
    articles = make_articles(texts, ["One"] * len(texts))
    words = split_words(articles)
    style = find_house_style(articles, words)
    assert (cut_spans(style, articles) == style["found"]).all()
    assert (style["end"] > style["start"]).all()
    parted = split_house_style(words, style)
    assert len(parted.substance) + len(parted.house_style) == len(words)
