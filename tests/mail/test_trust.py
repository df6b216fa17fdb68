"""Whom we believe: the own gateway alone, and addresses that are what they seem."""

import pytest

from intake.domain import Trust
from intake.mail.parse import parse
from intake.mail.trust import Acquaintances, Claim, trust_of

US = "mx.vng.nl"
DOMAINS = {
    "ommen.nl": "gemeente Ommen",
    "almere.nl": "gemeente Almere",
    "urk.nl": "gemeente Urk",
    "middendrenthe.nl": "gemeente Midden-Drenthe",
    "ijsselland.nl": "Regio IJsselland",
    "vng.nl": "VNG",
}
CIRCLE = Acquaintances((US,), DOMAINS, frozenset({"gmail.com", "ziggo.nl"}))
OMMEN = Claim(("Ommen",), offers=True, own="Ommen", known_body=False)
NOBODY = Claim((), offers=False, own=None, known_body=False)


def ruling(
    *headers: str,
    sender: str = "Anna Bakker <a.bakker@ommen.nl>",
    claim: Claim = OMMEN,
    circle: Acquaintances = CIRCLE,
) -> tuple[Trust, str]:
    raw = "\r\n".join([*headers, f"From: {sender}", "Subject: Aanbod", "", "12 plekken"])
    return trust_of(parse(raw.encode()), circle, claim)


def results(said: str, server: str = US) -> str:
    return f"Authentication-Results: {server}; {said}"


PASS, FAIL = results("dmarc=pass header.from=ommen.nl"), results("dmarc=fail header.from=ommen.nl")
RECEIVED = "Received: from x by mx.vng.nl; Tue, 09 Jun 2026 08:00:00 +0000"


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ([PASS], Trust.VERIFIED),
        ([FAIL], Trust.SUSPICIOUS),
        ([], Trust.UNKNOWN),
        ([results("none")], Trust.UNKNOWN),
        ([results("dmarc=none header.from=ommen.nl")], Trust.UNKNOWN),
        ([results("dmarc=temperror header.from=ommen.nl")], Trust.UNKNOWN),
        ([results("dkim=pass header.d=ommen.nl; spf=none smtp.mailfrom=x.nl")], Trust.VERIFIED),
        ([results("dkim=pass header.i=@post.ommen.nl header.s=a header.b=Ab/9+")], Trust.VERIFIED),
        ([results("spf=pass smtp.mailfrom=a@ommen.nl")], Trust.VERIFIED),
        ([results("spf=pass smtp.mailfrom=a@elders.nl")], Trust.UNKNOWN),
        ([results("spf=softfail smtp.mailfrom=a@ommen.nl")], Trust.UNKNOWN),
        ([results("spf=fail smtp.mailfrom=a@ommen.nl; dkim=none")], Trust.SUSPICIOUS),
        ([results("spf=fail smtp.mailfrom=a@ommen.nl; dkim=pass header.d=ommen.nl")], Trust.VERIFIED),
        ([results("dkim=fail header.d=ommen.nl; spf=pass smtp.mailfrom=ommen.nl; dmarc=pass")], Trust.VERIFIED),
        ([results("dmarc=pass header.from=elders.nl")], Trust.SUSPICIOUS),
        ([results("dmarc=pass (p=REJECT; dmarc=fail) header.from=ommen.nl")], Trust.VERIFIED),
        ([results('spf=none reason="dmarc=pass" smtp.mailfrom=x')], Trust.UNKNOWN),
        ([results("dmarc=pass header.from=ommen.nl", "MX.VNG.nl 1")], Trust.VERIFIED),
        ([results("dkim=pass header.d=x.nl"), PASS], Trust.VERIFIED),
    ],
)  # fmt: skip
def test_what_the_own_gateway_found(headers: list[str], expected: Trust) -> None:
    assert ruling(*headers)[0] is expected


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ([results("dmarc=pass", "mx.elders.nl")], Trust.UNKNOWN),
        ([results("dmarc=pass", "mx.elders.nl"), FAIL], Trust.SUSPICIOUS),
        ([FAIL, results("dmarc=pass", "mx.elders.nl")], Trust.SUSPICIOUS),
        ([FAIL, RECEIVED, PASS], Trust.SUSPICIOUS),
        ([PASS, RECEIVED, FAIL], Trust.VERIFIED),
        ([PASS, FAIL], Trust.SUSPICIOUS),
        ([FAIL, PASS], Trust.SUSPICIOUS),
        ([results("dmarc=pass", "mx.vng.nl.elders.nl")], Trust.UNKNOWN),
        ([results("dmarc=pass", "x-mx.vng.nl")], Trust.UNKNOWN),
        (["Authentication-Results: dmarc=pass header.from=ommen.nl"], Trust.UNKNOWN),
        (["Authentication-Results: mx.vng.nl"], Trust.UNKNOWN),
        (["Authentication-Results: mx.vng.nl; ((((dmarc=pass"], Trust.UNKNOWN),
        (["Authentication-Results: ;;;=;"], Trust.UNKNOWN),
        (["ARC-Authentication-Results: i=1; mx.vng.nl; dmarc=pass"], Trust.UNKNOWN),
        (["X-Authentication-Results: mx.vng.nl; dmarc=pass"], Trust.UNKNOWN),
    ],
)  # fmt: skip
def test_what_others_wrote_is_not_believed(headers: list[str], expected: Trust) -> None:
    assert ruling(*headers)[0] is expected


def test_without_a_configured_gateway_nobody_is_believed() -> None:
    nobody = Acquaintances((), DOMAINS, frozenset())
    assert ruling(PASS, circle=nobody)[0] is Trust.UNKNOWN
    assert ruling(FAIL, circle=nobody)[0] is Trust.UNKNOWN


EXCHANGE = (
    "Authentication-Results: spf=pass (sender IP is 192.0.2.7) smtp.mailfrom=ommen.nl; dkim=pass (signature was verified) "
    "header.d=ommen.nl;dmarc=pass action=none header.from=ommen.nl;compauth=pass reason=100"
)


def test_exchange_online_writes_no_name() -> None:
    exchange = Acquaintances(("exchange-online",), DOMAINS, frozenset())
    assert ruling(EXCHANGE, circle=exchange)[0] is Trust.VERIFIED
    assert ruling(EXCHANGE.replace("dmarc=pass", "dmarc=fail"), circle=exchange)[0] is Trust.SUSPICIOUS
    assert ruling(EXCHANGE.replace("compauth=pass", "compauth=fail"), circle=exchange)[0] is Trust.SUSPICIOUS
    assert ruling(EXCHANGE.replace("=pass", "=fail"), EXCHANGE, circle=exchange)[0] is Trust.SUSPICIOUS
    assert ruling(EXCHANGE)[0] is Trust.UNKNOWN


@pytest.mark.parametrize(
    "domain",
    [
        "onmen.nl", "ommen.com", "ommenn.nl", "0mmen.nl", "ornmen.nl", "оmmen.nl", "xn--mmen-45d.nl", "ömmen.nl",
        "gemeente-ommen.com", "ommen.nl.inloggen.com", "www.ommen.nl.elders.org", "ommen.nl-inloggen.com", "ommen-nl.com",
    ],
)  # fmt: skip
def test_a_domain_that_looks_like_a_known_one(domain: str) -> None:
    claim = Claim(("Ommen",), offers=False, own=None, known_body=False)
    passed = results(f"dmarc=pass header.from={domain}")
    verdict, reason = ruling(passed, sender=f"Anna Bakker <a.bakker@{domain}>", claim=claim)
    assert verdict is Trust.SUSPICIOUS
    assert "lijkt op ommen.nl" in reason


@pytest.mark.parametrize(
    ("domain", "claim"),
    [
        ("post.ommen.nl", OMMEN),
        (
            "midden-drenthe.nl",
            Claim(("Midden-Drenthe",), offers=True, own="Midden-Drenthe", known_body=False),
        ),
        ("zommer.nl", NOBODY),
        ("ons.nl", NOBODY),
        ("ommenaren.nl", NOBODY),
        ("almeer.nl", NOBODY),
    ],
)
def test_a_domain_that_is_merely_another_one(domain: str, claim: Claim) -> None:
    assert ruling(sender=f"A. Bakker <a@{domain}>", claim=claim)[0] is Trust.UNKNOWN


def test_short_names_are_too_near_to_each_other_to_tell() -> None:
    claim = Claim(("Urk",), offers=False, own=None, known_body=False)
    assert ruling(sender="a@erk.nl", claim=claim)[0] is Trust.UNKNOWN


@pytest.mark.parametrize(
    ("sender", "claim", "said"),
    [
        ('"burgemeester@ommen.nl" <x@elders.org>', NOBODY, "toont een adres van een ander domein"),
        ('"Gemeente Ommen (info@ommen.nl)" <x@almere.nl>', OMMEN, "toont een adres"),
        ("Gemeente Ommen <ommen@gmail.com>", Claim(("Ommen",), True, None, False), "privéadres"),
        ("Gemeente Ommen <info@elders.org>", Claim(("Ommen",), True, None, False), "dat wij niet kennen"),
    ],
)
def test_a_name_that_is_not_the_address(sender: str, claim: Claim, said: str) -> None:
    verdict, reason = ruling(sender=sender, claim=claim)
    assert verdict is Trust.SUSPICIOUS
    assert said in reason


@pytest.mark.parametrize(
    ("sender", "claim"),
    [
        ('"a.bakker@ommen.nl" <a.bakker@ommen.nl>', OMMEN),
        ('"A. Bakker a.bakker@gmail.com" <a.bakker@ommen.nl>', OMMEN),
        ("Jan <jan@gmail.com>", Claim((), offers=False, own=None, known_body=False)),
        ("Jan <jan@gmail.com>", Claim(("Ommen",), offers=False, own=None, known_body=False)),
        ("Regio <info@regio-xyz.nl>", Claim(("Ommen",), offers=True, own=None, known_body=True)),
    ],
)
def test_people_with_ordinary_names_and_addresses(sender: str, claim: Claim) -> None:
    assert ruling(sender=sender, claim=claim)[0] is Trust.UNKNOWN


@pytest.mark.parametrize(
    ("reply_to", "expected"),
    [
        ("griffie@ommen.nl", Trust.VERIFIED),
        ("griffie@post.ommen.nl", Trust.VERIFIED),
        ("ommen@zaaksysteem.example", Trust.UNKNOWN),
        ("ommen@gmail.com", Trust.SUSPICIOUS),
        ("griffie@onmen.nl", Trust.SUSPICIOUS),
    ],
)
def test_an_answer_that_goes_elsewhere(reply_to: str, expected: Trust) -> None:
    assert ruling(PASS, f"Reply-To: {reply_to}")[0] is expected


def test_two_senders_in_one_mail_are_one_too_many() -> None:
    assert ruling(PASS, "From: burgemeester@ommen.nl", sender="x@elders.org")[0] is Trust.SUSPICIOUS


def test_no_sender_at_all_is_nobody_we_know() -> None:
    assert trust_of(parse(b"Subject: x\r\n\r\nx"), CIRCLE, NOBODY)[0] is Trust.UNKNOWN
