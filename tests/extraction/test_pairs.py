"""Homes and the people in them are one statement in two numbers, whichever of the two is heard."""

from datetime import date

import pytest

from intake.content import rules_dir
from intake.domain import Sentence, Source
from intake.extraction.counting import load_counting
from intake.extraction.gazetteer import load_gazetteer
from intake.extraction.pairs import as_one, by_people
from intake.extraction.places import PledgeReader
from intake.extraction.readings import PledgeReading

COUNTING = load_counting(rules_dir())
GAZETTEER = load_gazetteer(rules_dir())


def read(*texts: str) -> PledgeReading:
    sentences = [Sentence(text, Source.BODY, acts={"pledge": 0.9}) for text in texts]
    return PledgeReader(sentences, ("Zeist",), COUNTING, GAZETTEER, date(2026, 6, 5)).read()


def pairs(*texts: str) -> list[tuple[int | None, int | None]]:
    reading = read(*texts)
    counts = {fact.spot: fact.amount.count for fact in reading.facts.all()}
    return [(counts[homes], counts[people]) for homes, people in reading.inmates.items()]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("Den Dolder, drie flats aan de Laan: 7 personen.",), [(3, 7)]),
        (("Vier huizen in Bosch en Duin, drie mensen per huis, dus 12.",), [(4, 12)]),
        (("In drie van de huizen mag minder.", "Het blijft bij 13 mensen."), []),
        (("Wij bieden vier huizen aan, met drie mensen per huis.",), []),
        (("Wij bieden 14 plekken aan.",), []),
        (("In Den Dolder kan één gezin van vijf terecht.",), [(1, 5)]),
        (("In Den Dolder kunnen twee gezinnen van vijf terecht.",), []),
        (("Zes huizen en een pastorie; die zes zijn voor 12 personen.",), []),
    ],
)
def test_homes_and_their_people_are_found_together(
    texts: tuple[str, ...], expected: list[tuple[int | None, int | None]]
) -> None:
    assert pairs(*texts) == expected


def test_a_pair_is_as_likely_as_the_likelier_of_the_two() -> None:
    homes, people, other = (0, 4), (0, 20), (1, 2)
    chances = {homes: 0.1, people: 0.9, other: 0.3}
    assert as_one(chances, {homes: people}) == {homes: 0.9, people: 0.9, other: 0.3}
    assert as_one(chances, {homes: (7, 7)}) == chances


def test_a_sum_counts_a_pair_by_its_people() -> None:
    assert by_people(frozenset({(0, 4), (1, 2)}), {(0, 4): (0, 20)}) == {(0, 20), (1, 2)}
