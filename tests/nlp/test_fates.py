"""What the shipped model hears became of places told before. Every sentence is invented."""

import pytest

from intake.content import models_dir
from intake.nlp.corpus import read_corpus
from intake.nlp.model import FATES, DutchModel, load_model
from intake.nlp.train import FATE_LABELS
from intake.ties import Fate


@pytest.fixture(scope="module")
def model() -> DutchModel:
    loaded = load_model()
    assert loaded
    return loaded


def test_the_labels_are_those_of_the_ledger(model: DutchModel) -> None:
    assert set(FATE_LABELS) == set(Fate)
    assert list(FATE_LABELS) == sorted(FATE_LABELS)
    assert tuple(model.nlp.get_pipe(FATES).labels) == FATE_LABELS


@pytest.mark.parametrize(
    ("text", "fate"),
    [
        ("De buurvrouw heeft de woning onder onze neus weggekocht.", Fate.GONE),
        ("Gisteravond is de hamer gevallen, de bouw kan beginnen.", Fate.FIRM),
        ("Over de pastorie moet het kerkbestuur zich nog buigen.", Fate.OPEN),
        ("Aan de rest van onze opgave verandert helemaal niets.", Fate.STAYS),
    ],
)
def test_words_that_no_rule_knows_are_heard(model: DutchModel, text: str, fate: Fate) -> None:
    (heard,) = model.fates([text])
    assert max(heard, key=heard.__getitem__) == fate


def test_small_talk_says_nothing(model: DutchModel) -> None:
    (heard,) = model.fates(["Het is hier prachtig weer en de koffie staat klaar."])
    assert max(heard.values()) < 0


def test_later_mails_are_tagged_with_fates_only_and_no_brief_stands_on_two_sides() -> None:
    train, heldout = (
        read_corpus(models_dir() / "training" / "later" / side) for side in ("train", "heldout")
    )
    assert train
    assert heldout
    assert not {mail.brief for mail in train} & {mail.brief for mail in heldout}
    tags = {
        act
        for mail in (*train, *heldout)
        for part in mail.parts
        for one in part.sentences
        for act in one.acts
    }
    assert tags == {*FATE_LABELS, "none"}
