"""Numbers, units, hedges and ranges: what a sentence states, with the bounds its words leave."""

import string
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.lenses.facts.amounts import find_amounts
from analysis.lenses.facts.hedges import bound, find_hedge_after, find_hedge_before
from analysis.lenses.facts.masks import mask_text
from analysis.lenses.facts.numbers import find_numerals
from analysis.lenses.facts.units import convert, find_unit, name_currency

NUMBERS = [
    ("seven", 7, 7, 1),
    ("twenty-one", 21, 21, 1),
    ("a dozen", 12, 12, 1),
    ("half a dozen", 6, 6, 1),
    ("two dozen", 24, 24, 1),
    ("two hundred and five", 205, 205, 1),
    ("a half million", 500_000, 500_000, 250_000),
    ("1,200", 1200, 1200, 100),
    ("1 250 000", 1_250_000, 1_250_000, 10_000),
    ("12\u00a0000", 12_000, 12_000, 1000),
    ("2.5", 2.5, 2.5, 0.1),
    ("16 million", 16e6, 16e6, 1e6),
    ("1.2bn", 1.2e9, 1.2e9, 1e8),
    ("two and a half", 2.5, 2.5, 0.5),
    ("dozens", 24, 99, 0),
    ("hundreds of thousands", 200_000, 999_999, 0),
    ("tens of thousands", 20_000, 99_999, 0),
    ("several hundred", 300, 900, 0),
]


def test_a_space_inside_a_number_is_none_after_a_month() -> None:
    said = {
        "12 000 cars": [12_000],
        "On May 12 300 left": [12, 300],
        "555 123 4567": [555, 123, 4567],
    }
    for text, values in said.items():
        assert [numeral.value for numeral in find_numerals(text)] == values, text


@pytest.mark.parametrize(("text", "low", "high", "step"), NUMBERS)
def test_a_number_is_read_with_its_last_significant_digit(
    text: str, low: float, high: float, step: float
) -> None:
    (numeral,) = find_numerals(text)
    assert (numeral.start, numeral.end) == (0, len(text))
    assert (numeral.low, numeral.high) == (low, high)
    assert numeral.step == pytest.approx(step)


AMOUNTS = [
    ("It cost $16 million.", "$16 million", "money", 16e6, 16e6, "USD", ""),
    ("It cost ($16 million).", "$16 million", "money", 16e6, 16e6, "USD", ""),
    ("It fell to $US6,500.", "$US6,500", "money", 6500, 6500, "USD", ""),
    ("He paid £3.5bn.", "£3.5bn", "money", 3.5e9, 3.5e9, "GBP", ""),
    ("It made 20 euros.", "20 euros", "money", 20, 20, "EUR", ""),
    ("It cost 50 cents.", "50 cents", "money", 0.5, 0.5, "USD", ""),
    (
        "They lost hundreds of millions of dollars.",
        "hundreds of millions of dollars",
        "money",
        200e6,
        999_999_999,
        "USD",
        "",
    ),
    ("for around 12 days", "around 12 days", "duration", 10.8, 13.2, "day", "about"),
    ("their 12-day stay", "12-day", "duration", 12, 12, "day", ""),
    ("for half an hour", "half an hour", "duration", 0.5, 0.5, "hour", ""),
    ("for several hours", "several hours", "duration", 3, 9, "hour", ""),
    ("more than 200 miles", "more than 200 miles", "distance", 200, inf, "mile", "more than"),
    ("up to 50 percent", "up to 50 percent", "percent", 0, 50, "percent", "at most"),
    ("nearly 200 kg", "nearly 200 kg", "weight", 180, 200, "kilogram", "about"),
    ("20 years or more", "20 years or more", "duration", 20, inf, "year", "at least"),
    (
        "it is minus 20 degrees Celsius",
        "minus 20 degrees Celsius",
        "temperature",
        -20,
        -20,
        "degC",
        "",
    ),
    (
        "5.3 percentage points",
        "5.3 percentage points",
        "percentage points",
        5.3,
        5.3,
        "percentage point",
        "",
    ),
    ("10 to 12 miles", "10 to 12 miles", "distance", 10, 12, "mile", ""),
    ("between $5 and $6 million", "$5 and $6 million", "money", 5e6, 6e6, "USD", ""),
    ("two-thirds of voters", "two-thirds", "percent", 200 / 3, 200 / 3, "percent", ""),
    ("the 37-year-old actor", "37-year-old", "age", 37, 37, "year", ""),
    ("a boy aged 6 fell", "aged 6", "age", 6, 6, "year", ""),
    ("Ms. Lopez, 37, won", "37", "age", 37, 37, "year", ""),
    ("the 34-6 win", "34-6", "score", 6, 34, "points", ""),
]


@pytest.mark.parametrize(("text", "stated", "kind", "low", "high", "unit", "hedge"), AMOUNTS)
def test_an_amount_has_its_kind_unit_bounds_and_hedge(
    text: str, stated: str, kind: str, low: float, high: float, unit: str, hedge: str
) -> None:
    (amount,) = find_amounts(text)
    assert text[amount.start : amount.end] == stated
    assert (amount.kind, amount.unit, amount.hedge) == (kind, unit, hedge)
    assert (amount.low, amount.high) == pytest.approx((low, high))


NOT_AMOUNTS = [
    "On Oct. 16, 2008, at 8:22 a.m. they met in the 1990s.",
    "The MS-19 and the 5G of COVID-19.",
    "Call 555-1234 or see http://a.example/12/34.",
    "It was one of those that came one by one; no one spoke.",
    "Three days ago, and two years later.",
    "Page 12, flight 370, version 5.5.1.",
    "Registration number 130349 of licence 0108263.",
]


@pytest.mark.parametrize("text", NOT_AMOUNTS)
def test_dates_names_and_codes_are_no_amounts(text: str) -> None:
    assert find_amounts(text) == []


def test_a_poll_and_a_change_are_two_amounts_not_a_range() -> None:
    assert len(find_amounts("They lead by 44 percent to 46 percent.")) == 2
    assert len(find_amounts("It fell $11 billion to $106 billion.")) == 2


def test_for_two_days_before_is_a_duration_and_two_days_before_is_none() -> None:
    assert [one.kind for one in find_amounts("He stayed for two days before leaving.")] == [
        "duration"
    ]
    assert find_amounts("He had left two days before.") == []


def test_bounds_follow_the_hedge() -> None:
    assert bound(200, 200, step=10, hedge="at least") == (200, inf)
    assert bound(200, 200, step=10, hedge="less than") == (0, 200)
    assert bound(200, 200, step=10, hedge="almost") == (200 - 20, 200)
    assert bound(200, 200, step=10, hedge="just over") == (200, 200 + 20)
    assert bound(12, 12, step=1, hedge="") == (12, 12)


def test_hedges_stand_before_or_after() -> None:
    before = find_hedge_before("in more than 12", 13)
    after = find_hedge_after("12 or so", 2)
    assert before is not None
    assert before.name == "more than"
    assert after is not None
    assert after.name == "about"
    assert find_hedge_before("the twelve", 4) is None


def test_units_convert_through_pint() -> None:
    assert convert(5, 5, "mile", "kilometer") == pytest.approx((8.04672, 8.04672))
    assert convert(0, inf, "week", "day") == (0, inf)
    assert convert(1, 2, "mile", "day") is None
    assert find_unit("furlong") is None


def test_a_cent_is_a_hundredth_of_a_dollar() -> None:
    assert name_currency("cents") == ("USD", 0.01)


def test_a_year_counts_nothing_but_a_number_of_people_does() -> None:
    assert mask_text("In 2000 it rained") == [(3, 7)]
    assert mask_text("2000 people met") == []


@settings(max_examples=200, deadline=None)
@given(
    st.text(alphabet=string.ascii_letters + string.digits + " .,-$%£½’“0123456789\n", max_size=80)
)
def test_no_text_fails_and_every_span_points_into_it(text: str) -> None:
    for amount in find_amounts(text):
        assert 0 <= amount.start < amount.end <= len(text)
        assert amount.low <= amount.high


@settings(max_examples=200, deadline=None)
@given(st.integers(min_value=1, max_value=10**12))
def test_every_whole_number_is_read_as_itself(number: int) -> None:
    (numeral,) = find_numerals(f"{number:,}")
    assert numeral.value == number
    assert numeral.step <= number


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            "a an half dozen hundred thousand million two ten and dozens of several -".split()
        ),
        max_size=6,
    )
)
def test_no_row_of_number_words_fails(words: list[str]) -> None:
    for numeral in find_numerals(" ".join(words)):
        assert numeral.low <= numeral.value <= numeral.high or numeral.low == numeral.value
