"""The corpus is read as its README says, and a rendered mail says what the brief says."""

import email
from dataclasses import replace
from email import policy
from itertools import combinations

import pytest

from intake.content import models_dir, rules_dir
from intake.errors import ContentError
from intake.extraction.gazetteer import load_gazetteer
from intake.nlp.corpus import read_brief, read_corpus
from intake.nlp.rendering import gold, render

_SPLITS = ("train", "dev", "heldout", "hard")
BRIEF = """# brief: a test
=== een-01
mailbox: migratie
from: Sanne Vos <s.vos@zeewolde.nl>
subject: Twee plekken
labels: place_pledge question
municipality: Zeewolde
pledge: Zeewolde | 2 plekken | conditional
topics: bekostiging
---
[courtesy] Dag,
[pledge,condition] Als het mag, bieden wij
twee plekken. [q.bekostiging] Wie betaalt dat?
[sig] Sanne
"""


@pytest.fixture
def mail(tmp_path):
    path = tmp_path / "brief.txt"
    path.write_text(BRIEF, encoding="utf-8")
    return next(read_brief(path))


def test_sentences_carry_their_acts(mail):
    assert [(s.text, sorted(s.acts)) for s in mail.parts[0].sentences] == [
        ("Dag,", ["courtesy"]),
        ("Als het mag, bieden wij twee plekken.", ["condition", "pledge"]),
        ("Wie betaalt dat?", ["q.bekostiging"]),
        ("Sanne", ["sig"]),
    ]


def test_a_rendered_mail_has_the_text_without_tags(mail):
    message = email.message_from_bytes(render(mail), policy=policy.default)
    assert message["Subject"] == "Twee plekken"
    assert message.get_content().startswith("Dag,\nAls het mag, bieden wij\ntwee plekken. Wie betaalt dat?")


def test_gold_follows_the_headers(mail):
    answer = gold(mail, "een-01.eml")
    assert answer["pledges"][0] | {"places": 2, "conditional": True} == answer["pledges"][0]
    assert answer["should_ack"] is True


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        ("Zeewolde | 8-12 plekken", (None, 8, 12)),
        ("Zeewolde | max 9 plekken", (9, None, 9)),
        ("Zeewolde | 7 plekken | min 7", (7, 7, None)),
        ("Zeewolde | ? plekken", (None, None, None)),
    ],
)
def test_ranges_and_bounds_are_told_as_such(mail, line, numbers):
    told = replace(mail, headers={**mail.headers, "pledge": (line,)})
    (pledge,) = gold(told, "een-01.eml")["pledges"]
    assert (pledge["places"], pledge["min"], pledge["max"]) == numbers


def test_a_mail_without_text_is_named(tmp_path):
    path = tmp_path / "kapot.txt"
    path.write_text("# brief: x\n=== mis-01\nlabels: other\n", encoding="utf-8")
    with pytest.raises(ContentError, match="mis-01"):
        list(read_brief(path))


def test_no_brief_stands_on_two_sides():
    root = models_dir() / "training" / "corpus"
    briefs = {split: {mail.brief for mail in read_corpus(root / split)} for split in _SPLITS}
    assert all(briefs.values())
    assert [both for both in combinations(_SPLITS, 2) if briefs[both[0]] & briefs[both[1]]] == []


def test_every_municipality_is_called_by_its_official_name():
    known = {"-", *load_gazetteer(rules_dir()).inhabitants}
    root = models_dir() / "training" / "corpus"
    for mail in (mail for split in _SPLITS for mail in read_corpus(root / split)):
        told = gold(mail, mail.name)
        names = {*told["municipality"], *(pledge["municipality"] or "-" for pledge in told["pledges"])}
        assert names <= known, f"{mail.brief}: {mail.name}"
