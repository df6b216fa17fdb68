"""Whether the whole of a reading is likely enough to be right, and if not, what a person should look at; in Dutch.

A mail is passed on without a person only when everything in it is likely right together (selective classification: El-Yaniv and
Wiener 2010, "On the Foundations of Noise-free Selective Classification").
"""

from collections.abc import Mapping
from math import prod

from intake.domain import Label, QuestionTopic, SupportType

_ENOUGH = 0.75
_CLEARLY = 0.8
_LABELS = {
    Label.PLACE_PLEDGE: "een toezegging van plekken",
    Label.QUESTION: "een vraag",
    Label.SUPPORT_REQUEST: "een verzoek om ondersteuning",
}
_SUPPORT = {
    SupportType.COMMUNICATIE: "communicatie",
    SupportType.OPENBARE_ORDE_VEILIGHEID: "openbare orde en veiligheid",
    SupportType.JURIDISCH: "juridische zaken",
    SupportType.BESTUURLIJK: "bestuurlijke zaken",
    SupportType.ERVAREN_PROFESSIONALS: "ervaren mensen van elders",
}
_TOPICS = {
    QuestionTopic.BEKOSTIGING: "de bekostiging",
    QuestionTopic.MAATWERK: "maatwerk",
    QuestionTopic.KOPPELING_COA: "de koppeling door het COA",
    QuestionTopic.REGELING_HUISVESTING: "regels voor huisvesting",
    QuestionTopic.SPREIDINGSWET: "de Spreidingswet",
    QuestionTopic.PROCEDURE: "de procedure",
    QuestionTopic.OVERIG: "iets anders",
}


def doubts_about(labels: tuple[Label, ...], scores: Mapping[str, float]) -> tuple[str, ...]:
    """What a person should look at before all labels, and the types and topics that go with them, are likely enough right.

    `scores`: probability, 0..1, of every label, support type and topic. The least certain are told first, and no more of
    them than it takes: all the others together are right with a chance of at least 0.75.
    """
    asked = _asked(labels, scores)
    together, found = prod(max(chance, 1 - chance) for chance, _ in asked), []
    for chance, words in sorted(asked, key=lambda one: abs(one[0] - 0.5)):
        if together >= _ENOUGH:
            break
        found.append(f"{words} (kans {chance:.0%}).")
        together /= max(chance, 1 - chance)
    if labels == (Label.OTHER,) and not found and scores[Label.OTHER] < _CLEARLY:
        found.append("Het is niet duidelijk waar dit bericht over gaat.")
    return tuple(found)


def _asked(labels: tuple[Label, ...], scores: Mapping[str, float]) -> list[tuple[float, str]]:
    """What must be right for the whole to be right: a probability, and the words for a doubt about it."""
    asked = [(scores[label], f"Het is niet zeker of dit {name} is") for label, name in _LABELS.items()]
    if Label.SUPPORT_REQUEST in labels:
        asked += [
            (scores[kind], f"Het is niet zeker of om hulp bij {name} wordt gevraagd")
            for kind, name in _SUPPORT.items()
        ]
    if Label.QUESTION in labels:
        asked += [
            (scores[topic], f"Het is niet zeker of de vraag over {name} gaat")
            for topic, name in _TOPICS.items()
        ]
    return asked
