"""Who signs an article: an agency in its dateline, byline or last line; not one merely named."""

import pandas as pd
import pytest

from analysis.lenses.overlaps import find_agencies

LINE = "The old bridge was closed on Monday."


def sign(text: str, credit: str = "", outlet: str = "x") -> str:
    row = {"article_id": "a", "outlet": outlet, "credit": credit, "text": text}
    return find_agencies(pd.DataFrame([row])).get("a", "")


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        (f"HALMERE, Norway (AP) — {LINE}", "Associated Press"),
        (f"A headline.\n\nHALMERE, Oct. 4 (UPI) -- {LINE}", "United Press International"),
        (f"Halmere (AFP) – {LINE}", "Agence France-Presse"),
        (f"BEIJING, Jan. 3 (Xinhua) -- {LINE}", "Xinhua"),
        (f"By Ann Berg, Associated Press\n{LINE}", "Associated Press"),
        (f"Reuters\n{LINE}", "Reuters"),
        (f"{LINE}\n(Reporting by Ann Berg in Oslo; Editing by Bo Dahl)", "Reuters"),
        (f"{LINE}\nCopyright 2018 The Associated Press. All rights reserved.", "Associated Press"),
        (f"{LINE} (AFP)", "Agence France-Presse"),
        (LINE, ""),
        (f"{LINE}\nThe Associated Press contributed to this report.", ""),
        (f"The mayor told Reuters (a news agency) that she had not known. {LINE}", ""),
        (f"Reuters first reported it. {LINE}", ""),
        (f"{LINE} Photo: Ann Berg/AP", ""),
    ],
)
def test_signatures(text: str, agency: str) -> None:
    assert sign(text) == agency


@pytest.mark.parametrize(
    ("credit", "agency"),
    [
        ("AP", "Associated Press"),
        ("By The Associated Press", "Associated Press"),
        ("Ann Berg/TASS via Getty Images", ""),
        ("Getty Images", ""),
        ("Ann Berg", ""),
    ],
)
def test_a_photo_credit_signs_no_text(credit: str, agency: str) -> None:
    assert sign(LINE, credit=credit) == agency


@pytest.mark.parametrize(
    ("outlet", "agency"),
    [("uk.reuters.com", "Reuters"), ("AFP", "Agence France-Presse"), ("daily.com", "")],
)
def test_an_agency_may_be_the_outlet(outlet: str, agency: str) -> None:
    assert sign(LINE, outlet=outlet) == agency
