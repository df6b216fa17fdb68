"""What the weighing makes of sentences whose acts are known."""

from intake.classification.rulebook import load_rulebook
from intake.classification.weighing import classify, default_weights
from intake.content import rules_dir
from intake.domain import Classification, Label, Reading, Sentence, Source
from intake.nlp.train import ACT_LABELS

REPORTS = ("Het bestand staat nu in quarantaine.", "Ook het tweede bestand staat daar.")
LURE = "Koop nu onze beveiliging met korting."


def weighed(*sentences: Sentence) -> Classification:
    return classify(
        Reading(sentences, "", "", quotes_letter=False, model="test"),
        load_rulebook(rules_dir()),
        default_weights(),
        purpose={label: 0.9 if label is Label.OTHER else 0.02 for label in Label},
        mailbox="migratie@vng.nl",
        machine=False,
        sender={"outside": 1.0},
    )


def test_a_reaction_of_a_machine_wants_nothing() -> None:
    nothing = dict.fromkeys(ACT_LABELS, 0.02)
    reports = [Sentence(text, Source.BODY, "", {**nothing, "auto": 0.9}) for text in REPORTS]
    lure = Sentence(LURE, Source.BODY, "", {**nothing, "outsider": 0.9})
    assert weighed(*reports).auto_reply
    assert not weighed(*reports, lure).auto_reply
