"""An endless stream of mails, no two alike: people of every municipality, machines among them, and letters that come twice."""

import random
from collections.abc import Iterator

from intake.content import rules_dir
from intake.extraction.gazetteer import load_gazetteer
from tests.acceptance.harness import MIGRATIE, TEAM
from tests.acceptance.test_kill import Mail

_ASKS = (
    (MIGRATIE, "Aanbod", "De gemeente {town} biedt {number} extra plekken aan voor statushouders."),
    (MIGRATIE, "Extra plekken", "Wij kunnen in {town} {number} extra plekken aanbieden, in gewone woningen."),
    (MIGRATIE, "Vraag over de kosten", "Wie betaalt de inrichting van de woningen in {town}?"),
    (MIGRATIE, "Vraag", "Geldt de vergoeding ook voor plekken die {town} al eerder heeft gemeld?"),
    (
        TEAM,
        "Verzoek om ondersteuning",
        "Wij verzoeken u om ondersteuning bij de communicatie met omwonenden in {town}.",
    ),
    (TEAM, "Hulp gevraagd", "Graag ondersteuning bij de communicatie over de opvang in {town}."),
)
_ABSENT = "Ik ben afwezig tot en met vrijdag en lees uw bericht daarna."
_SYLLABLES = (
    "ba be bo da de do ga ge go la le lo ma me mo na ne no ra re ro sa se so ta te to va ve vo".split()
)
_MACHINES, _COPIES, _NEAR = 0.12, 0.08, 30


def stream(count: int, seed: int = 1) -> Iterator[Mail]:
    """`count` deliveries, the same ones for the same seed. A copy comes soon after its letter, in either mailbox."""
    chance = random.Random(seed)
    towns = sorted(set(load_gazetteer(rules_dir()).domains.values()))
    lately: list[Mail] = []
    for number in range(count):
        if lately and chance.random() < _COPIES:
            old = chance.choice(lately)
            yield Mail(chance.choice([MIGRATIE, TEAM]), old.data, old.message_id, old.person, copy=True)
            continue
        mail = _mail(number, chance, towns)
        lately = [*lately[1 - _NEAR :], mail]
        yield mail


def _mail(number: int, chance: random.Random, towns: list[str]) -> Mail:
    person = chance.random() > _MACHINES
    mailbox, subject, words = chance.choice(_ASKS)
    town, name = chance.choice(towns), f"<stroom.{number}@gemeente.example>"
    ask = words.format(town=town, number=chance.randint(2, 40)) if person else _ABSENT
    lines = [
        f"From: =?utf-8?q?Jo_Jansen?= <jo@afdeling{number}.example>",
        f"To: {mailbox}",
        f"Delivered-To: {mailbox}",
        f"Subject: {subject if person else 'Automatisch antwoord'} {number}",
        f"Message-ID: {name}",
        "Date: Mon, 01 Jun 2026 10:00:00 +0200",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        *(() if person else ("Auto-Submitted: auto-replied",)),
        "",
        "Geachte collega's,",
        "",
        ask,
        "",
        # Words that nobody has seen before: whatever remembers words grows with them.
        f"Dit gaat over het dossier {_words(chance, 30)}.",
        "",
        "Met vriendelijke groet,",
        "Jo Jansen",
        "",
    ]
    return Mail(mailbox, "\r\n".join(lines).encode(), name, person)


def _words(chance: random.Random, count: int) -> str:
    return " ".join("".join(chance.choices(_SYLLABLES, k=chance.randint(2, 5))) for _ in range(count))
