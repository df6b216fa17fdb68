"""Which of several numbers holds: what is taken back, given in its place, the difference told twice, and ends of one range."""

import pytest

from intake.domain import Sentence, Source
from intake.extraction.history import promised
from intake.extraction.numerals import find_numbers
from intake.extraction.withdrawals import is_struck, is_taken_back
from tests.extraction.test_relations import places, read


def body(text: str, **acts: float) -> Sentence:
    return Sentence(text, Source.BODY, acts=acts)


TAKEN = body("Helaas moeten wij onze toezegging intrekken.", withdrawal=1.0)


@pytest.mark.parametrize(
    "text",
    [
        "Het ging om tien plekken in de molen.",
        "Dat waren tien plekken aan de haven.",
        "Daar zouden tien mensen komen wonen.",
        "Het betreft tien plekken in de molen.",
    ],
)
def test_the_sentence_behind_a_withdrawal_tells_what_goes(text: str) -> None:
    sentences = [TAKEN, body(text, pledge=0.7)]
    assert is_taken_back(sentences, 1)
    assert is_struck(sentences, 1)


@pytest.mark.parametrize(
    "sentences",
    [
        [body("Wij doen graag mee."), body("Het gaat om tien plekken in de molen.")],
        [body("De molen trekken wij in en wij bieden nu de school.", withdrawal=1.0), body("Het gaat om tien plekken.")],
        [TAKEN, body("Wij melden de school aan.", pledge=0.9), body("Dat waren tien plekken.")],
        [TAKEN, body("De school was er nog; wij bieden tien plekken.")],
    ],
)  # fmt: skip
def test_what_is_offered_instead_is_not_taken_back(sentences: list[Sentence]) -> None:
    assert not is_taken_back(sentences, len(sentences) - 1)


def test_what_was_taken_back_is_told_behind_why() -> None:
    why = body("De brandweer keurde de molen af.", info=0.9)
    assert is_taken_back([TAKEN, why, body("Het ging om tien plekken.")], 2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("minstens vier worden en niet meer dan negen", (4, 9)),
        ("niet minder dan vier, maar op zijn hoogst negen", (4, 9)),
        ("minimaal vier plekken, hooguit negen", (4, 9)),
    ],
)
def test_two_bounds_are_one_range(text: str, expected: tuple[int, int]) -> None:
    assert [(n.low, n.high) for n in find_numbers(text) if n.value is None] == [expected]


def test_bounds_of_two_things_are_two_numbers() -> None:
    numbers = find_numbers("minstens vier plekken in de molen en daarnaast maximaal negen in de school")
    assert [n.value for n in numbers] == [4, 9]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("het huis aan Oostend 6 is voor acht personen", [8]),
        ("de woning Achterdorp 3 is vrij voor acht personen", [8]),
        ("Delden 6, Goor 8", [6, 8]),
        ("wij bieden aan Oostend 6 plekken", [6]),
        ("verdeeld aan Delden 6, Goor 8", [6, 8]),
    ],
)
def test_the_number_of_a_house_that_has_only_a_name(text: str, expected: list[int]) -> None:
    assert [n.value for n in find_numbers(text) if n.explicit] == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("Wij trekken de vijf in en bieden nu acht plekken.",), [(8, 5)]),
        (("Onze aanmelding van vijf plekken vervalt en wij melden er acht in de school.",), [(8, 5)]),
        (("Voor mei hadden wij er negen toegezegd, dat worden er zes omdat de eigenaar er drie houdt.",), [(6, 9)]),
        (("Wij meldden drie woningen, er komen er twee bij, dat maakt vijf.",), [(2, None)]),
    ],
)  # fmt: skip
def test_what_takes_the_place_of_what(texts: tuple[str, ...], expected: list[tuple[int, int | None]]) -> None:
    assert [(p.places, p.replaces) for p in read(*texts)[0]] == expected


def test_a_promise_that_was_only_supposed() -> None:
    assert promised("Voor mei hadden wij er ", " toegezegd, dat worden er zes")
    assert not promised("Hadden wij er ", " toegezegd, dan kon het")


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("Negen in totaal, vijf in de molen en vier in de school.",), [5, 4]),
        (("In de hal wonen nu 30 mensen.", "Wij verhogen de bezetting van 30 naar 42."), [12]),
        (("Drie gezinnen, het zijn 4 + 4 + 5 personen.",), [3]),
    ],
)  # fmt: skip
def test_what_is_new(texts: tuple[str, ...], expected: list[int]) -> None:
    assert places(*texts) == expected


def test_families_that_are_added_up() -> None:
    assert [p.persons_total for p in read("Drie gezinnen, het zijn 4 + 4 + 5 personen.")[0]] == [13]


def test_at_this_moment_is_no_change_of_number() -> None:
    assert all(
        p.replaces is None for p in read("Van de veertig huizen zijn er op dit moment dertig bewoond.")[0]
    )
