"""A fault in the rules is told with file and line; a good rulebook has a digest that follows its content."""

import shutil

import pytest

from intake.classification.rulebook import load_rulebook
from intake.content import rules_dir
from intake.errors import ContentError


@pytest.fixture
def rules(tmp_path):
    return shutil.copytree(rules_dir(), tmp_path / "rules")


def test_the_shipped_rules_load_and_every_label_has_a_category(rules):
    assert len(load_rulebook(rules).categories) == 4


def test_a_changed_word_changes_the_digest(rules):
    before = load_rulebook(rules).digest
    path = rules / "acts.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "\n# opmerking\n", encoding="utf-8")
    assert load_rulebook(rules).digest != before


def test_a_pattern_that_cannot_be_read_is_named_with_its_line(rules):
    path = rules / "acts.yaml"
    path.write_text("pledge:\n  - {naam: stuk, patroon: '(', gewicht: 1}\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"acts\.yaml, regel 2: regel 'stuk'"):
        load_rulebook(rules)


def test_a_rule_decides_by_ja_and_anything_else_is_named(rules):
    path = rules / "acts.yaml"
    path.write_text("pledge:\n  - {naam: stuk, patroon: a, gewicht: 1, doorslag: ja}\n", encoding="utf-8")
    assert load_rulebook(rules).acts[0].decides
    path.write_text("pledge:\n  - {naam: stuk, patroon: a, gewicht: 1, doorslag: vast}\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"acts\.yaml, regel 2: regel 'stuk'.*`doorslag` is ja of nee"):
        load_rulebook(rules)


def test_broken_yaml_is_named_with_its_line(rules):
    (rules / "categories" / "question.yaml").write_text("label: question\nname: [Vraag\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"question\.yaml, regel \d"):
        load_rulebook(rules)


def test_an_unreadable_file_is_named(rules):
    (rules / "acts.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ContentError, match=r"acts\.yaml"):
        load_rulebook(rules)


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        ("Daarom trek ik die aanmelding in.", True),
        ("Ons aanbod van mei komt te vervallen.", True),
        ("Het bod van acht plekken trekken wij hierbij in.", True),
        ("De zes plekken in West kunt u doorhalen.", True),
        ("Kunnen wij ons aanbod nog intrekken?", False),
        ("Als de raad tegen is, moeten wij ons aanbod intrekken.", False),
        ("Ik trek mijn aanmelding voor de bijeenkomst in.", False),
        ("De eigenaar wil zijn aanbod intrekken.", False),
        ("De bewoners trekken er in juni in.", False),
    ],
)
def test_words_that_take_an_offer_back_decide(text, speaks):
    rule = next(r for r in load_rulebook(rules_dir()).acts if r.decides and r.act == "withdrawal")
    assert rule.speaks(text) is speaks
