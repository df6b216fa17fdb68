"""One mail in, one verdict out: plain cases of every kind, with the model and with the rules alone."""

from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from intake.domain import Label, ScreeningVerdict, Urgency
from intake.pipeline import Examiner, load_examiner
from tests.attachments.files import pdf, word, zipped
from tests.envelopes import encrypted, entity, outlook, signed, smime, with_files
from tests.envelopes import mail as envelope

NOW = datetime(2026, 6, 9, 8, 0, tzinfo=UTC)
PLEDGE = """Beste collega's,

De gemeente Zeewolde stelt 12 extra plekken beschikbaar voor statushouders, te betrekken vanaf 1 september 2026.
Onze taakstelling voor dit halfjaar is 31 en in het azc wonen 400 mensen.

Met vriendelijke groet,
Anneke Postma, telefoon 036 000 12 34, postbus 1, 3890 AA Zeewolde
"""
QUESTION = "Geachte VNG,\n\nWorden de kosten van inrichting vergoed, en hoe vragen wij dat geld aan?\n\nGroet, Wim Kaya"
SUPPORT = """Beste team,

Morgenavond vergadert onze raad over de opvang en er zijn bedreigingen binnengekomen. Kunt u ons met spoed adviseren
over de veiligheid rond de vergadering?

Groet,
Loes Bakker
"""


@pytest.fixture(scope="module")
def examiner() -> Examiner:
    return load_examiner()


def mail(text: str, sender: str, subject: str, **headers: str) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"], message["To"] = sender, subject, "migratie@vng.nl"
    message["Message-ID"], message["Date"] = "<een@zeewolde.nl>", "Tue, 09 Jun 2026 08:00:00 +0000"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message.as_bytes()


def test_a_pledge_is_booked_for_its_municipality_and_no_other_number_is(examiner):
    outcome = examiner.examine(
        mail(PLEDGE, "Anneke Postma <a.postma@zeewolde.nl>", "Aanmelding"), "migratie@vng.nl", NOW
    )
    assert outcome.classification.labels == (Label.PLACE_PLEDGE,)
    assert outcome.extraction.municipalities == ("Zeewolde",)
    assert [(p.places, p.municipality, str(p.from_date)) for p in outcome.extraction.pledges] == [
        (12, "Zeewolde", "2026-09-01")
    ]
    assert outcome.should_ack
    assert "12 extra plekken" in outcome.extraction.pledges[0].quote


ABSENT = """Goedemorgen,

Onze communicatieadviseur is met zwangerschapsverlof en rond het plein loopt de spanning op. Wie van het
Ondersteuningsteam helpt ons met de boodschap aan omwonenden en met de woordvoering richting de pers?

Groet,
Gerdien Mulder
Gemeente Heerde
"""


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (ABSENT, ScreeningVerdict.ANSWER),
        ("Ik ben met zwangerschapsverlof tot en met oktober.", ScreeningVerdict.SET_ASIDE),
    ],
)
def test_who_tells_that_somebody_is_away_is_no_machine(examiner, text, verdict):
    raw = mail(text, "g.mulder@heerde.nl", "Hulp")
    assert examiner.examine(raw, "ondersteuningsteamasiel@vng.nl", NOW).screening.verdict is verdict


def test_a_question_has_its_topic(examiner):
    outcome = examiner.examine(mail(QUESTION, "w.kaya@ede.nl", "Vraag over kosten"), "migratie@vng.nl", NOW)
    assert outcome.classification.labels == (Label.QUESTION,)
    assert "bekostiging" in outcome.classification.question_topics
    assert outcome.extraction.pledges == ()


def test_an_acute_request_for_support_is_urgent(examiner):
    outcome = examiner.examine(
        mail(SUPPORT, "l.bakker@tiel.nl", "Spoed"), "ondersteuningsteamasiel@vng.nl", NOW
    )
    assert outcome.classification.primary is Label.SUPPORT_REQUEST
    assert outcome.classification.urgency is Urgency.HIGH
    assert "openbare_orde_veiligheid" in outcome.classification.support_types


def test_a_machine_is_set_aside_whatever_it_quotes(examiner):
    raw = mail(PLEDGE, "a.postma@zeewolde.nl", "Automatisch antwoord: plekken", Auto_Submitted="auto-replied")
    outcome = examiner.examine(raw, "migratie@vng.nl", NOW)
    assert outcome.screening.verdict is ScreeningVerdict.SET_ASIDE
    assert outcome.classification.labels == (Label.OTHER,)
    assert not outcome.should_ack
    assert outcome.extraction.pledges == ()


def test_without_a_model_the_rules_still_work():
    outcome = load_examiner(use_model=False).examine(
        mail(PLEDGE, "a.postma@zeewolde.nl", "Aanmelding plekken"), "migratie@vng.nl", NOW
    )
    assert outcome.classification.primary is Label.PLACE_PLEDGE
    assert [p.places for p in outcome.extraction.pledges] == [12]
    assert outcome.model == "geen"


def test_every_verdict_names_model_and_rules(examiner):
    outcome = examiner.examine(mail(QUESTION, "w.kaya@ede.nl", "x"), "migratie@vng.nl", NOW)
    assert outcome.model.startswith("vng_mail_intake-")
    assert len(outcome.rulebook) == 12


def test_a_message_that_was_cut_off_is_put_before_a_person(examiner):
    outcome = examiner.examine(
        mail(PLEDGE, "a.postma@zeewolde.nl", "x"), "migratie@vng.nl", NOW, complete=False
    )
    assert any("te groot" in doubt for doubt in outcome.doubts)


OMMEN = PLEDGE.replace("Zeewolde", "Ommen").replace("ZEEWOLDE", "OMMEN")
IN_ENVELOPES = {
    "signed": smime(signed(entity(OMMEN))),
    "Outlook item": with_files(
        envelope("Bijgaand onze reactie."), ("reactie.msg", "application/vnd.ms-outlook", outlook(OMMEN))
    ),
    "letter in a zip": with_files(
        envelope("Bijgaand de reactie van ons college."),
        ("brief.zip", "application/zip", zipped({"brief.docx": word(OMMEN)})),
    ),
}


@pytest.mark.parametrize("raw", IN_ENVELOPES.values(), ids=IN_ENVELOPES.keys())
def test_a_pledge_in_an_envelope_is_booked(examiner, raw):
    outcome = examiner.examine(raw, "migratie@vng.nl", NOW)
    assert outcome.classification.labels == (Label.PLACE_PLEDGE,)
    assert outcome.extraction.municipalities == ("Ommen",)
    assert [pledge.places for pledge in outcome.extraction.pledges] == [12]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (smime(encrypted(entity(OMMEN)), "enveloped-data"), "De mail zelf is niet te lezen"),
        (
            with_files(envelope("Zie bijlage."), ("scan.pdf", "application/pdf", pdf())),
            "scan.pdf: het is een scan",
        ),
        (
            with_files(envelope("Zie bijlage."), ("oud.doc", "application/msword", b"\xd0\xcf\x11\xe0x")),
            "oud.doc",
        ),
    ],
    ids=["encrypted", "scan", "old Word"],
)
def test_a_mail_whose_content_stays_closed_is_put_before_a_person(examiner, raw, said):
    outcome = examiner.examine(raw, "migratie@vng.nl", NOW)
    assert any(said in doubt for doubt in outcome.doubts), outcome.doubts
    assert outcome.extraction.pledges == ()
