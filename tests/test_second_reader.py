"""Two readers of the numbers: what both count passes, what only one counts is read again or told to a person."""

from datetime import date

import pytest

from intake.content import rules_dir
from intake.domain import Sentence, Source
from intake.extraction.amounts import load_counting
from intake.extraction.gazetteer import load_gazetteer
from intake.extraction.places import PledgeReader
from intake.nlp.model import DutchModel
from intake.number_table import held, is_counted
from intake.pipeline import Examiner, load_examiner
from intake.second_reader import Hearing, considered, likeliest

COUNTING = load_counting(rules_dir())
GAZETTEER = load_gazetteer(rules_dir())


def reader(*texts: str, pledge: float = 0.9, towns: tuple[str, ...] = ("Zeist",)) -> PledgeReader:
    sentences = [Sentence(text, Source.BODY, acts={"pledge": pledge}) for text in texts]
    return PledgeReader(sentences, towns, COUNTING, GAZETTEER, date(2026, 6, 5))


def chosen(given: PledgeReader, *numbers: int) -> frozenset[tuple[int, int]]:
    return frozenset(f.spot for f in given.read().facts.all() if f.amount.count in numbers)


def places(given: PledgeReader, *numbers: int) -> list[int | None]:
    return [pledge.places for pledge in given.read(chosen(given, *numbers)).pledges]


def test_numbers_that_were_chosen_count_whatever_the_words_say() -> None:
    given = reader("Er wonen in de flat nu al 30 mensen.", "Wij bieden 12 plekken aan.", pledge=0.1)
    assert places(given, 30) == [30]
    assert places(given, 12) == [12]
    assert sorted(places(given, 12, 30)) == [12, 30]


def test_a_bare_number_that_was_chosen_counts_places() -> None:
    (found,) = (
        reader("Zet ons maar op de lijst met tien.")
        .read(chosen(reader("Zet ons maar op de lijst met tien."), 10))
        .pledges
    )
    assert (found.places, str(found.unit)) == (10, "plekken")


def test_houses_and_their_people_that_were_both_chosen_are_one_pledge() -> None:
    given = reader("Het gaat om vijf woningen voor samen 18 personen.")
    (found,) = given.read(chosen(given, 5, 18)).pledges
    assert (found.places, found.persons_total) == (5, 18)


def test_nothing_chosen_is_an_offer_without_a_number_or_none() -> None:
    given = reader("Wij bieden 12 plekken aan in het oude klooster.")
    assert all(p.places is None for p in given.read(frozenset()).pledges)


def test_the_number_about_which_they_differ_most_comes_first() -> None:
    first = reader("Wij bieden 12 plekken aan. In het azc wonen 300 mensen.").read()
    facts = considered(first)
    hearing = Hearing({fact.spot: {12: 0.2, 300: 0.1}[fact.amount.count or 0] for fact in facts})
    assert held(first.pledges) == {12}
    (sure, fact), (surer, other) = hearing.sureness(first.pledges, facts)
    assert (sure, fact.amount.count, is_counted(fact, {12})) == (0.2, 12, True)
    assert (surer, other.amount.count) == (0.9, 300)


@pytest.fixture(scope="module")
def examiner() -> Examiner:
    return load_examiner()


def pledged(examiner: Examiner, *texts: str) -> tuple[list[int | None], tuple[str, ...]]:
    model = examiner.language
    assert model
    given = [
        Sentence(text, Source.BODY, acts=acts)
        for text, acts in zip(texts, model.acts(list(texts)), strict=True)
    ]
    found = examiner.reads_pledges(PledgeReader(given, ("Zeist",), COUNTING, GAZETTEER, date(2026, 6, 5)))
    return [pledge.places for pledge in found.pledges], found.doubts


@pytest.mark.parametrize(
    ("texts", "right"),
    [
        (("Wij bieden u twaalf extra plekken aan voor statushouders.",), [12]),
        (("In de noodopvang verblijven 90 mensen.", "Wij stellen daarnaast 8 plekken beschikbaar."), [8]),
        (("Onze taakstelling is 41 personen.", "Extra kunnen wij er 15 huisvesten."), [15]),
        (
            (
                "Wij bieden op drie adressen extra plekken aan:",
                "Noord: 5 plekken vanaf juli",
                "Oost: 8 plekken vanaf mei",
            ),
            [5, 8],
        ),
    ],
)
def test_both_readers_agree_on_what_is_plain(
    examiner: Examiner, texts: tuple[str, ...], right: list[int]
) -> None:
    found, doubts = pledged(examiner, *texts)
    assert found == right
    assert not [doubt for doubt in doubts if "meetelt" in doubt]


def test_the_likeliest_number_tells_how_much_a_mail_sounds_like_an_offer(examiner: Examiner) -> None:
    def sounds(*texts: str, model: DutchModel | None = examiner.language) -> float:
        return likeliest(model, [Sentence(text, Source.BODY) for text in texts], COUNTING)

    assert sounds("Wij bieden u twaalf extra plekken aan.", "In het azc wonen 300 mensen.") > 1
    assert sounds("In het azc wonen al 300 mensen.") < 0
    assert sounds("Hoe kunnen wij ons melden?") == -4
    assert sounds("Wij bieden u twaalf extra plekken aan.", model=None) == 0


def test_a_mail_of_very_many_numbers_is_left_to_the_rules(examiner: Examiner) -> None:
    many = reader(*(f"Straat {n}: {n} plekken." for n in range(2, 300)), pledge=0.2)
    assert not examiner.reads_pledges(many).evidence
    assert examiner.reads_pledges(reader("Wij bieden 12 plekken aan.")).evidence


def test_without_the_model_the_rules_read_alone() -> None:
    alone = load_examiner(use_model=False)
    assert alone.reads_pledges is PledgeReader.read
