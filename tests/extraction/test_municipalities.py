"""On whose behalf a mail is written. All people and events are invented; the sentences are the tests' own."""

import pytest

from intake.content import rules_dir
from intake.domain import Address, Reading, Sentence, Source
from intake.extraction.gazetteer import Gazetteer, load_gazetteer
from intake.extraction.municipalities import Behalf, on_behalf_of


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer(rules_dir())


def behalf(gazetteer: Gazetteer, sender: str, text: str, *, outsider: bool = False, signature: str = "") -> Behalf:
    """`sender` is "Name <address>"; the first line of `text` is the subject, "+" marks an offer, "#" a line of an attachment."""
    name, _, email = sender.rpartition("<")
    subject, *lines = text.strip().split("\n")
    sentences = [Sentence(subject, Source.SUBJECT)]
    for line in lines:
        source = Source.ATTACHMENT if line.startswith("#") else Source.BODY
        sentences.append(Sentence(line.lstrip("+# "), source, "", {"pledge": 0.9} if line.startswith("+") else {}))
    reading = Reading(tuple(sentences), signature)
    return on_behalf_of(Address(name.strip(), email.strip("<> ")), reading, gazetteer, outsider=outsider)


OWN = [
    ("a@renkum.nl", "opvang\n+Wij bieden vier plekken in Oosterbeek.", ["Renkum"]),
    ("a@post.zeist.nl", "aanbod\n+Wij doen er vier.", ["Zeist"]),
    ("a@gemeente-oldambt.nl", "vraag\nHoe werkt dit?", ["Oldambt"]),
    ("a@maasgouw.nl", "vraag\nHoe werkt dit?", ["Maasgouw"]),
    ("a@utrecht.nl", "vraag\nDe provincie Utrecht wil van ons weten hoe het zit.", ["Utrecht"]),
    ("a@groningen.nl", "aanbod\n+Dertig plekken, los van wat Ter Apel al draagt.", ["Groningen"]),
    ("a@bronckhorst.nl", "aanbod\n+In Hengelo (Gld) zijn twee woningen vrij.", ["Bronckhorst"]),
    ("a@gemeentealtena.nl", "aanbod\n+In Rijswijk komt de pastorie vrij, voor acht mensen.", ["Altena"]),
    ("a@gouda.nl", "hulp\nNet als in Waddinxveen en Zuidplas dreigt onrust. De politie uit Rotterdam is gewaarschuwd.", ["Gouda"]),
    ("a@meppel.nl", "x\n+Wij kunnen 6 plekken bieden. Onze buurgemeente Staphorst heeft er 4, zo las ik in de krant.", ["Meppel"]),
    ("a@weert.nl", "x\nDe rechtbank in Roermond heeft ons gelijk gegeven.", ["Weert"]),
    ("a@elburg.nl", "x\nBeste Buren van Oldebroek en Nunspeet,\n+Wij bieden 3 plekken.", ["Elburg"]),
    ("a@sluis.nl", "x\nGraag een gesprek met collega's uit Terneuzen die dit al deden.", ["Sluis"]),
]
TOGETHER = [
    ("a@losser.nl", "aanmelding\n+Mede namens Oldenzaal en Dinkelland meld ik u 12 plekken.", ["Losser", "Oldenzaal", "Dinkelland"]),
    ("a@putten.nl", "x\n+Namens de gemeenten Putten, Ermelo en Nijkerk bied ik u 18 plekken aan.", ["Putten", "Ermelo", "Nijkerk"]),
    ("a@urk.nl", "x\n+Niet namens Dronten, alleen namens Urk: vier plekken.", ["Urk"]),
    ("a@epe.nl", "x\n+Wij schrijven ook namens Heerde: Epe 6 en Heerde 4. Hattem doet niet mee.", ["Epe", "Heerde"]),
    ("a@haarlem.nl", "Zandvoort\n+Het college van Zandvoort stelt zes plekken beschikbaar.", ["Zandvoort"]),
    ("a@haarlem.nl", "aanbod\n+Wij stellen 40 plekken beschikbaar.", ["Haarlem"]),
    ("a@amstelveen.nl", "vraag namens Aalsmeer\nWat mag?", ["Aalsmeer"]),
]
JOINT = [
    ("a@meerinzicht.nl", "x\n+Ermelo biedt 6 plekken.\nHarderwijk reageert zelf en Zeewolde doet niet mee.", ["Ermelo"]),
    ("a@meerinzicht.nl", "x\n+Namens de drie gemeenten bieden wij 30 plekken aan.", ["Ermelo", "Harderwijk", "Zeewolde"]),
    ("a@debuch.nl", "x\n+Bergen: 12\n+Castricum: 8\n+Heiloo: 0\n+Uitgeest: geen", ["Bergen (NH.)", "Castricum"]),
    ("a@werkzaakrivierenland.nl", "x\n+Buren 5, Tiel 10.", ["Buren", "Tiel"]),
    ("a@noaberkracht.nl", "Vraag van de gemeente Tubbergen\nHoe zit het met de kosten?", ["Tubbergen"]),
    ("a@vrijsselland.nl", "x\nOp verzoek van de burgemeester van Ommen vraag ik u om advies.", ["Ommen"]),
    ("a@overijssel.nl", "x\nHoe verhoudt dit zich tot de regietafel? Luttenbergstraat 2, Zwolle", []),
    ("a@provincie-utrecht.nl", "x\n+Namens de gemeenten Bunnik en Zeist geef ik door: Bunnik 4, Zeist 20.", ["Bunnik", "Zeist"]),
    ("a@coa.nl", "x\nIn Budel en Ter Apel zitten nog 40 mensen die aan Goirle zijn gekoppeld.", []),
    ("a@peelgemeenten.nl", "x\n+Asten\t5\n+Someren\t6\n+Deurne\t-", ["Asten", "Someren"]),
]
PRIVATE = [
    ("Jan <jan@gmail.com>", "x\n+Hier Jan, wethouder in Pijnacker-Nootdorp: wij doen er acht.", ["Pijnacker-Nootdorp"]),
    ("Els <els@ziggo.nl>", "aanbod\n+Werkmail doet het niet. Wij als gemeente Goirle bieden tien plekken.", ["Goirle"]),
    ("Gemeente Best <info@mailing.example>", "aanbod\n+Wij bieden tien plekken.", ["Best"]),
    ("Piet van Buren <piet@gmail.com>", "vraag\nWaarom komen er bij ons in Enter zoveel mensen wonen?", []),
    ("K. <k@hotmail.com>", "zorgen\nIk woon in Wageningen en wil weten wat de gemeente Wageningen doet.", []),
    ("Redactie <r@dagblad.example>", "vragen\nHeeft de gemeente Almelo al plekken aangemeld?", []),
    ("W. <w@wonenwest.example>", "vraag\nWij hebben in de gemeente Delft 12 woningen. Wat mag?", []),
    ("W. <w@wonenwest.example>", "aanbod\n+Namens de gemeente Delft melden wij 12 woningen.", ["Delft"]),
    ("T. <t@projectbureau.example>", "aanbod\n+In opdracht van het college van Landerd meld ik 8 plekken.", ["Maashorst"]),
]


def test_a_towns_own_domain_stands_for_the_town(gazetteer: Gazetteer) -> None:
    assert {sender: list(behalf(gazetteer, sender, text).names) for sender, text, _ in OWN} == {s: names for s, _, names in OWN}


@pytest.mark.parametrize(("sender", "text", "expected"), [*OWN, *TOGETHER, *JOINT, *PRIVATE])
def test_on_whose_behalf(gazetteer: Gazetteer, sender: str, text: str, expected: list[str]) -> None:
    assert sorted(behalf(gazetteer, sender, text).names) == sorted(expected)
