"""The scorer: what counts as the same, and what the figures then are."""

from typing import Any

import pytest

from intake.evaluation import Tally, counts, score
from intake.evaluation_pledges import same_pledges


def mail(**fields: Any) -> dict[str, Any]:
    return {"file": "1.eml", "labels": ["other"], "primary": "other", "municipality": ["Ede"], **fields}


def pledge(places: int | None = None, unit: str = "plekken", **more: Any) -> dict[str, Any]:
    return {"municipality": "Ede", "places": places, "unit": unit, **more}


@pytest.mark.parametrize(
    ("gold", "found", "same"),
    [
        ([pledge(18)], [pledge(10), pledge(8)], True),
        ([pledge(18)], [pledge(17)], False),
        ([pledge(14, "kamers", persons_total=28)], [pledge(28)], True),
        ([pledge(14, "kamers", persons_total=28)], [pledge(14, "kamers")], True),
        ([pledge(14, "kamers")], [pledge(14, "woningen")], False),
        ([pledge(min=8, max=12)], [pledge(min=8, max=12)], True),
        ([pledge(min=8, max=12)], [pledge(10)], False),
        ([pledge(5), pledge(2, "woningen")], [pledge(2, "woningen"), pledge(5)], True),
        ([pledge(5), pledge(2, "woningen")], [pledge(5), pledge(1, "woningen"), pledge(1, "huizen")], True),
        ([pledge(5), pledge(2, "woningen")], [pledge(5), pledge(3, "woningen")], False),
        ([pledge(5), pledge(2, "woningen")], [pledge(7)], False),
        ([pledge(min=3, max=6), pledge(2, "kamers")], [pledge(2, "kamers"), pledge(min=3, max=6)], True),
        ([pledge(min=3, max=6), pledge(2, "kamers")], [pledge(2, "kamers"), pledge(min=3, max=7)], False),
        ([pledge()], [pledge()], True),
        ([pledge()], [pledge(5)], False),
        ([], [pledge(20, withdrawn=True)], True),
        ([], [pledge(0)], True),
        ([pledge(5)], [{**pledge(5), "municipality": None}], True),
        ([pledge(5)], [{**pledge(5), "municipality": "Epe"}], False),
    ],
)
def test_when_pledges_are_the_same(
    gold: list[dict[str, Any]], found: list[dict[str, Any]], same: bool
) -> None:
    assert same_pledges(mail(pledges=gold), mail(pledges=found)) is same


def test_doubtful_fields_do_not_count() -> None:
    assert counts(mail(), "labels")
    assert not counts(mail(doubtful=True), "labels")
    assert not counts(mail(doubtful=True, doubtful_fields=["labels"]), "labels")
    assert counts(mail(doubtful=True, doubtful_fields=["labels"]), "primary")


def test_optional_values_are_free() -> None:
    gold = mail(support_types=["juridisch"], optional={"support_types": ["bestuurlijk"]})
    found = mail(support_types=["juridisch", "bestuurlijk"])
    assert score([gold], {"1.eml": found})["support_types"]["exact"] == 1


def test_a_mail_without_an_answer_counts_as_empty() -> None:
    gold = mail(labels=["question"], primary="question", municipality=[], urgency="high", should_ack=True)
    figures = score([gold], {})
    assert figures["labels"]["values"]["question"]["recall"] == 0
    assert figures["primary"]["accuracy"] == 0
    assert figures["should_ack"]["recall"] == 0
    assert figures["municipality"]["accuracy"] == 1


def test_totals_and_conditions() -> None:
    gold = mail(pledges=[pledge(10, conditional=True)])
    found = mail(pledges=[pledge(12, conditional=False)])
    figures = score([gold], {"1.eml": found})
    assert figures["total_places"] == {
        "gold": 10,
        "read": 12,
        "relative_error": 0.2,
        "absolute_error": 0.2,
    }
    assert figures["conditional"]["accuracy"] == 0
    assert figures["conditional"]["recall"] == 0


def test_a_tally_of_nothing_is_perfect_and_of_misses_is_not() -> None:
    assert (Tally().precision, Tally().recall) == (1, 1)
    assert Tally(right=3, wrong=1, missed=1).f1 == 0.75
    assert Tally(missed=2).precision == 0
