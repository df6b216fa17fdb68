"""What the pipeline found, as plain values for JSON and as Dutch sentences for a person."""

from collections.abc import Iterator
from typing import Any

from intake.domain import Outcome, Pledge, Source


def outcome_record(file: str, outcome: Outcome) -> dict[str, Any]:
    """One object of `intake examine --jsonl`: `file` as it was given, then everything that was understood."""
    found, read = outcome.classification, outcome.extraction
    return {
        "file": file,
        "mailbox": outcome.mailbox,
        "message_id": outcome.message_id,
        "labels": [str(label) for label in found.labels],
        "primary": str(found.primary),
        "confidence": round(found.confidence, 4),
        "municipality": list(read.municipalities),
        "pledges": [pledge_record(pledge) for pledge in read.pledges],
        "support_types": [str(kind) for kind in found.support_types],
        "question_topics": [str(topic) for topic in found.question_topics],
        "urgency": str(found.urgency),
        "auto_reply": outcome.screening.auto_reply or found.auto_reply,
        "should_ack": outcome.should_ack,
        "screening": str(outcome.screening.verdict),
        "screening_reason": outcome.screening.reason,
        "is_reply_to_thread": outcome.is_reply_to_thread,
        "trust": str(outcome.trust),
        "trust_reason": outcome.trust_reason,
        "doubts": list(outcome.doubts),
        "evidence": [
            {"label": e.label, "weight": round(e.weight, 4), "witness": e.witness, "quote": e.quote}
            for e in (*found.evidence, *read.evidence)
        ],
        "model": outcome.model,
        "rulebook": outcome.rulebook,
    }


def pledge_record(pledge: Pledge) -> dict[str, Any]:
    """One pledge as plain values; dates in ISO 8601, the source with the name of its attachment."""
    return {
        "municipality": pledge.municipality,
        "places": pledge.places,
        "min": pledge.min,
        "max": pledge.max,
        "unit": str(pledge.unit) if pledge.unit else None,
        "persons_total": pledge.persons_total,
        "conditional": pledge.conditional,
        "withdrawn": pledge.withdrawn,
        "replaces": pledge.replaces,
        "from_date": pledge.from_date.isoformat() if pledge.from_date else None,
        "duration": pledge.duration,
        "quote": pledge.quote,
        "source": _source(pledge),
    }


def _source(pledge: Pledge) -> str:
    named = pledge.source is Source.ATTACHMENT and pledge.source_name
    return f"{pledge.source} {pledge.source_name}" if named else str(pledge.source)


def pledge_words(pledge: Pledge) -> str:
    """A pledge in a few Dutch words: "Amersfoort: 15 plekken, onder voorbehoud"."""
    amount = _amount(pledge)
    if pledge.withdrawn:
        amount = "ingetrokken"
    extra = ", onder voorbehoud" if pledge.conditional else ""
    since = f", vanaf {pledge.from_date:%d-%m-%Y}" if pledge.from_date else ""
    return f"{pledge.municipality or 'gemeente onbekend'}: {amount}{since}{extra}"


def _amount(pledge: Pledge) -> str:
    unit = str(pledge.unit or "plekken")
    if pledge.places is not None:
        return f"{pledge.places} {unit}"
    if pledge.min is not None and pledge.max is not None:
        return f"{pledge.min} tot {pledge.max} {unit}"
    if pledge.max is not None:
        return f"hooguit {pledge.max} {unit}"
    return f"ten minste {pledge.min} {unit}" if pledge.min is not None else "aantal onbekend"


def one_line(file: str, outcome: Outcome) -> str:
    """The shortest answer: file, labels, municipalities and pledges, and whether a person should look."""
    pledged = "; ".join(pledge_words(pledge) for pledge in outcome.extraction.pledges)
    about = pledged or ", ".join(outcome.extraction.municipalities) or "-"
    doubt = f" | {len(outcome.doubts)} x twijfel" if outcome.doubts else ""
    return f"{file}: {', '.join(outcome.classification.labels)} | {about}{doubt}"


def explanation(file: str, outcome: Outcome) -> str:
    """The same for a person, with the evidence: lines of Dutch text."""
    return "\n".join(_lines(file, outcome))


def _lines(file: str, outcome: Outcome) -> Iterator[str]:
    found, read = outcome.classification, outcome.extraction
    yield f"{file}: {outcome.subject or '(geen onderwerp)'}"
    yield f"  aan          {outcome.mailbox}"
    yield f"  soort        {', '.join(found.labels)} (zekerheid {found.confidence:.0%})"
    yield f"  gemeente     {', '.join(read.municipalities) or '-'}"
    for pledge in read.pledges:
        yield f'  aanbod       {pledge_words(pledge)} ("{pledge.quote}"; {_source(pledge)})'
    if found.support_types:
        yield f"  steun        {', '.join(found.support_types)}"
    if found.question_topics:
        yield f"  vraag over   {', '.join(found.question_topics)}"
    yield f"  spoed        {found.urgency}"
    yield f"  antwoorden   {'ja' if outcome.should_ack else 'nee'}; {outcome.screening.reason}"
    yield f"  afzender     {outcome.trust}; {outcome.trust_reason}"
    for doubt in outcome.doubts:
        yield f"  twijfel      {doubt}"
    for e in sorted((*found.evidence, *read.evidence), key=lambda e: -abs(e.weight)):
        yield f'  bewijs       {e.weight:+.2f} {e.label} volgens {e.witness}: "{e.quote}"'
