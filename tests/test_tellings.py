import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.tellings import label_articles


@pytest.mark.parametrize(
    ("outlets", "labels"),
    [
        ([None, None], ["A", "B"]),
        (["Herald", "Post"], ["Herald", "Post"]),
        (["Herald", "Post", "Herald"], ["Herald 1", "Post", "Herald 2"]),
        (["Herald", None, "Post"], ["Herald", "A", "Post"]),
        (["A", None], ["A (article 1)", "A (article 2)"]),
        ([None] * 28, [*"ABCDEFGHIJKLMNOPQRSTUVWXYZ", "AA", "AB"]),
    ],
)
def test_labels(outlets: list[str | None], labels: list[str]) -> None:
    ids = [f"id{row}" for row in range(len(outlets))]
    articles = pd.DataFrame(
        {"article_id": ids, "outlet": [o or i for o, i in zip(outlets, ids, strict=True)]}
    )
    found = label_articles(articles)
    assert found.tolist() == labels
    assert found.index.tolist() == ids


@given(st.lists(st.sampled_from(["A", "B", "A 1", "", "Herald", "Herald 1"]), max_size=12))
def test_labels_are_unique(outlets: list[str]) -> None:
    articles = pd.DataFrame(
        {"article_id": [f"id{row}" for row in range(len(outlets))], "outlet": outlets}, dtype="str"
    )
    assert label_articles(articles).is_unique
