"""What a number of a later mail is, where it is no new total."""

import pytest

from intake.domain import Unit
from intake.services.claims import Claim, Standing
from intake.services.deciding import decide
from intake.services.totals import says_more, without_sum
from intake.store.entries import EntryKind, EntryRow
from intake.store.tables import PledgeRow
from intake.ties import Fate, News, Remark


def pledge(places: int, quote: str) -> PledgeRow:
    return PledgeRow(places=places, unit=Unit.PLEKKEN, quote=quote)


def line(people: int) -> Standing:
    return Standing(EntryRow(persons=people, places=people), 1, "a@goes.nl")


def test_a_sum_of_what_is_told_and_what_stands_brings_nothing() -> None:
    nine, whole = pledge(9, "Boven komen er negen."), pledge(15, "Samen met de zes beneden dus vijftien.")
    found = without_sum(Claim("Goes", (nine, whole), 1, "", around=("a", "b")), [line(6), line(14)])
    assert found is not None
    assert found[0].pledges == (nine,)
    assert found[0].around == ("a",)
    assert found[1] is whole


def test_what_comes_beside_a_line_is_added_to_it() -> None:
    nine, whole = pledge(9, "Boven komen er negen."), pledge(15, "Samen met de zes beneden dus vijftien.")
    found = decide(Claim("Goes", (nine, whole), 1, "a@goes.nl"), [line(6)])
    assert (found.kind, found.ends, found.repeats) == (EntryKind.ADDITION, (), (whole,))


@pytest.mark.parametrize("quote", ["In West komen er vijftien.", "Samen met Ede komen er veertien."])
def test_another_number_is_no_sum(quote: str) -> None:
    other = pledge(15 if "vijftien" in quote else 14, quote)
    assert without_sum(Claim("Goes", (pledge(9, "Negen."), other), 1, ""), [line(6)]) is None


@pytest.mark.parametrize(
    ("quote", "more"),
    [("Er kunnen er nog drie bij.", True), ("Wij bieden drie plekken.", False)],
)
def test_so_many_more_is_heard_and_said(quote: str, more: bool) -> None:
    three = pledge(3, quote)
    news = News(remarks=(Remark(Fate.MORE, quote),))
    assert says_more(Claim("Goes", (three,), 1, "", news), [three], [line(8)]) is more
