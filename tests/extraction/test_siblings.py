"""Numbers that stand together stand or fall together, and what adds up is one offer in two forms."""

import pytest

from intake.content import rules_dir
from intake.domain import Sentence, Source
from intake.extraction.counting import load_counting
from intake.extraction.facts import Facts
from intake.extraction.siblings import items, siblings, together
from tests.extraction.test_relations import places

COUNTING = load_counting(rules_dir())


def lists(*texts: str) -> list[tuple[list[int | None], int | None]]:
    sentences = [Sentence(text, Source.BODY) for text in texts]
    found = siblings(Facts(sentences, COUNTING).all(), sentences)
    return [([f.amount.count for f in s.members], s.total.amount.count if s.total else None) for s in found]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("Zes in Noord, twee in Oost en drie in West.",), [([6, 2, 3], None)]),
        (("Noord 6, Oost 2 en West 3.", "Samen 11."), [([6, 2, 3], 11)]),
        (("Wij bieden elf plekken (Noord 6, Oost 2, West 3).",), [([6, 2, 3], 11)]),
        (
            ("- Noord, de school: 6", "- Oost, boven de bakker: 2", "- West: 3 plekken", "Samen: 11"),
            [([6, 2, 3], 11)],
        ),
        (("Oude Wetering 6", "Rijpwetering 2", "Roelofarendsveen 3"), [([6, 2, 3], None)]),
        (("Zes plaatsen in Zeist zelf, twee in Oost.",), [([6, 2], None)]),
        (("Zes mensen kunnen in de oude smederij en vier in de kosterij ernaast.",), [([6, 4], None)]),
        (
            ("Wij kunnen zes mensen kwijt boven de winkel en nog eens vier in een huis aan de vaart.",),
            [([6, 4], None)],
        ),
        (("Acht in het klooster, vijf in de pastorie en drie in de school.",), [([8, 5, 3], None)]),
        (("Zes mensen in de smederij; daarnaast twee in de kosterij.",), [([6, 2], None)]),
        (("Zes in Zeist en daarnaast vier in Bunnik.",), [([6, 4], None)]),
        (("Drie woningen leveren wij in Zeist en twee in Bunnik.",), [([3, 2], None)]),
        (("Zes mensen kunnen in de smederij en misschien vier in de kosterij.",), []),
        (("Zes wonen er in de smederij die wij kochten en vier in de kosterij.",), []),
        (("Aantal woningen: 3", "Aantal personen: 12"), []),
        (("- Noord, de school: 6 (vanaf juli)", "- Oost, boven de bakker: 2"), []),
        (("In Noord zes plekken; in Oost komen er straks misschien twee.",), []),
        (("Daar wonen er 40 in Noord.", "Wij bieden 12 plekken."), []),
    ],
)
def test_a_list_is_numbers_with_only_names_between(
    texts: tuple[str, ...], expected: list[tuple[list[int | None], int | None]]
) -> None:
    assert lists(*texts) == expected


def heard(*texts: str, chances: list[float], kept: slice) -> dict[int, float]:
    sentences = [Sentence(text, Source.BODY) for text in texts]
    facts = Facts(sentences, COUNTING).all()
    found = together(
        {f.spot: c for f, c in zip(facts, chances, strict=True)},
        siblings(facts, sentences),
        frozenset(f.spot for f in facts[kept]),
    )
    return {f.amount.count or 0: round(found[f.spot], 2) for f in facts if f.spot in found}


def test_a_list_is_as_likely_as_its_likeliest_member() -> None:
    told = heard("Zes in Noord, twee in Oost en drie in West.", chances=[0.7, 0.2, 0.3], kept=slice(3))
    assert told == {6: 0.7, 2: 0.7, 3: 0.7}


def test_a_list_of_which_no_member_is_heard_well_is_asked_about() -> None:
    told = heard("Zes in Noord, twee in Oost en drie in West.", chances=[0.3, 0.2, 0.1], kept=slice(3))
    assert told == {6: 0.45, 2: 0.45, 3: 0.45}


def test_a_list_with_its_sum_is_likely_when_one_of_them_is_and_counts_once() -> None:
    told = heard("Noord 6 en Oost 2.", "Samen 8.", chances=[0.5, 0.5, 0.5], kept=slice(2))
    assert told == {6: 0.88, 2: 0.88}


def test_what_was_not_taken_for_an_offer_stays_as_it_was_heard() -> None:
    told = heard("Noord 6 en Oost 2.", "Samen 8.", chances=[0.1, 0.6, 0.2], kept=slice(0))
    assert told == {6: 0.1, 2: 0.6, 8: 0.2}


def test_a_label_before_a_number_is_no_list_item_when_it_stands_alone() -> None:
    told = places("Het is rond: acht plekken voor Zeist.", "Vijf in Noord, drie in Oost.")
    assert sum(n or 0 for n in told) == 8


def test_bij_elkaar_is_a_total() -> None:
    assert (
        sum(n or 0 for n in places("Noord vier, Oost twee en West ook twee.", "Acht bij elkaar, vanaf mei."))
        == 8
    )


def of_items(texts: tuple[str, ...], heard: float) -> list[list[int | None]]:
    sentences = [Sentence(text, Source.BODY) for text in texts]
    facts = [f for f in Facts(sentences, COUNTING).all() if f.amount.count != 2]
    kept = frozenset(fact.spot for fact in facts)
    found = items(facts, sentences, {facts[0].spot: heard, facts[1].spot: 0.1}, kept)
    return [[f.amount.count for f in one.members] for one in found]


@pytest.mark.parametrize(("heard", "expected"), [(0.9, [[5, 8]]), (0.5, [])])
def test_the_items_of_a_list_follow_the_one_that_is_heard_well(
    heard: float, expected: list[list[int]]
) -> None:
    dashes = ("- Noord, de school: 5 (vanaf juli)", "- Oost, twee huizen: 8 personen, als de raad instemt")
    bare = ("Noord, Kerkstraat, 5 plaatsen", "Oost, oude smederij, 8 plaatsen, als de raad instemt")
    assert of_items(dashes, heard) == of_items(bare, heard) == expected


def test_sentences_one_after_the_other_are_no_list() -> None:
    assert (
        of_items(("In Noord, zo zeiden wij al, zijn er 5 plaatsen", "Oost, daar komen 8 plaatsen"), 0.9) == []
    )
