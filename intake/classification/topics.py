"""Kinds of support, topics of questions and urgency: the union of what single sentences ask."""

from collections.abc import Sequence

from intake.domain import Label, QuestionTopic, Sentence, SupportType, Urgency

_CERTAIN = 0.6


def support_types(sentences: Sequence[Sentence], threshold: float) -> tuple[SupportType, ...]:
    """What kinds of support are asked; the likeliest when no sentence is sure."""
    best = {kind: max((s.acts.get(f"s.{kind}", 0.0) for s in sentences), default=0.0) for kind in SupportType}
    return tuple(kind for kind in SupportType if best[kind] >= threshold) or (max(best, key=lambda kind: best[kind]),)


def question_topics(sentences: Sequence[Sentence], threshold: float) -> tuple[QuestionTopic, ...]:
    """What the questions are about; the likeliest when no sentence is sure; "overig" only when nothing else is."""
    best = {topic: max((s.acts.get(f"q.{topic}", 0.0) for s in sentences), default=0.0) for topic in QuestionTopic}
    found = tuple(topic for topic in QuestionTopic if best[topic] >= threshold) or (max(best, key=lambda topic: best[topic]),)
    return found


def urgency_of(sentences: Sequence[Sentence], labels: tuple[Label, ...]) -> Urgency:
    """HIGH when somebody asks for help and a sentence says today, tomorrow or danger."""
    urgent = max((s.acts.get("urgent", 0.0) for s in sentences), default=0.0)
    needed = _CERTAIN if Label.SUPPORT_REQUEST in labels else 0.85
    return Urgency.HIGH if urgent >= needed else Urgency.NORMAL
