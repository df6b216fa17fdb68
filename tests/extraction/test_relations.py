"""What a number means beside the other numbers of a mail: growth, a part of a whole, a correction, what is no offer."""

from datetime import date

import pytest

from intake.content import rules_dir
from intake.domain import Pledge, Sentence, Source, Unit
from intake.extraction.counting import load_counting
from intake.extraction.gazetteer import load_gazetteer
from tests.extraction.reading import find_pledges

COUNTING = load_counting(rules_dir())
GAZETTEER = load_gazetteer(rules_dir())
TODAY = date(2026, 6, 5)


def read(*texts: str, towns: tuple[str, ...] = ("Zeist",)) -> tuple[tuple[Pledge, ...], tuple[str, ...]]:
    sentences = [Sentence(text, Source.BODY, acts={"pledge": 0.7}) for text in texts]
    return find_pledges(sentences, towns, COUNTING, GAZETTEER, TODAY)


def places(*texts: str) -> list[int | None]:
    return [pledge.places for pledge in read(*texts)[0]]


@pytest.mark.parametrize(
    "texts",
    [
        ("In de Lindenhof wonen er nu 31, dat worden er 45.",),
        ("De Lindenhof biedt nu plaats aan 31 mensen.", "Vanaf maart worden dat er 45."),
        ("Wij breiden de Lindenhof uit van 31 tot 45 plaatsen.",),
        ("Er zijn 14 bedden vrij in een pand waar nu al vier jongens uit Yemen wonen.",),
        ("De Lindenhof wordt uitgebreid met 14 bedden, naar 45 in totaal.",),
        ("Naast de 31 mensen die er al wonen, is er plek voor 14 statushouders.",),
        ("Bovenop de 31 bestaande plekken komen er 14 bij.",),
        ("Door splitsing komen wij uit op 45 plaatsen, dat waren er 31.",),
        ("Wij verhogen de capaciteit van de Lindenhof van 31 naar 45 plaatsen.",),
        ("De doorstroomlocatie aan de Laan gaat van 31 naar 45 plekken.",),
        ("In de oude flat verhogen we het aantal bedden van 31 tot 45.",),
    ],
)
def test_growth_offers_the_difference(texts: tuple[str, ...]) -> None:
    assert places(*texts) == [14]


@pytest.mark.parametrize(
    "texts",
    [
        ("Van de 40 plekken in de Lindenhof zijn er 12 voor statushouders.",),
        ("De Lindenhof telt 40 kamers, waarvan wij er 12 voor deze actie inzetten.",),
        ("Het gebouw heeft 40 appartementen; 12 daarvan gaan naar statushouders.",),
        ("Het complex telt 40 kamers.", "Daarvan reserveren wij er 12 voor uw actie."),
        ("De helft van de 24 woningen bieden wij u aan.",),
        ("Van de 40 woningen gaan er 28 naar starters en 12 naar statushouders.",),
    ],
)
def test_a_part_of_a_building_is_offered_not_the_whole(texts: tuple[str, ...]) -> None:
    assert places(*texts) == [12]


@pytest.mark.parametrize(
    "texts",
    [
        ("In mijn vorige mail noemde ik 20 plekken.", "Dat moeten er 17 zijn."),
        ("Onze aanmelding van 20 plekken kan worden vervangen door 17 plekken.",),
        ("Het getal in mijn vorige mail (20) moet 17 worden.",),
        ("Graag 17 lezen waar 20 plekken staat.",),
        ("Wij hadden 20 plekken aangemeld.", "Daarvan vallen er 3 af."),
        ("Eerst was sprake van 20 plekken; inmiddels gaan we uit van 17."),
        (
            "In de provincielijst van mei stond de gemeente nog met 20.",
            "Door de kosterij gaat het naar 17 plekken.",
        ),
        (
            "Vorige week kreeg u van ons een aanbod van 20 plekken.",
            "De uitspraak houdt in dat er 17 plekken komen.",
        ),
    ],
)
def test_the_corrected_number_stands_alone(texts: tuple[str, ...]) -> None:
    assert places(*([texts] if isinstance(texts, str) else texts)) == [17]


@pytest.mark.parametrize(
    "texts",
    [
        ("Wij moeten ons aanbod van 13 plekken terugnemen.",),
        ("Op 3 juni heb ik 13 plekken aangemeld.", "Die aanmelding moet ik intrekken."),
        ("De 13 plekken in de Lindenhof zijn van de baan.",),
        ("Het college ziet af van de 13 plekken die wij aanboden.",),
    ],
)
def test_a_withdrawal_says_what_it_takes_back(texts: tuple[str, ...]) -> None:
    (found,) = read(*texts)[0]
    assert (found.places, found.withdrawn, found.replaces) == (0, True, 13)


def test_a_polite_question_may_take_back() -> None:
    asked = Sentence(
        "Kunt u onze 13 plekken van de lijst schrappen?", Source.BODY, acts={"withdrawal": 0.9, "pledge": 0.2}
    )
    (found,) = find_pledges([asked], ("Zeist",), COUNTING, GAZETTEER, TODAY)[0]
    assert (found.places, found.withdrawn) == (0, True)


def test_a_condition_that_is_met_withdraws_nothing() -> None:
    (found,) = read("Het voorbehoud dat wij maakten vervalt: de 13 plekken zijn definitief.")[0]
    assert (found.places, found.withdrawn, found.conditional) == (13, False, False)


@pytest.mark.parametrize(
    "text",
    [
        "U vroeg om 30 plekken.",
        "De 30 bewoners van de Lindenhof blijven.",
        "De Lindenhof is met 30 plekken, die al jaren bezet zijn, een begrip.",
        "De nieuwe wijk krijgt 300 woningen.",
        "Dat is 30 plekken meer dan vorig jaar.",
        "Dertig plekken vraagt u van ons.",
        "Onze buurgemeente levert 30 plekken.",
        "Voor een stad als deze is 30 de norm.",
    ],
)
def test_numbers_around_an_offer_are_not_added(text: str) -> None:
    assert places("Wij bieden 12 plekken aan.", text) == [12]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("Hard zijn 12 plekken; zacht nog 8, want daar moet de raad nog over beslissen.",), [False, True]),
        (("Wij bieden 12 plekken direct en nog 8 als de raad instemt.",), [False, True]),
        (("Wij bieden 12 plekken per juli.", "Nog eens 8 plekken wachten op de vergunning."), [False, True]),
    ],
)
def test_a_condition_stays_with_its_own_number(texts: tuple[str, ...], expected: list[bool]) -> None:
    assert [pledge.conditional for pledge in read(*texts)[0]] == expected


@pytest.mark.parametrize(
    "text",
    ["Wij bieden zonder voorbehoud 12 plekken.", "De raad is akkoord gegaan, dus wij leveren 12 plekken."],
)
def test_a_decision_taken_is_no_condition(text: str) -> None:
    assert not read(text)[0][0].conditional


def test_a_number_left_out_is_told_to_a_person() -> None:
    found, doubts = read("Wij bieden 12 plekken aan.", "De Lindenhof heeft 19 plekken.")
    assert doubts, found


def test_a_pledge_without_an_offer_is_told_to_a_person() -> None:
    found, doubts = find_pledges(
        [Sentence("Hartelijke groet.", Source.BODY, acts={"courtesy": 0.9})],
        ("Zeist",),
        COUNTING,
        GAZETTEER,
        TODAY,
    )
    assert not found
    assert doubts


def test_a_municipality_without_a_number_is_told_to_a_person() -> None:
    _, doubts = read("Zeist biedt 12 plekken.", towns=("Zeist", "Soest"))
    assert any("Soest" in doubt for doubt in doubts)


def firm_and_conditional(*sentences: Sentence) -> list[tuple[int | None, bool]]:
    found = find_pledges(sentences, ("Zeist",), COUNTING, GAZETTEER, TODAY)[0]
    return [(pledge.places, pledge.conditional) for pledge in found]


@pytest.mark.parametrize(
    "text",
    [
        "Voor 8 daarvan moet de raad nog instemmen.",
        "Van die 20 plekken hangen er 8 nog af van een vergunning.",
        "De laatste 8 zijn onder voorbehoud van instemming door de raad.",
    ],
)
def test_a_condition_on_a_part_tells_it_apart(text: str) -> None:
    whole = Sentence("Wij bieden 20 plekken aan.", Source.BODY, acts={"pledge": 0.9})
    part = Sentence(text, Source.BODY, acts={"condition": 0.9})
    assert firm_and_conditional(whole, part) == [(12, False), (8, True)]


def test_a_sure_part_leaves_the_rest_conditional() -> None:
    whole = Sentence("Wij bieden 20 plekken aan.", Source.BODY, acts={"pledge": 0.9})
    part = Sentence(
        "Daarvan zijn er 12 zeker; voor de rest moet de raad nog instemmen.",
        Source.BODY,
        acts={"condition": 0.9},
    )
    assert sorted(firm_and_conditional(whole, part)) == [(8, True), (12, False)]


@pytest.mark.parametrize(
    "text",
    [
        "Mag ik 12 plekken aanmelden voor Zeist?",
        "Kunnen jullie 12 plekken voor ons noteren?",
        "Wilt u doorgeven dat wij 12 statushouders extra huisvesten?",
    ],
)
def test_a_polite_question_offers(text: str) -> None:
    found = find_pledges([Sentence(text, Source.BODY)], ("Zeist",), COUNTING, GAZETTEER, TODAY)[0]
    assert [pledge.places for pledge in found] == [12]


@pytest.mark.parametrize(
    "text", ["Kunnen wij voor 12 plekken subsidie krijgen?", "Mogen wij 12 plekken ook in een hotel maken?"]
)
def test_a_real_question_offers_nothing(text: str) -> None:
    asked = Sentence(text, Source.BODY, acts={"pledge": 0.3})
    assert not find_pledges([asked], ("Zeist",), COUNTING, GAZETTEER, TODAY)[0]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Wij huisvesten twee gezinnen: een gezin van vier en een van zes.", 10),
        ("Er zijn drie woningen: twee voor vier personen en een voor vijf personen.", 13),
        ("Wij nemen vier gezinnen op, drie van maximaal vijf personen en een van zeven.", 22),
    ],
)
def test_families_of_different_sizes_are_added(text: str, people: int) -> None:
    assert [pledge.persons_total for pledge in read(text)[0]] == [people]


def test_a_house_on_top_counts_with_its_people() -> None:
    found = read(
        "Wij bieden 25 bedden in het oude klooster.", "Daarnaast is er een woning voor vijf personen."
    )[0]
    assert [(p.places, p.persons_total) for p in found] == [(25, None), (1, 5)]


def test_a_table_of_was_and_becomes_tells_the_new_number() -> None:
    rows = ["Gemeente\twas\twordt", "Zeist\t10\t14", "De Bilt\t6\t6"]
    found = read("Hierbij de aangepaste aantallen.", *rows, towns=("Zeist", "De Bilt"))[0]
    assert [(p.municipality, p.places, p.replaces) for p in found] == [
        ("Zeist", 14, 10),
        ("De Bilt", 6, None),
    ]


def test_the_rest_of_an_offer_told_before_is_a_tranche() -> None:
    told = "Wij moeten onze opgave van 18 plaatsen opsplitsen."
    assert places(
        told, "Per 1 juli zijn twaalf plaatsen beschikbaar.", "De overige zes volgen in december."
    ) == [12, 6]


def test_a_confirmation_that_is_behind_is_corrected() -> None:
    assert places("In uw bevestiging staat 12, het zijn er inmiddels 16.") == [16]


@pytest.mark.parametrize(
    "when",
    [
        "De eerste 6 huizen gaan in mei open, de rest volgt na de zomer.",
        "Planning: eerste 6 huizen in mei, de rest later.",
    ],
)
def test_the_first_and_the_rest_tell_when_and_add_nothing(when: str) -> None:
    offer = "Zeist komt met 24 plekken (12 huizen, telkens twee mensen; dus geen 12 gezinnen boven op de 24)."
    assert places(offer, when) == [24]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Er is ruimte voor twee gezinnen van vijf personen en drie alleenstaande mannen.", 13),
        ("Wij bieden plek aan één gezin van vier personen en twee alleenstaanden.", 6),
        ("Drie grote gezinnen (7, 6 en 8 personen) zijn welkom.", 21),
        ("Het zijn vijftien kamers, waarvan twaalf eenpersoons en drie tweepersoons.", 18),
        ("Wij bieden 4 appartementen en 3 woningen, alles bij elkaar voor 20 personen.", 20),
        ("Eind dit jaar komen 40 van die plaatsen vrij; die gaan naar uw statushouders.", 40),
        ("De gevraagde 15 plekken leveren wij volledig, en wij doen er 5 bij.", 20),
        ("Graag 8 plekken bijschrijven, we stonden al op 10.", 8),
        ("6+4 plekken: zes in de Vogelwijk, vier in West.", 10),
        ("We kunnen 12 statushouders kwijt, 8 volwassenen en 4 kinderen.", 12),
        ("Vier woningen van elk vijf plekken en een woning met drie plekken.", 23),
        ("Geen 16, geen 20, maar 25 plekken bieden wij aan.", 25),
        ("Wij doen er een kleine 15, om precies te zijn 14.", 14),
        ("Er is plaats voor een echtpaar met vier kinderen.", 6),
        ("Eén gezin huisvesten wij: vader, moeder en drie kinderen.", 5),
        ("Drie gezinnen van vijf personen, elk gezin met drie kinderen.", 15),
        ("Twee plekken vraagt u van ons, het worden er vier.", 4),
        ("Waar u er vijf vraagt, bieden wij er zeven.", 7),
    ],
)
def test_every_person_of_a_sentence_is_counted_once(text: str, people: int) -> None:
    assert sum(p.persons_total or p.places or 0 for p in read(text)[0]) == people


def test_rooms_of_a_larger_house_are_counted_with_their_beds() -> None:
    found, _ = read(
        "Het hotel heeft 43 kamers.", "Wij huren er 15 voor statushouders, met twee bedden per kamer."
    )
    assert [(p.places, p.persons_total) for p in found] == [(15, 30)]


def test_a_heading_alone_takes_nothing_back() -> None:
    sentences = [
        Sentence("Aanbod", Source.SUBJECT, acts={"withdrawal": 0.8}),
        Sentence("De 12 plekken die wij eerder noemden zijn definitief.", Source.BODY, acts={"pledge": 0.9}),
    ]
    found, _ = find_pledges(sentences, ("Zeist",), COUNTING, GAZETTEER, TODAY)
    assert [(p.places, p.withdrawn) for p in found] == [(12, False)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("De verhuurder moet de overeenkomst nog tekenen.", True),
        ("Er loopt een kort geding; de uitkomst daarvan wachten wij af.", True),
        (
            "De bekostiging blijft naar wij hopen gelijk; zo niet, dan moeten wij ons aanbod heroverwegen.",
            True,
        ),
        ("Het college neemt hierover volgende week een besluit.", True),
        ("Onderhandelingen met de verhuurder lopen nog.", True),
        ("Zonder de bijdrage van het Rijk trekken wij ons terug.", True),
        ("De kerkenraad besluit daarover in juli.", True),
        ("De gemeenteraad kan hier nog een streep door zetten.", True),
        ("De grootte van de gezinnen is afhankelijk van de koppeling.", False),
        ("Voor het vervolg hebben wij nog geen besluit nodig.", False),
        ("Zodra de vorige huurder weg is, kunt u koppelen.", False),
        ("De raad heeft daarmee gisteren ingestemd; alleen de ingangsdatum is nog niet zeker.", False),
        ("Wat wij eerder onder voorbehoud meldden, is nu definitief.", False),
        ("Pas werkelijkheid wordt het wanneer de banken verhuur toestaan.", True),
        ("De handtekeningen volgen hopelijk deze maand.", True),
        ("Daar is een eigenaar die nog moet tekenen.", True),
        ("De bezwaartermijn loopt nog.", True),
        ("Dat moest de raad toen nog goedkeuren.", False),
        ("Als alles volgens planning loopt, gaan de deuren in oktober open.", False),
        ("Welke gezinnen er komen, hangt af van het COA.", False),
        ("Het voorbehoud van de vergunning kan eraf.", False),
        ("Het college stemt in met deze bijdrage.", False),
        ("Over de subsidie voor de inrichting moet ik mij nog verdiepen.", False),
        ("Het besluit is genomen en volgt nog schriftelijk.", False),
        ("De overeenkomst met de corporatie loopt nog tot 2031.", False),
    ],
)
def test_what_may_still_fail_makes_an_offer_conditional(text: str, expected: bool) -> None:
    whole = Sentence("Wij stellen 12 plekken beschikbaar.", Source.BODY, acts={"pledge": 0.9})
    about = Sentence(text, Source.BODY, acts={"condition": 0.4})
    assert firm_and_conditional(whole, about) == [(12, expected)]


def test_a_list_behind_a_colon_gives_each_municipality_its_own() -> None:
    found, _ = read(
        "Mede namens Eersel en Reusel-De Mierden: Bladel 6, Eersel 8, Reusel-De Mierden 5.",
        towns=("Bladel", "Eersel", "Reusel-De Mierden"),
    )
    assert {p.municipality: p.places for p in found} == {"Bladel": 6, "Eersel": 8, "Reusel-De Mierden": 5}


def test_what_is_shared_out_is_not_counted_for_each() -> None:
    found, _ = read(
        "Namens Bladel en Eersel zeggen wij 20 plekken toe, gelijk verdeeld over beide gemeenten.",
        towns=("Bladel", "Eersel"),
    )
    assert [(p.municipality, p.places) for p in found] == [(None, 20)]


def test_the_rest_of_what_stands_is_offered() -> None:
    full = Sentence("Er zijn 24 plekken, waarvan 10 bezet.", Source.BODY, acts={"existing": 0.9})
    rest = Sentence("De overige 14 zijn voor u.", Source.BODY, acts={"pledge": 0.8})
    assert [p.places for p in find_pledges([full, rest], ("Zeist",), COUNTING, GAZETTEER, TODAY)[0]] == [14]


def test_a_line_of_a_list_that_is_left_out_is_told() -> None:
    lines = [
        Sentence("Zomer: 5", Source.BODY, acts={"info": 0.3}),
        Sentence("Najaar: 10", Source.BODY, acts={"pledge": 0.4}),
        Sentence("Alles voor statushouders.", Source.BODY, acts={"pledge": 0.8}),
    ]
    found, doubts = find_pledges(lines, ("Zeist",), COUNTING, GAZETTEER, TODAY)
    assert [p.places for p in found] == [5, 10] or any("niet meegeteld" in doubt for doubt in doubts)


def test_a_number_given_before_and_the_one_that_stands_now() -> None:
    found, _ = read(
        "Vorige week gaven wij 10 plekken door.", "Inmiddels zijn het er 7, want een huis is verkocht."
    )
    assert [(p.places, p.replaces) for p in found] == [(7, 10)]


def test_a_difference_told_again_is_not_added() -> None:
    found, _ = read(
        "In uw bevestiging staat 12, het zijn er inmiddels 16.", "De vier extra plekken zijn nu zeker."
    )
    assert [(p.places, p.replaces) for p in found] == [(16, 12)]


def test_a_condition_only_the_model_hears_is_a_doubt() -> None:
    whole = Sentence("Wij stellen 12 plekken beschikbaar.", Source.BODY, acts={"pledge": 0.9})
    about = Sentence("Het Rijk betaalt hopelijk mee.", Source.BODY, acts={"condition": 0.5})
    found, doubts = find_pledges([whole, about], ("Zeist",), COUNTING, GAZETTEER, TODAY)
    assert not found[0].conditional
    assert any("afhangt" in doubt for doubt in doubts)


def test_a_withdrawal_beside_what_stands_is_a_doubt() -> None:
    gone = Sentence(
        "Helaas gaan er drie van de lijst, want het huis is verkocht.", Source.BODY, acts={"withdrawal": 0.9}
    )
    rest = Sentence("Met de andere zes gaan wij gewoon verder.", Source.BODY, acts={"pledge": 0.9})
    found, doubts = find_pledges([gone, rest], ("Zeist",), COUNTING, GAZETTEER, TODAY)
    assert sum(p.places or 0 for p in found) == 6 or any("blijft staan" in doubt for doubt in doubts)


def test_a_sum_beside_its_parts_is_a_doubt() -> None:
    found, doubts = read(
        "Wij schalen op met 15 plekken.", "Nog eens 30 plekken erbij.", "Nog 45 plekken extra, dus."
    )
    assert sum(p.places or 0 for p in found) == 45 or doubts


def test_a_number_out_of_all_proportion_is_left_to_a_person() -> None:
    found, doubts = read("Wij bieden 24 plekken aan.", "Op termijn komen er 300 woningen in de polder.")
    assert [p.places for p in found] == [24]
    assert any("300" in doubt for doubt in doubts)


def test_a_college_that_agreed_under_conditions_offers_conditionally() -> None:
    offer = Sentence("Ons college heeft ingestemd met 7 plekken.", Source.BODY, acts={"pledge": 0.9})
    about = Sentence("De raad moet nog instemmen.", Source.BODY, acts={"condition": 0.9})
    assert firm_and_conditional(offer, about) == [(7, True)]


def test_a_number_that_is_refused_is_no_offer() -> None:
    assert 30 not in places("Tegen 30 plekken zeggen wij nee.")


@pytest.mark.parametrize(
    "text",
    [
        "Wij onderzoeken of er in de school 20 plekken te maken zijn.",
        "Wij zouden graag 20 plekken bieden, maar dat lukt niet.",
        "Een motie om 20 plekken te leveren werd gisteren verworpen.",
    ],
)
def test_a_thought_is_no_number_of_places(text: str) -> None:
    assert 20 not in places(text)


def test_the_same_number_in_another_village_is_another_offer() -> None:
    found, doubts = read("6 plekken in Austerlitz.", "6 plekken in Bosch en Duin.")
    assert [p.places for p in found] == [6, 6]
    assert doubts


def test_where_the_people_go_adds_nothing() -> None:
    assert places(
        "Noord neemt er 12 voor zijn rekening, West 5.", "De 12 zijn verdeeld over vijf woningen."
    ) == [12, 5]


def test_a_share_told_behind_the_number_is_the_offer() -> None:
    assert places("Er worden 40 flexwoningen gebouwd; een kwart is voor statushouders.") == [10]


def test_an_article_counts_in_a_series_of_places() -> None:
    found = read("Vier woningen van elk vier plekken, drie in Soest en een in Zeist zelf.")[0]
    assert [(p.places, p.persons_total) for p in found] == [(4, 16)]


def test_labels_of_a_form_say_what_is_counted() -> None:
    found = read("Extra woningen voor deze actie: 6", "Totaal aantal personen in deze woningen: 25")[0]
    assert [(p.places, str(p.unit), p.persons_total) for p in found] == [(6, "woningen", 25)]


@pytest.mark.parametrize(
    "texts",
    [
        ("In juli 6 plekken.", "In oktober 6 plekken.", "In januari 2027 komen er 12 plekken."),
        ("Fase 1: 6 plekken.", "Fase 2: 6 plekken.", "Fase 3: 12 plekken."),
    ],
)
def test_tranches_with_their_own_time_are_neither_repeated_nor_a_total(texts: tuple[str, ...]) -> None:
    assert sum(n or 0 for n in places(*texts)) == 24


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zeven plekken in Zeist, en namens Soest mag ik er drie toezeggen.", {"Zeist": 7, "Soest": 3}),
        ("Namens Zeist en Soest: Zeist 7, Soest 3.", {"Zeist": 7, "Soest": 3}),
    ],
)
def test_names_and_numbers_by_turns_belong_together(text: str, expected: dict[str, int]) -> None:
    found, _ = read(text, towns=("Zeist", "Soest"))
    assert {p.municipality: p.places for p in found} == expected


def test_we_is_the_municipality_of_the_writer() -> None:
    sentences = [
        Sentence(text, Source.BODY, acts={"pledge": 0.9})
        for text in ("Wij leveren er 10.", "Soest levert er 4.")
    ]
    found, _ = find_pledges(sentences, ("Zeist", "Soest"), COUNTING, GAZETTEER, TODAY, own="Zeist")
    assert {p.municipality: p.places for p in found} == {"Zeist": 10, "Soest": 4}


def test_what_would_fall_away_under_a_condition_still_stands() -> None:
    text = "Als de gemeenteraad de begroting afwijst, vervallen deze 15 plekken."
    offer = Sentence(text, Source.BODY, acts={"withdrawal": 0.8, "condition": 0.5, "pledge": 0.4})
    assert firm_and_conditional(offer) == [(15, True)]


@pytest.mark.parametrize(
    "texts",
    [
        ("Wij bieden 7 kamers in de Hoeve aan.", "De overige 15 blijven voor het ziekenhuispersoneel."),
        ("Wij bieden 7 kamers in de Hoeve aan.", "De andere 15 kamers zijn van een jeugdherberg."),
        ("Wij bieden 7 kamers in de Hoeve aan.", "15 kamers houdt de eigenares aan voor haar winkel."),
        ("Wij bieden 7 kamers in de Hoeve aan.", "In de Hoeve zijn er 15 nog bewoond."),
        ("Wij bieden 7 kamers in de Hoeve aan.", "Er gaan 15 kamers naar arbeidsmigranten."),
    ],
)
def test_what_is_another_s_is_not_offered(texts: tuple[str, ...]) -> None:
    assert places(*texts) == [7]


def test_the_rest_that_is_for_us_counts() -> None:
    assert places(
        "Wij bieden 7 kamers aan.", "De overige 15 kamers zijn in mei klaar voor statushouders."
    ) == [7, 15]


@pytest.mark.parametrize(
    "text",
    [
        "Los van de bouw in het dorp stellen wij 9 plekken beschikbaar.",
        "Negen statushouders meer dan waartoe de wet ons dwingt: daar staan wij voor.",
        "Door ons zullen negen plekken worden gerealiseerd.",
        "De negen plaatsen die overblijven zouden naar statushouders kunnen.",
        "In de vleugel waar nu 40 Oekraïners wonen, komen in mei negen bedden vrij voor statushouders.",
    ],
)
def test_words_for_what_stands_do_not_reach_the_offer(text: str) -> None:
    assert places(text) == [9]


@pytest.mark.parametrize(
    "denial",
    [
        "Een toezegging doe ik hiermee niet.",
        "U kunt hieraan geen toezegging ontlenen.",
        "Wij melden dus nog niets aan.",
        "Noteer daarom niets.",
        "Dit is nadrukkelijk nog geen aanbod.",
        "Reken dit keer niet op ons.",
    ],
)
def test_a_mail_that_says_that_it_offers_nothing_offers_nothing(denial: str) -> None:
    pledges, doubts = read("In de oude school kunnen 14 mensen wonen.", denial)
    assert not pledges
    assert doubts


def test_an_offer_beside_a_denial_stands() -> None:
    assert places(
        "Wij bieden 14 plekken in de oude school.", "Het plan voor de kade is nog geen aanbod."
    ) == [14]


@pytest.mark.parametrize(
    "texts",
    [
        ("Het jagershuis heeft 30 kamers, en de erven willen er 12 verhuren aan statushouders.",),
        ("Het jagershuis telt 30 kamers.", "De bank houdt er 18.", "De andere 12 mag u vullen."),
        (
            "Achter de kerk staan 30 kamers.",
            "Er zijn er 18 nog bewoond.",
            "In 12 kan per mei een statushouder.",
        ),
    ],
)
def test_what_a_building_has_in_all_is_not_offered(texts: tuple[str, ...]) -> None:
    (pledge,) = read(*texts)[0]
    assert (pledge.places, pledge.unit) == (12, Unit.KAMERS)


def test_a_number_of_houses_that_is_offered_stays_beside_its_parts() -> None:
    assert places("Wij bieden 30 kamers aan.", "Daarvan zijn er 12 in mei beschikbaar.") == [30]


@pytest.mark.parametrize(
    "texts",
    [
        (
            "Eerder kreeg u acht plekken van ons, mits het college zou instemmen.",
            "De acht plekken zijn daarmee definitief.",
        ),
        (
            "Het college heeft besloten de acht plekken beschikbaar te stellen die mijn collega onder voorbehoud bij u heeft "
            "aangemeld.",
        ),
    ],
)
def test_what_was_under_reserve_is_firm_once_it_is_said_to_be(texts: tuple[str, ...]) -> None:
    assert [(pledge.places, pledge.conditional) for pledge in read(*texts)[0]] == [(8, False)]


@pytest.mark.parametrize("verb", ["doorhalen", "doorstrepen", "vergeten", "schrappen"])
def test_struck_places_are_taken_back(verb: str) -> None:
    (pledge,) = read("De verhuur van het hotel is afgeketst.", f"Die tien plekken kunt u dus {verb}.")[0]
    assert (pledge.withdrawn, pledge.replaces) == (True, 10)


def test_not_twice_three_is_three() -> None:
    assert places("Het blijft bij drie plekken in totaal, dus niet twee keer drie.") == [3]
