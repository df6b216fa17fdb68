"""Names in a text, and domains of addresses."""

import time
from pathlib import Path

import pytest

from intake.content import rules_dir
from intake.errors import ContentError
from intake.extraction.gazetteer import Gazetteer, load_gazetteer


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer(rules_dir())


def test_every_municipality_is_there_and_found_by_its_official_name(gazetteer: Gazetteer) -> None:
    assert len(gazetteer.municipalities) == 342
    lost = [
        n
        for n in gazetteer.municipalities
        if [m.municipalities for m in gazetteer.find(f"In {n}.")] != [(n,)]
    ]
    assert lost == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wij zitten in Weesp.", [("Amsterdam",)]),
        ("Den Haag en Den Bosch", [("'s-Gravenhage",), ("'s-Hertogenbosch",)]),
        ("de gemeente ’s-Hertogenbosch", [("'s-Hertogenbosch",)]),
        ("in 's-Gravenhage", [("'s-Gravenhage",)]),
        ("'Gouda' doet mee", [("Gouda",)]),
        ("De Fryske Marren, Skarsterlân", [("De Fryske Marren",)]),
        ("uit Oosterbeek", [("Renkum",)]),
        ("Bergen op Zoom", [("Bergen op Zoom",)]),
        ("Bergen", [("Bergen (L.)", "Bergen (NH.)")]),
        ("BERGEN OP ZOOM", [("Bergen op Zoom",)]),
        ("het college van\nAa en\nHunze", [("Aa en Hunze",)]),
        ("het Utrechtse model", []),
        ("wonen@gouda.nl of www.gouda.nl", []),
        ("de huizen in de gouda", []),
    ],
)
def test_names_are_found_where_they_stand_alone(
    gazetteer: Gazetteer, text: str, expected: list[tuple[str, ...]]
) -> None:
    assert [mention.municipalities for mention in gazetteer.find(text)] == expected


def test_a_mention_says_where_it_stands(gazetteer: Gazetteer) -> None:
    text = "Wij, Hof van Twente, doen mee"
    (mention,) = gazetteer.find(text)
    assert text[mention.start : mention.end] == mention.name == "Hof van Twente"


def test_small_letters_only_where_asked_and_never_for_an_ordinary_word(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("wij uit terborg") == ()
    assert [m.name for m in gazetteer.find("wij uit terborg", small_letters=True)] == ["terborg"]
    assert gazetteer.find("wij hebben huizen en een buren", small_letters=True) == ()


def test_an_expected_name_in_small_letters_may_be_a_word_where_it_stands_as_a_name(
    gazetteer: Gazetteer,
) -> None:
    def found(text: str) -> list[str]:
        return [m.name for m in gazetteer.find(text, small_letters=True, expected=frozenset({"Best"}))]

    assert found("best 7, eindhoven 3") == ["best", "eindhoven"]
    assert found("best doet niet mee") == ["best"]
    assert found("dat lukt best") == []


def test_a_village_with_the_name_of_a_municipality_is_kept(gazetteer: Gazetteer) -> None:
    (mention,) = gazetteer.find("Hengelo")
    assert mention.municipalities == ("Hengelo (O.)",)
    assert mention.elsewhere == ("Bronckhorst",)


@pytest.mark.parametrize(
    ("domain", "expected"),
    [
        ("gouda.nl", "Gouda"),
        ("mail.gouda.nl", "Gouda"),
        ("weesp.nl", "Amsterdam"),
        ("gemeente-maasgouw.nl", "Maasgouw"),
        ("gemeentemaasgouw.nl", "Maasgouw"),
        ("neder-betuwe.nl", "Neder-Betuwe"),
        ("nederbetuwe.nl", "Neder-Betuwe"),
        ("sudwest-fryslan.frl", "Súdwest-Fryslân"),
        ("stein-gateway.example", None),
        ("meerinzicht.nl", None),
        ("gmail.com", None),
        ("", None),
    ],
)
def test_the_municipality_of_a_domain(gazetteer: Gazetteer, domain: str, expected: str | None) -> None:
    assert gazetteer.of_domain(domain) == expected


def test_a_shared_domain_belongs_to_its_organisation(gazetteer: Gazetteer) -> None:
    organisation = gazetteer.organisation_of("post.meerinzicht.nl")
    assert organisation is not None
    assert set(organisation.members) == {"Ermelo", "Harderwijk", "Zeewolde"}


def test_a_page_of_text_costs_no_more_than_a_second(gazetteer: Gazetteer) -> None:
    text = "Wij bieden in Goes en in Kapelle aan de Gouden Bodem enkele plekken voor de mensen aan. " * 40
    gazetteer.find(text)
    start = time.process_time()
    found = gazetteer.find(text)
    assert len(found) == 80
    assert time.process_time() - start < 1


def test_an_unknown_municipality_in_a_table_is_named_with_its_line(tmp_path: Path) -> None:
    for name in ("municipalities.csv", "organisations.csv"):
        (tmp_path / name).write_text((rules_dir() / name).read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "places.csv").write_text(
        "plaats;gemeente;dubbelzinnig\nEen;Nergenshuizen;\n", encoding="utf-8"
    )
    with pytest.raises(ContentError, match=r"places\.csv, regel 2: 'Nergenshuizen'"):
        load_gazetteer(tmp_path)


def test_a_row_with_too_few_fields_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "municipalities.csv").write_text(
        "naam;aliassen;domeinen;voorgangers;dubbelzinnig;inwoners\nGouda;;gouda.nl\n", encoding="utf-8"
    )
    with pytest.raises(ContentError, match=r"municipalities\.csv, regel 2: 3 velden"):
        load_gazetteer(tmp_path)
