"""One municipality whose offer is told in parts: in lists, by place, in homes with their people, and what changes of it."""

import pytest

from intake.domain import Sentence, Source, Unit
from intake.extraction.facts import Facts
from intake.extraction.siblings import siblings
from tests.extraction.reading import find_pledges
from tests.extraction.test_relations import COUNTING, GAZETTEER, TODAY, places, read


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("Wij kunnen op drie plekken statushouders huisvesten:", "- Noord: 5 personen", "- Oost: 8 personen"), [5, 8]),
        (("Wij huisvesten straks op twee plaatsen mensen: zes in Noord en negen in Oost.",), [6, 9]),
        (("U kunt rekenen op drie plekken om mensen te huisvesten.",), [3]),
        (("Wij houden het op drie plekken, in plaats van vijf.",), [3]),
    ],
)  # fmt: skip
def test_places_where_people_are_housed_are_no_number_of_people(
    texts: tuple[str, ...], expected: list[int]
) -> None:
    assert places(*texts) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Drie plekken aan de Laan zijn zeker, de andere drie niet.", [3]),
        ("Vijf mensen zijn welkom in Noord, de overige twee helaas niet meer.", [5]),
        ("Vijf plekken in Noord zijn zeker, de andere twee nog niet.", [5, 2]),
    ],
)
def test_the_others_that_do_not_come(text: str, expected: list[int]) -> None:
    assert places(text) == expected


def test_what_comes_on_top_and_what_it_comes_to() -> None:
    pledges = read("Er komen in Noord nog eens vier kamers bij.", "Het zijn er nu tien.")[0]
    assert [(p.places, p.replaces) for p in pledges] == [(10, 6)]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("Wij houden er drie over, voor 11 personen.",), [(11, None)]),
        (("Er blijven er drie over, samen 11 personen.",), [(11, None)]),
        (
            ("Ons bod is zestien mensen.", "Twee huizen voor zes personen elk, de andere twee zijn studio's voor telkens twee."),
            [(2, 12), (2, 4)],
        ),
        (("Er komen negen woningen: vijf in Noord, elk voor vier, en vier kleine in Oost, elk voor twee.",), [(9, 28)]),
        (("Wij leveren twee woningen: eentje in Noord voor zes personen en eentje in Oost voor drie.",), [(2, 9)]),
    ],
)  # fmt: skip
def test_homes_with_their_people_are_one_tranche(
    texts: tuple[str, ...], expected: list[tuple[int | None, int | None]]
) -> None:
    assert [(p.places, p.persons_total) for p in read(*texts)[0]] == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("Aan de Laan is plek voor vijf mensen.", "Aan de Kade eveneens vijf."), [5, 5]),
        (("Drie mensen kunnen in Den Dolder terecht.", "Vanaf november nog drie in De Bilt."), [3, 3]),
        (("Vier plekken in Noord, zeven in Oost.", "Samen dus acht zeker en drie onder voorbehoud."), [4, 7]),
        (("- Noord: 4 personen", "- Oost: 7 personen, mits de raad instemt", "Totaal 11, waarvan 4 zeker"), [4, 7]),
        (("Wij bieden acht plekken in het dorp, waarvan vijf aan de Laan en drie op de Brink, en vier in Noord.",), [5, 3, 4]),
        (("Twee huizen in Noord, vijf mensen per huis.", "Tien mensen dus in totaal."), [2]),
    ],
)  # fmt: skip
def test_told_again_or_as_many_once_more(texts: tuple[str, ...], expected: list[int]) -> None:
    assert places(*texts) == expected


@pytest.mark.parametrize(
    ("offers", "condition", "expected"),
    [
        (("Zes plaatsen in Noord en acht in Oost.",), "Noord kan alleen als de dorpsraad akkoord is.", [True, False]),
        (("Zes plaatsen in Zeist zelf en acht in Oost.",), "Voor Oost moet de eigenaar nog tekenen.", [False, True]),
        (("Zes plaatsen in Noord en acht in Oost.",), "De gemeenteraad van Zeist moet nog instemmen.", [True, True]),
        (
            ("- Noord, twee flats: 9 personen", "- Oost, de oude pastorie: 4 personen", "- West, chalets: 12 personen"),
            "De pastorie hangt nog af van het kerkbestuur.",
            [False, True, False],
        ),
        (
            ("- Noord, twee flats: 9 personen", "- Oost, de oude pastorie: 4 personen", "- West, chalets: 12 personen"),
            "Voor Noord en West moet de raad het krediet nog goedkeuren.",
            [True, False, True],
        ),
        (
            ("Zes plaatsen in Noord.", "Twee in Oost.", "Negen in West."),
            "De raad moet over die laatste nog beslissen; twee fracties aarzelen.",
            [False, False, True],
        ),
    ],
)  # fmt: skip
def test_a_condition_holds_for_the_place_that_it_names(
    offers: tuple[str, ...], condition: str, expected: list[bool]
) -> None:
    sentences = [Sentence(text, Source.BODY, acts={"pledge": 0.9}) for text in offers]
    sentences.append(Sentence(condition, Source.BODY, acts={"condition": 0.9}))
    pledges = find_pledges(sentences, ("Zeist",), COUNTING, GAZETTEER, TODAY)[0]
    assert [p.conditional for p in pledges] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vijf kamers in de smederij en drie in de kosterij.", [(5, Unit.KAMERS), (3, Unit.KAMERS)]),
        ("Wij leveren vier woningen in Noord en twee in Oost.", [(4, Unit.WONINGEN), (2, Unit.WONINGEN)]),
        ("Vijf mensen in de smederij en drie in de kosterij.", [(5, Unit.PERSONEN), (3, Unit.PLEKKEN)]),
    ],
)
def test_a_bare_number_beside_homes_counts_homes(text: str, expected: list[tuple[int, Unit]]) -> None:
    assert [(p.places, p.unit) for p in read(text)[0]] == expected


@pytest.mark.parametrize(
    ("text", "around"),
    [
        (
            "Ons aanbod: het eerste deel, 9 plekken, per juli; het tweede deel, 14 plekken, per mei.",
            ["eerste", "tweede"],
        ),
        ("Wij bieden 9 plekken in Noord, een oud pand, en 14 plekken in Oost.", ["Noord", "Oost"]),
        ("In de smederij is plaats voor 9 mensen, in de kosterij voor 14 mensen.", ["smederij", "kosterij"]),
    ],
)
def test_each_part_is_told_with_its_own_words(text: str, around: list[str]) -> None:
    pledges = read(text)[0]
    assert [[word for word in around if word in pledge.about] for pledge in pledges] == [
        [word] for word in around
    ]


def test_a_row_without_headings_tells_homes_their_people_and_whether_it_is_sure() -> None:
    pledges = read(
        "Dit bieden wij aan:",
        "Noord\t2 flats\t6 mensen\tzeker",
        "Oost\t1 huis\t5 mensen\tonzeker, wegens de fundering",
    )[0]
    assert [(p.places, p.persons_total, p.conditional) for p in pledges] == [(2, 6, False), (1, 5, True)]


def test_places_that_are_full_are_no_offer() -> None:
    assert 9 not in places("De negen plekken die wij hadden, zijn vol.")


@pytest.mark.parametrize(
    "text",
    [
        "Van de tien plekken vervallen er drie.",
        "Van onze tien plekken vallen er drie af.",
        "Van de tien plekken vervallen er drie, dus er blijven zeven over.",
    ],
)
def test_some_of_what_was_told_fall_away(text: str) -> None:
    assert [(p.places, p.replaces) for p in read(text)[0]] == [(7, 10)]


def test_what_is_left_is_not_what_falls_away() -> None:
    pledges = read("Van de drie huizen valt er een af, blijven er twee voor acht personen.")[0]
    assert [(p.places, p.replaces) for p in pledges] == [(2, 3)]


def test_an_article_between_two_numbers_counts_nothing() -> None:
    sentences = [Sentence("Vijftien mensen in een flat en vijf in een hofje.", Source.BODY)]
    lists = siblings(Facts(sentences, COUNTING).all(), sentences)
    assert [[f.amount.count for f in one.members] for one in lists] == [[15, 5]]


def test_labels_behind_semicolons_make_a_list_with_its_homes() -> None:
    text = "Ons bod: Kasteel: acht kamers, ieder voor twee; Stal: vijf kamers, ieder voor een persoon."
    sentences = [Sentence(text, Source.BODY, acts={"pledge": 0.8})]
    (found,) = siblings(Facts(sentences, COUNTING).all(), sentences)
    assert [fact.amount.count for fact in found.members] == [8, 5]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("Daar kunnen twee mensen slapen.", "Doe dus maar twee plekken erbij."), [2]),
        (("Daar kunnen twee mensen slapen.", "Doe ook nog twee plekken erbij."), [2, 2]),
        (("- Zeist, vier huizen, samen voor 10 personen", "- twee daarvan aan de Kade, twee in Oost"), [4]),
        (("Wij bieden negen plekken, dat zijn er drie minder dan in mijn mail van mei.",), [9]),
        (("In mei noemde ik vijftien plekken.", "Het worden er twee minder."), [13]),
        (("Acht in het klooster, vijf in de pastorie en drie in de school, dat is ons aanbod.",), [8, 5, 3]),
        (("Zes kamers waarin telkens twee mensen slapen, twaalf dus.",), [6]),
        (("Zeist heeft acht plekken, maar twee daarvan pas in oktober.",), [6, 2]),
        (("Een van de twee huizen brandde af, het worden er twee plekken in plaats van vier.",), [2]),
        (("Vier plekken gaan door, de overige zes gaan niet door.",), [4]),
        (("Wij boden drie flats aan.", "Helaas valt een van de drie flats af."), [2]),
        (("Vijf van de acht plekken zijn toch niet beschikbaar.",), [3]),
        (("Zeist biedt plaats aan tien statushouders in de bibliotheek.",), [10]),
        (("De eerste drie statushouders zijn gisteren aangekomen.", "Wij melden nog vier plekken."), [4]),
        (("Tien mensen kunnen in mei terecht, tien anderen in september.",), [10, 10]),
        (("Voor twaalf statushouders zoeken wij nog een baan.", "Drie mensen kunnen er nog bij."), [3]),
    ],
)  # fmt: skip
def test_what_is_told_twice_and_what_only_seems_so(texts: tuple[str, ...], expected: list[int]) -> None:
    assert places(*texts) == expected


def test_the_items_of_a_numbered_list_may_be_longer_than_a_sentence() -> None:
    items = (
        Sentence("1. In Noord komen vier plekken beschikbaar.", Source.BODY, acts={"pledge": 0.9}),
        Sentence("Dat zijn twee huizen die leeg staan.", Source.BODY, acts={"detail": 0.9}),
        Sentence(
            "2. Voor de units in Oost, goed voor zes personen, is een krediet nodig.",
            Source.BODY,
            acts={"detail": 0.7},
        ),
        Sentence("Tot die tijd geldt dit onderdeel onder voorbehoud.", Source.BODY, acts={"condition": 0.9}),
    )
    found = find_pledges(items, ("Zeist",), COUNTING, GAZETTEER, TODAY)[0]
    assert [(p.places, p.conditional) for p in found] == [(4, False), (6, True)]


def test_homes_in_the_subject_and_people_in_the_text_are_no_contradiction() -> None:
    def doubts(subject: str, text: str) -> list[str]:
        given = (
            Sentence(subject, Source.SUBJECT, acts={"pledge": 0.9}),
            Sentence(text, Source.BODY, acts={"pledge": 0.9}),
        )
        found = find_pledges(given, ("Zeist",), COUNTING, GAZETTEER, TODAY)[1]
        return [doubt for doubt in found if doubt.startswith("Het onderwerp")]

    assert not doubts("Twee bovenwoningen", "Het gaat om zes extra plekken.")
    assert doubts("Twee bovenwoningen", "Het gaat om dertig extra plekken.")
    assert doubts("Twee plekken", "Het gaat om zes extra plekken.")


def test_a_reservation_between_commas_is_of_what_follows() -> None:
    text = (
        "Wij melden zes plekken in Zeist en, onder voorbehoud van de vergunning, drie plekken in Den Dolder."
    )
    found = find_pledges(
        (Sentence(text, Source.BODY, acts={"pledge": 0.9, "condition": 0.9}),),
        ("Zeist",),
        COUNTING,
        GAZETTEER,
        TODAY,
    )
    assert [(p.places, p.conditional) for p in found[0]] == [(6, False), (3, True)]


def test_places_each_in_sentences_of_their_own_are_one_list() -> None:
    acts = ({"pledge": 0.9}, {"detail": 0.8, "pledge": 0.3}, {"pledge": 0.9})
    texts = (
        "In Zeist kunnen vier mensen wonen.",
        "In Den Dolder gaat het om een vleugel, voor 10 personen.",
        "In Bosch en Duin is plek voor 5.",
    )
    given = [Sentence(text, Source.BODY, acts=act) for text, act in zip(texts, acts, strict=True)]
    found = find_pledges(given, ("Zeist",), COUNTING, GAZETTEER, TODAY)[0]
    assert [p.places for p in found] == [4, 10, 5]


def test_the_people_of_homes_in_the_sentence_behind_them_beside_other_parts() -> None:
    pledges = read(
        "In Zeist komen twee woningen vrij.",
        "Daar kunnen 7 personen wonen.",
        "In Den Dolder is plek voor 10 personen.",
    )[0]
    assert [(p.places, p.persons_total) for p in pledges] == [(2, 7), (10, None)]


def test_of_two_columns_the_one_that_is_new_counts() -> None:
    heading = Sentence("Locatie\tBeschikbaar\tNieuw voor deze actie", Source.BODY, acts={"pledge": 0.9})
    rows = (
        Sentence(f"{name}\t{all_of_it}\t{new}", Source.BODY, acts={"pledge": 0.9})
        for name, all_of_it, new in (("Kade", 52, 12), ("Laan", 40, 16))
    )
    found = find_pledges((heading, *rows), ("Zeist",), COUNTING, GAZETTEER, TODAY)[0]
    assert [p.places for p in found] == [12, 16]
