"""What the weighing makes of sentences whose acts are known."""

from intake.classification.matching import weigh_sentences
from intake.classification.rulebook import load_rulebook
from intake.classification.weighing import Case, classify, features, labels_of
from intake.classification.weights import default_weights, load_weights
from intake.content import models_dir, rules_dir
from intake.domain import Classification, Label, Reading, Sentence, Source
from intake.nlp.train import ACT_LABELS

REPORTS = ("Het bestand staat nu in quarantaine.", "Ook het tweede bestand staat daar.")
LURE = "Koop nu onze beveiliging met korting."


def weighed(*sentences: Sentence, number: float = 0.0) -> Classification:
    return classify(
        Reading(sentences, "", "", quotes_letter=False, model="test"),
        load_rulebook(rules_dir()),
        default_weights(),
        purpose={label: 0.9 if label is Label.OTHER else 0.02 for label in Label},
        mailbox="migratie@vng.nl",
        machine=False,
        sender={"outside": 1.0},
        number=number,
    )


def test_a_reaction_of_a_machine_wants_nothing() -> None:
    nothing = dict.fromkeys(ACT_LABELS, 0.02)
    reports = [Sentence(text, Source.BODY, "", {**nothing, "auto": 0.9}) for text in REPORTS]
    lure = Sentence(LURE, Source.BODY, "", {**nothing, "outsider": 0.9})
    assert weighed(*reports).auto_reply
    assert not weighed(*reports, lure).auto_reply
    button = Sentence(
        "Klik op onderstaande knop om het te openen.", Source.BODY, "", {**nothing, "auto": 0.9}
    )
    assert not weighed(*reports, button).auto_reply


def test_a_number_that_sounds_offered_speaks_of_places_and_not_of_questions() -> None:
    rulebook = load_rulebook(rules_dir())
    case = Case((Sentence("Zet ons op twaalf.", Source.BODY, acts={}),), number=3.0)
    assert features(case, Label.PLACE_PLEDGE, rulebook)["number"] == 3.0
    assert features(case, Label.OTHER, rulebook)["number"] == 3.0
    assert "number" not in features(case, Label.QUESTION, rulebook)


def test_the_shipped_weights_hear_the_number() -> None:
    weights = load_weights(models_dir() / "nl" / "weighing.json")
    assert weights.targets[Label.PLACE_PLEDGE]["number"] > 0.0 > weights.targets[Label.OTHER]["number"]


def test_a_number_that_sounds_offered_is_never_nothing() -> None:
    nothing = Sentence("Zet ons op twaalf.", Source.BODY, acts=dict.fromkeys(ACT_LABELS, 0.02))
    outsider = Sentence("Ik heb twaalf bedden.", Source.BODY, acts={"outsider": 0.9})
    assert weighed(nothing, number=3.0).labels == (Label.PLACE_PLEDGE,)
    assert weighed(nothing, number=3.0).doubts
    assert weighed(nothing, number=-3.0).labels == (Label.OTHER,)
    assert weighed(nothing).labels == (Label.OTHER,)
    assert weighed(outsider, number=3.0).labels == (Label.OTHER,)


def test_a_rule_that_decides_has_the_last_word() -> None:
    deaf = Sentence("Is maatwerk hier denkbaar?", Source.BODY, acts={"q.maatwerk": 0.001})
    (heard,), _ = weigh_sentences([deaf], load_rulebook(rules_dir()), {})
    assert heard.acts["q.maatwerk"] > 0.9


def test_of_labels_that_are_as_likely_the_first_is_taken() -> None:
    scores = dict.fromkeys(map(str, Label), 0.43) | {str(Label.OTHER): 0.1}
    assert labels_of(scores, machine=False) == (next(iter(Label)),)
