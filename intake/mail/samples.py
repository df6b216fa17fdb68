"""Invented outcomes with which every template is tried before it is used."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from intake.domain import (
    Address,
    Classification,
    Extraction,
    Label,
    Outcome,
    Pledge,
    Screening,
    ScreeningVerdict,
    Source,
    Trust,
    Unit,
    Urgency,
)
from intake.errors import ContentError
from intake.mail.answers import draft, drafts
from intake.mail.compose import acknowledgement
from intake.mail.rendering import acknowledgements_dir, template_names

_CASE = "VNG-2026-00042"
_NOW = datetime(2026, 6, 4, 9, 30, tzinfo=UTC)
_PLEDGES = (
    Pledge("Amersfoort", 15, Unit.PLEKKEN, "15 plekken", Source.BODY, from_date=date(2026, 9, 1)),
    Pledge("'s-Hertogenbosch", None, Unit.WONINGEN, "8 tot 12", Source.BODY, min=8, max=12, conditional=True),
    Pledge(None, 1, Unit.GEZINNEN, "een gezin", Source.BODY, persons_total=5, replaces=2),
    Pledge("Bergen (L.)", 0, Unit.PLEKKEN, "intrekken", Source.BODY, withdrawn=True),
)


def _outcome(pledges: tuple[Pledge, ...], urgency: Urgency, name: str, message_id: str | None) -> Outcome:
    sender = Address(name, "j.de.vries@amersfoort.example")
    return Outcome(
        mailbox="migratie@vng.nl",
        message_id=message_id,
        in_reply_to=(),
        references=(),
        subject="Aanbod",
        sender=sender,
        answer_to=sender,
        screening=Screening(ScreeningVerdict.ANSWER, "De mail is van een persoon."),
        classification=Classification((Label.PLACE_PLEDGE,), Label.PLACE_PLEDGE, 0.9, urgency=urgency),
        extraction=Extraction(("Amersfoort",), pledges),
        should_ack=True,
        is_reply_to_thread=False,
        trust=Trust.UNKNOWN,
        trust_reason="",
        doubts=(),
        model="",
        rulebook="",
    )


def sample_outcomes() -> Iterator[Outcome]:
    """With and without pledges, in a hurry or not, with and without a name and a Message-ID."""
    yield _outcome(_PLEDGES, Urgency.NORMAL, "Jan de Vries", "<a1@amersfoort.example>")
    yield _outcome((), Urgency.HIGH, "", None)
    yield _outcome(_PLEDGES[:1], Urgency.HIGH, '<b>Piet</b> "{{ 7 }}"', "<a2@amersfoort.example>")


def validate_templates() -> tuple[str, ...]:
    """Renders every template with every sample; the names of the templates. Raises ContentError naming the file."""
    names = template_names()
    if not names:
        raise ContentError(f"{acknowledgements_dir()} bevat geen sjablonen. Zet de mappen terug.")
    for name in names:
        for outcome in sample_outcomes():
            for quote in (True, False):
                mail = acknowledgement(
                    outcome,
                    token=_CASE,
                    template=name,
                    message_id="<proef@vng.example>",
                    from_address=Address("VNG", "migratie@vng.nl"),
                    quote_pledges=quote,
                    now=_NOW,
                    urgent_phone="070 373 8393",
                )
                if len(mail.subject) < 20:
                    raise ContentError(
                        f"{acknowledgements_dir() / name / 'subject.txt'} is leeg. Schrijf een onderwerp."
                    )
    return names


def validate_drafts() -> None:
    """Fills in every draft of an answer. Raises ContentError naming file and fault."""
    for pledges in ([], ["15 plekken, gemeente Amersfoort"]):
        values: dict[str, str | list[str]] = {
            "aanhef": "Beste Marleen Hoekstra,",
            "kenmerk": _CASE,
            "ontvangen_op": "4 juni 2026",
            "gemeente": "Amersfoort",
            "medewerker": "Noor Voorbeeld",
            "postbus": "migratie@vng.nl",
            "toezeggingen": list(pledges),
        }
        for name in drafts():
            draft(name, values)
