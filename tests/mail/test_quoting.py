"""Whose words are whose. Everything here is invented; the numbers in the history must never become a pledge."""

import time

import pytest

from intake.domain import Source
from intake.mail.parse import parse
from intake.mail.quoting import passages, quotes_letter
from tests.mail.mails import LETTER, mail, own_words, said

ANSWER = "Beste VNG,\n\nWij bieden 7 plekken aan."
HISTORY = "Kunt u 30 plekken leveren?\nWij horen het graag."

HEADINGS = {
    "outlook": "Van: VNG | Migratie <migratie@vng.nl>\nVerzonden: donderdag "
    "28 mei 2026 16:04\nAan: Gemeenten\nOnderwerp: Ledenbrief\n",
    "outlook bold": "*Van:* VNG <migratie@vng.nl>\n*Verzonden:* donderdag 28 mei 2026 16:04\n*Aan:* Allen\n*Onderwerp:* Brief\n",
    "outlook spaced": "Van: VNG <migratie@vng.nl>\n\nVerzonden: donderdag 28 mei 2026\n\nAan: Allen\n\nOnderwerp: Brief\n",
    "outlook english": "From: VNG <migratie@vng.nl>\nSent: Thursday, May 28, 2026 4:04 PM\nTo: All\nSubject: Letter\n",
    "outlook german": "Von: VNG <migratie@vng.nl>\nGesendet: Donnerstag, "
    "28. Mai 2026 16:04\nAn: Alle\nBetreff: Brief\n",
    "outlook one line": "Van: VNG <migratie@vng.nl> Verzonden: donderdag 28 "
    "mei 2026 16:04 Aan: Gemeenten Onderwerp: Ledenbrief\n",
    "outlook rule": "________________________________\nVan: VNG "
    "<migratie@vng.nl>\nVerzonden: donderdag 28 mei\nAan: Allen\n",
    "original": "-----Oorspronkelijk bericht-----\nVan: VNG "
    "[mailto:migratie@vng.nl]\nVerzonden: donderdag 28 mei 2026 16:04\nAan: Allen\n",
    "original english": "-----Original Message-----\nFrom: VNG "
    "<migratie@vng.nl>\nSent: Thursday\nTo: all\nSubject: x\n",
    "samsung": "-------- Oorspronkelijk bericht --------\nVan: VNG "
    "<migratie@vng.nl>\nDatum: 28-05-2026 16:04 (GMT+01:00)\nAan: Allen\n",
    "gmail": "Op do 28 mei 2026 om 16:04 schreef VNG Migratie <migratie@vng.nl>:\n\n",
    "gmail wrapped": "Op do 28 mei 2026 om 16:04 schreef VNG Vereniging van Nederlandse Gemeenten\n<migratie@vng.nl>:\n",
    "apple": "Op 28 mei 2026 om 16:04 heeft VNG <migratie@vng.nl> het volgende geschreven:\n\n",
    "iphone": "Op 28 mei 2026 om 16:04 heeft VNG <migratie@vng.nl>\nhet volgende geschreven:\n\n",
    "apple english": "On 28 May 2026, at 16:04, VNG <migratie@vng.nl> wrote:\n\n",
    "german": "Am 28.05.2026 um 16:04 schrieb VNG <migratie@vng.nl>:\n",
    "yahoo": "Op donderdag 28 mei 2026 om 16:04:03 CEST schreef VNG <migratie@vng.nl>:\n",
    "groupwise": ">>> VNG Migratie <migratie@vng.nl> 28-5-2026 16:04 >>>\n",
    "notes": "VNG Migratie <migratie@vng.nl> schreef op 28-05-2026 16:04:\n",
    "forum": "Op 28-5-2026 om 16:04 schreef VNG:\n",
}


@pytest.mark.parametrize("heading", HEADINGS.values(), ids=HEADINGS.keys())
def test_what_stands_below_a_heading_is_history(heading: str) -> None:
    found = passages(parse(mail(f"{ANSWER}\n\n{heading}{HISTORY}", subject="RE: Ledenbrief")))
    assert "7 plekken" in said(found, Source.BODY)
    assert "30 plekken" not in said(found, Source.BODY)
    assert "30 plekken" in said(found, Source.QUOTED)
    assert "28" not in said(found, Source.BODY)


@pytest.mark.parametrize(
    "heading",
    [
        "Van: VNG | Migratie\n",
        "Van: VNG\nVerzonden: dinsdag 2 juni 2026\n",
        "*Van:* Loes (VNG)\n*Aan:* Gemeente Zeist\n",
        "VNG:\n",
        "VNG Migratie schreef:\n",
    ],
)
def test_what_is_left_of_our_own_heading_is_enough(heading: str) -> None:
    found = passages(parse(mail(f"{ANSWER}\n\nJan\n{heading}{HISTORY}", subject="RE: Ledenbrief")))
    assert "7 plekken" in said(found, Source.BODY)
    assert "30 plekken" not in said(found, Source.BODY)


@pytest.mark.parametrize(
    "line",
    ["Van: gemeente Zeist", "VNG: wij doen mee.", "Van: Zeist, aan: VNG; betreft: plekken", "Van de VNG:"],
)
def test_a_line_that_only_names_us_is_no_heading(line: str) -> None:
    found = passages(parse(mail(f"{line}\n{ANSWER}", subject="RE: Ledenbrief")))
    assert "7 plekken" in said(found, Source.BODY)


@pytest.mark.parametrize(
    "heading", [HEADINGS[name] for name in ("gmail", "apple", "apple english", "german", "forum")]
)
def test_own_words_below_a_marked_quotation_stay_own(heading: str) -> None:
    quoted = "\n".join(f"> {line}" for line in HISTORY.split("\n"))
    assert (
        own_words(f"{heading.strip()}\n{quoted}\n\nWij bieden 7 plekken aan.") == "Wij bieden 7 plekken aan."
    )


def test_answers_between_the_questions_are_own_and_keep_their_order() -> None:
    found = passages(
        parse(
            mail(
                "Zie tussen uw vragen.\n\n> 1. Hoeveel? (richtgetal 30)\n\n12 plekken\n\n> 2. Wanneer?\n\n1 juli",
                "Re: Uitvraag",
            )
        )
    )
    assert [(p.source, p.text) for p in found if p.source in {Source.BODY, Source.QUOTED}][1:] == [
        (Source.BODY, "Zie tussen uw vragen."),
        (Source.QUOTED, "> 1. Hoeveel? (richtgetal 30)"),
        (Source.BODY, "12 plekken"),
        (Source.QUOTED, "> 2. Wanneer?"),
        (Source.BODY, "1 juli"),
    ]


def test_a_list_with_arrows_in_a_new_mail_is_own() -> None:
    words = own_words("Wij bieden:\n> 5 plekken in Ommen\n> 3 plekken in Beerze", subject="Aanbod Ommen")
    assert "5 plekken" in words
    assert "3 plekken" in words


@pytest.mark.parametrize(
    "line",
    [
        "Van: de 15 woningen zijn er 4 voor statushouders.",
        "Van de 15 woningen zijn er 4 voor statushouders.",
        "Op 28 mei schreef u ons; wij bieden 4 plekken.",
        "Op 1 juli zijn 4 plekken beschikbaar.",
        "Aan: wie kunnen wij dit melden? Wij bieden 4 plekken.",
        "Datum: 1 juli, 4 plekken.",
        "Zie onze reactie: 4 plekken.",
        "Onderwerp: 4 plekken",
    ],
)
def test_sentences_that_look_like_headings_are_own(line: str) -> None:
    assert "4" in own_words(f"Beste VNG,\n\n{line}\n\nDat was het.")


def test_an_answer_right_above_the_heading_is_kept() -> None:
    assert (
        own_words(f"Zie onze reactie: 5 plekken.\n{HEADINGS['outlook']}{HISTORY}")
        == "Zie onze reactie: 5 plekken."
    )


def test_quotations_in_html_are_history() -> None:
    body = (
        "<div>Wij bieden 7 plekken.</div><div>Op do 28 mei 2026 om 16:04 schreef VNG &lt;migratie@vng.nl&gt;:</div>"
        '<blockquote class="gmail_quote"><p>circa 30 plekken</p></blockquote><div>Groeten, Anna</div>'
    )
    assert own_words(body, html=True) == "Wij bieden 7 plekken."


def test_struck_through_words_are_gone() -> None:
    body = "<p>Wij bieden <s>10</s> <span style='text-decoration: line-through'>11</span> <del>12</del> 13 plekken.</p>"
    assert own_words(body, html=True) == "Wij bieden 13 plekken."


SIGNATURES = [
    "Met vriendelijke groet,\n\nAnna Bakker\nBeleidsadviseur\nT 0529 12 34 56",
    "Vriendelijke groeten,\nAnna",
    "Groet, Anna",
    "Groetjes\nAnna",
    "Mvg Anna",
    "M.v.g.,\nAnna",
    "Hoogachtend,\nhet college van Ommen",
    "Mei freonlike groetnis,\nAnna",
    "Kind regards,\nAnna",
    "-- \nAnna Bakker\nGemeente Ommen",
    "Verstuurd vanaf mijn iPhone",
    "Outlook voor Android downloaden",
    "Met groet uit Ommen,\nAnna",
]


@pytest.mark.parametrize("signature", SIGNATURES)
def test_the_signature_is_apart(signature: str) -> None:
    found = passages(parse(mail(f"Wij bieden 7 plekken aan.\n\n{signature}")))
    assert said(found, Source.BODY) == "Wij bieden 7 plekken aan."
    assert said(found, Source.SIGNATURE) == signature.replace("-- \n", "--\n")


@pytest.mark.parametrize(
    "postscript",
    [
        "PS: het kunnen er ook 9 worden.",
        "P.S. graag bellen voor maandag",
        "Ommen 4 plekken\nHardenberg 5 plekken",
        "Ommen\t4\nHardenberg\t5",
        "Kunt u ons ook vertellen wie de kosten betaalt?",
        "Wij horen ook graag van u of wij de huur mogen verlagen voor deze groep mensen.",
    ],
)
def test_what_is_said_below_the_closing_is_own(postscript: str) -> None:
    words = own_words(f"Wij bieden plekken aan.\n\nMet vriendelijke groet,\nAnna Bakker\n\n{postscript}")
    assert postscript in words
    assert "Anna Bakker" not in words


@pytest.mark.parametrize(
    "line",
    [
        "Groet aan de wethouder, wij leveren 15 plekken.",
        "Met dank voor uw brief bieden wij 15 plekken aan.",
        "Groeten zijn er genoeg, plekken niet: wij hebben 15 plekken.",
    ],
)
def test_a_sentence_that_starts_like_a_closing_is_own(line: str) -> None:
    assert "15 plekken" in own_words(f"Beste VNG,\n\n{line}\n\nAnna")


@pytest.mark.parametrize(
    "disclaimer",
    [
        "Disclaimer: dit bericht is alleen voor u. Het kantoor telt 200 bedden.",
        "Dit e-mailbericht is uitsluitend bestemd voor de geadresseerde. Aan dit bericht kunnen geen rechten worden ontleend.",
        "The information in this e-mail message is confidential and intended for the addressee.",
    ],
)
def test_disclaimers_are_apart(disclaimer: str) -> None:
    assert own_words(f"Wij bieden 7 plekken aan.\n\n{disclaimer}") == "Wij bieden 7 plekken aan."


def test_a_banner_of_the_gateway_is_apart() -> None:
    banner = "Let op: deze e-mail komt van buiten de organisatie."
    assert own_words(f"{banner}\n\nWij bieden 7 plekken aan.") == "Wij bieden 7 plekken aan."


FORWARDED = (
    "Van: Piet Smit <p.smit@almere.nl>\nVerzonden: maandag 1 juni 2026 10:00\nAan: Anna Bakker\nOnderwerp: plekken\n\n"
    "Almere levert 12 plekken.\n\nGroet,\nPiet Smit"
)
FROM_VNG = (
    "Van: VNG <migratie@vng.nl>\nVerzonden: donderdag 28 mei 2026\nAan: Gemeenten\nOnderwerp: Ledenbrief\n\n"
    + LETTER
)


@pytest.mark.parametrize(
    "own", ["", "Ter info.", "Zie onder.", "Beste VNG,\n\nHieronder onze reactie.\n\nGroet,\nAnna", "FYI"]
)
def test_a_forward_without_own_words_speaks_for_the_sender(own: str) -> None:
    found = passages(parse(mail(f"{own}\n\n{FORWARDED}", subject="FW: plekken")))
    assert said(found, Source.FORWARDED) == "Almere levert 12 plekken."
    assert "p.smit@almere.nl" in said(found, Source.SIGNATURE)


def test_a_shortened_heading_is_a_forward_too() -> None:
    note = "Onze wethouder vroeg mij dit bij u neer te leggen, het college staat er helemaal achter en ziet het als antwoord."
    found = passages(parse(mail(f"{note}\n\n{FORWARDED}", subject="Doorst.: plekken")))
    assert said(found, Source.FORWARDED) == "Almere levert 12 plekken."


def test_a_forward_with_own_words_is_history() -> None:
    own = (
        "Beste VNG, naar aanleiding van het bericht van onze wethouder "
        "melden wij 9 plekken voor Ommen, met ingang van september."
    )
    found = passages(parse(mail(f"{own}\n\n{FORWARDED}", subject="FW: plekken")))
    assert said(found, Source.FORWARDED) == ""
    assert "12 plekken" in said(found, Source.QUOTED)


@pytest.mark.parametrize(
    "note",
    [
        "Ik weet niet of deze bij u is aangekomen, Anna is op vakantie. Daarom nog een keer.",
        "Mijn collega heeft dit geschreven en zit nu zonder laptop, dus het komt van mijn adres.",
        "De burgemeester liet dit aan u doorzenden. Op 7 juli is het zonder wijziging vastgesteld, zie het als onze bijdrage.",
    ],
)
def test_a_short_note_above_a_forward_passes_it_on(note: str) -> None:
    found = passages(parse(mail(f"{note}\n\n{FORWARDED}", subject="FW: plekken")))
    assert said(found, Source.FORWARDED) == "Almere levert 12 plekken."


@pytest.mark.parametrize(
    "note",
    [
        "Dit gaat helaas niet meer door, de eigenaar heeft zich bedacht.",
        "Het aanbod van mijn collega is ingetrokken, het college wil er niet aan.",
        "Let op: wat er over de locatie staat klopt niet, u hoort nog van ons.",
    ],
)
def test_a_note_that_takes_the_forward_back_does_not(note: str) -> None:
    found = passages(parse(mail(f"{note}\n\n{FORWARDED}", subject="FW: plekken")))
    assert said(found, Source.FORWARDED) == ""
    assert "12 plekken" in said(found, Source.QUOTED)


def test_a_forward_of_our_own_letter_is_history() -> None:
    found = passages(parse(mail(f"Ter info\n\n{FROM_VNG}", subject="FW: Ledenbrief")))
    assert said(found, Source.FORWARDED) == ""
    assert "30 plekken" in said(found, Source.QUOTED)


def test_below_a_forwarded_answer_our_letter_is_history() -> None:
    found = passages(parse(mail(f"Zie onder.\n\n{FORWARDED}\n\n{FROM_VNG}", subject="FW: plekken")))
    assert said(found, Source.FORWARDED) == "Almere levert 12 plekken."
    assert "30 plekken" in said(found, Source.QUOTED)


def test_a_forward_in_gmail_speaks_for_the_sender() -> None:
    body = (
        "---------- Forwarded message ---------\nVan: Piet Smit <p.smit@almere.nl>\nDate: "
        "ma 1 jun 2026 om 10:00\nSubject: x\nTo: <a@ommen.nl>\n\n12 plekken."
    )
    assert said(passages(parse(mail(body, subject="Fwd: x"))), Source.FORWARDED) == "12 plekken."


def test_an_apple_forward_speaks_for_the_sender() -> None:
    body = (
        "Begin doorgestuurd bericht:\n\n> Van: Piet Smit <p.smit@almere.nl>\n> Onderwerp: "
        "x\n> Datum: 1 juni 2026\n> Aan: a@ommen.nl\n>\n> Wij leveren 12 plekken."
    )
    assert "12 plekken" in said(passages(parse(mail(body, subject="Fwd: x"))), Source.FORWARDED)


def test_an_enclosed_mail_speaks_for_the_sender() -> None:
    inner = mail("Almere levert 12 plekken.", sender="Piet <p.smit@almere.nl>").decode()
    raw = (
        "From: a@ommen.nl\r\nSubject: FW: plekken\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        f"--b\r\nContent-Type: text/plain\r\n\r\nTer info\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n{inner}\r\n--b--\r\n"
    ).encode()
    found = passages(parse(raw))
    assert "Almere levert 12 plekken." in said(found, Source.FORWARDED)
    assert "12" not in said(found, Source.BODY)


def test_an_enclosed_mail_of_vng_is_history() -> None:
    inner = mail(LETTER, sender="VNG <migratie@vng.nl>").decode()
    raw = (
        "From: a@ommen.nl\r\nSubject: FW\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        f"--b\r\nContent-Type: text/plain\r\n\r\n7 plekken\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n{inner}\r\n--b--\r\n"
    ).encode()
    found = passages(parse(raw))
    assert said(found, Source.BODY) == "7 plekken"
    assert said(found, Source.FORWARDED) == ""


def test_the_letter_is_known_whatever_its_layout() -> None:
    assert quotes_letter(LETTER)
    assert quotes_letter("> " + LETTER.replace("\n", "\n> ").replace(" ", "  "))
    assert not quotes_letter(
        "Conform uw brief bieden wij circa 15 plekken per gemeente, samen met de K80-gemeenten."
    )


def test_lines_of_the_letter_between_own_words_are_quoted() -> None:
    words = own_words("U schreef:\nK80-gemeenten: circa 2 plekken per gemeente;\n\nWij leveren er 4.")
    assert "circa 2" not in words
    assert "Wij leveren er 4." in words


def test_the_subject_of_an_answer_is_not_the_answer() -> None:
    found = passages(
        parse(mail("Wij maken daar liever vijf plekken van, per september.", subject="RE: 12 plekken"))
    )
    assert said(found, Source.SUBJECT) == ""
    assert (
        said(passages(parse(mail("Zie onderwerp", subject="12 plekken Ommen"))), Source.SUBJECT)
        == "12 plekken Ommen"
    )


@pytest.mark.parametrize(
    ("words", "own"),
    [("Dank voor de bevestiging!", ""), ("Zie onderwerp.", "RE: 12 plekken"), ("", "RE: 12 plekken")],
)
def test_a_short_answer_repeats_its_subject_only_when_it_points_there(words: str, own: str) -> None:
    assert said(passages(parse(mail(words, subject="RE: 12 plekken"))), Source.SUBJECT) == own


ADVERSARIAL = {
    "empty lines": "\n" * 100_000,
    "op": "Op " * 33_000,
    "op lines": "Op 1 mei\n" * 11_000,
    "from lines": "Van: a@b.nl\n" * 8_000,
    "from wide": "Van: " + "a@b.nl " * 14_000,
    "headers": "Van: a@b.nl\nAan: x\n\n" * 5_000,
    "arrows": ">" * 100_000,
    "arrow lines": "> \n" * 33_000,
    "mixed quotes": "> a\nb\n" * 16_000,
    "rules": "-" * 100_000,
    "rule lines": "----------\n" * 9_000,
    "closings": "Met vriendelijke groet,\n" * 4_200,
    "groups": ">>> " * 25_000,
    "at signs": "a@" * 50_000,
    "dots": "a." * 50_000,
    "this mail": "dit e-mail " * 9_000,
    "numbers": "een een een " * 8_000,
    "spaces": " " * 100_000 + "x",
    "wrote": "Op 1 schreef " * 7_500,
    "letter": "vanuit de solidariteitsgedachte " * 3_000,
    "words": "wij " * 25_000,
}


@pytest.mark.parametrize("text", ADVERSARIAL.values(), ids=ADVERSARIAL.keys())
def test_hostile_text_costs_no_more_than_seconds(text: str) -> None:
    parsed = parse(mail(text[:100_000], subject="RE: x"))
    start = time.process_time()
    passages(parsed)
    assert time.process_time() - start < 10
