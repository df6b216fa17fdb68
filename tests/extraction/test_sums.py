"""Numbers that add up to the one beside them are told twice, and counted once."""

import pytest

from intake.content import rules_dir
from intake.domain import Sentence, Source
from intake.extraction.counting import load_counting
from intake.extraction.facts import Facts
from intake.extraction.roles import Fact
from intake.extraction.siblings import Siblings, together
from intake.extraction.sums import sums

COUNTING = load_counting(rules_dir())


def of(*texts: str) -> tuple[list[Fact], list[Siblings]]:
    """The numbers of a text, and what adds up among them."""
    sentences = [Sentence(text, Source.BODY) for text in texts]
    facts = Facts(sentences, COUNTING).all()
    return facts, sums(facts, sentences)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("Joure 9, Lemmer ook 9 en in Balk drie.", "Eenentwintig dus, voor deze actie."), [([9, 9, 3], 21)]),
        (("Wij leveren 16 plekken.", "Elf in Bladel.", "In Hapert komen er vijf."), [([11, 5], 16)]),
        (
            ("Eersel: 20.", "De kern zelf krijgt er 12, waarvan 7 nu en 5 later, Duizel 8."),
            [([7, 5], 12), ([12, 8], 20)],
        ),
        (("Wij leveren 16 plekken.", "Elf in Bladel en zes in Hapert."), []),
        (("Wij leveren 16 plekken.", "Tot zover het aanbod.", "Elf mensen bellen, vijf mailen."), []),
        (("Acht in het klooster, vijf in de pastorie en drie in de school.",), []),
        (("Twee huizen, samen acht personen.", "Daarnaast tien in Oost."), []),
        (("Wij hebben vijf woningen.", "In Noord kunnen drie mensen terecht, in Oost twee mensen."), []),
    ],
)
def test_a_sum_is_a_number_that_those_beside_it_make_up(
    texts: tuple[str, ...], expected: list[tuple[list[int], int]]
) -> None:
    _, found = of(*texts)
    assert [
        ([f.amount.count for f in one.members], one.total and one.total.amount.count) for one in found
    ] == expected


def weighed(kept: set[int], chances: list[float], *, apart: bool = False) -> dict[int, float]:
    facts, added = of("Sint-Oedenrode acht, Nijnsel vier: twaalf plekken.")
    told = dict(zip((f.spot for f in facts), chances, strict=True))
    found = together(told, added, frozenset(f.spot for f in facts if f.amount.count in kept), apart=apart)
    return {f.amount.count or 0: round(found[f.spot], 2) for f in facts if f.spot in found}


def test_where_the_rules_count_the_sum_its_parts_speak_for_it() -> None:
    assert weighed({12}, [0.5, 0.5, 0.6]) == {12: 0.9}


def test_where_the_rules_count_both_the_sum_stands_and_its_parts_do_not() -> None:
    assert weighed({8, 4, 12}, [0.5, 0.4, 0.6]) == {8: 0.12, 4: 0.12, 12: 0.88}


def test_a_likely_sum_stands_where_the_rules_count_a_part_of_its_parts() -> None:
    assert weighed({8}, [0.4, 0.3, 0.8]) == {8: 0.08, 4: 0.08, 12: 0.92}


def test_each_municipality_has_its_own_number_and_their_sum_is_nobodys() -> None:
    assert weighed({8, 4, 12}, [0.9, 0.8, 0.3], apart=True) == {8: 0.99, 4: 0.99, 12: 0.01}


def test_numbers_that_are_all_heard_as_offers_stay_apart() -> None:
    assert weighed({8, 4, 12}, [0.9, 0.8, 0.7]) == {8: 0.9, 4: 0.8, 12: 0.7}


def test_an_unlikely_sum_changes_nothing() -> None:
    assert weighed({8}, [0.9, 0.2, 0.1]) == {8: 0.9, 4: 0.2, 12: 0.1}
