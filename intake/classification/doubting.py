"""Margins too small to trust, told to a person in Dutch."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from intake.domain import Label, QuestionTopic, SupportType

Kind = TypeVar("Kind", Label, SupportType, QuestionTopic)
_NARROW = 0.2
_CLEARLY = 0.6
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
    """One sentence for each label, and for each support type or topic of the labels given, that is nearly as likely as not.

    `scores`: probability, 0..1, of every label, support type and topic.
    """
    found = [
        f"Het is niet zeker of dit {name} is (kans {scores[label]:.0%})."
        for label, name in _narrow(_LABELS, scores)
    ]
    if labels == (Label.OTHER,) and not found and scores[Label.OTHER] < _CLEARLY:
        found.append("Het is niet duidelijk waar dit bericht over gaat.")
    if Label.SUPPORT_REQUEST in labels:
        for kind, name in _narrow(_SUPPORT, scores):
            found.append(f"Het is niet zeker of om hulp bij {name} wordt gevraagd (kans {scores[kind]:.0%}).")
    if Label.QUESTION in labels:
        for topic, name in _narrow(_TOPICS, scores):
            found.append(f"Het is niet zeker of de vraag over {name} gaat (kans {scores[topic]:.0%}).")
    return tuple(found)


def _narrow(names: Mapping[Kind, str], scores: Mapping[str, float]) -> Iterator[tuple[Kind, str]]:
    return ((kind, name) for kind, name in names.items() if abs(scores[kind] - 0.5) < _NARROW)
