"""What ties a mail to other mail: our tokens in it, its words, and what a mail server returned with it."""

import re
import zlib
from collections.abc import Sequence
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message

from flufl.bounce import all_failures

from intake.domain import ParsedMail, Passage, Source
from intake.mail.conversation import find_tokens
from intake.mail.headers import identifiers, message_id
from intake.ties import Ties

_OWN = frozenset({Source.BODY, Source.FORWARDED, Source.ATTACHMENT})
_WORD = re.compile(r"\w+")
_RUN = 4
_MOST_RUNS = 1_500
_LONGEST_REPORT = 5_000_000
_LONGEST_TEXT = 100_000
_MOST_RECIPIENTS = 20
_FAILED = re.compile(rb"^action:\s*failed", re.IGNORECASE | re.MULTILINE)
_DELAYED = re.compile(rb"^action:\s*(?:delayed|relayed|delivered|expanded)", re.IGNORECASE | re.MULTILINE)
_NO_REPORT = (ValueError, LookupError, TypeError, AttributeError, AssertionError, MessageError)


def ties_of(mail: ParsedMail, found: Sequence[Passage], raw: bytes, *, machine: bool) -> Ties:
    """What ties this mail to others; of a machine's mail also what it returns."""
    returned, recipients, undelivered = _report(mail, raw) if machine else ((), (), False)
    return Ties(_tokens(mail, found), fingerprint(found), returned, recipients, undelivered)


def fingerprint(found: Sequence[Passage]) -> tuple[int, ...]:
    """Hashes of every run of four words that the sender wrote or forwarded: equal for equal words, whatever the layout."""
    text = "\n".join(passage.text for passage in found if passage.source in _OWN)[:_LONGEST_TEXT]
    words = _WORD.findall(text.casefold())
    runs = (" ".join(words[place : place + _RUN]) for place in range(len(words) - _RUN + 1))
    return tuple(sorted({zlib.crc32(run.encode()) for run in runs})[:_MOST_RUNS])


def _tokens(mail: ParsedMail, found: Sequence[Passage]) -> tuple[str, ...]:
    own = "\n".join((mail.subject, *(p.text for p in found if p.source in _OWN)))
    quoted = "\n".join(p.text for p in found if p.source is Source.QUOTED)
    return find_tokens(own) or find_tokens(quoted)


def _report(mail: ParsedMail, raw: bytes) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    """Message-IDs that came back, addresses that were not reached, and whether that is for good."""
    if len(raw) > _LONGEST_REPORT:
        return (), (), False
    ids = [name for nested in mail.nested for name in (nested.message_id, *nested.in_reply_to) if name]
    ids += identifiers(mail.text[:_LONGEST_TEXT])
    try:
        message = message_from_bytes(raw)
        temporary, permanent = all_failures(message)
        ids += _returned_headers(message)
    except _NO_REPORT:
        return tuple(dict.fromkeys(ids)), (), bool(_FAILED.search(raw))
    failed = bool(_FAILED.search(raw)) or (bool(permanent) and not _DELAYED.search(raw))
    names = [name.decode("ascii", "replace").lower() for name in (*permanent, *temporary)]
    return tuple(dict.fromkeys(ids)), tuple(sorted(set(names)))[:_MOST_RECIPIENTS], failed


def _returned_headers(message: Message) -> list[str]:
    """The Message-ID in a part with the headers of the returned mail (RFC 3462), and the original one of a receipt (RFC 8098)."""
    found = []
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "text/rfc822-headers":
            payload = part.get_payload(decode=True)
            inner = message_from_bytes(payload if isinstance(payload, bytes) else b"")
            found.append(str(inner.get("Message-ID", "")))
        elif kind in {"message/disposition-notification", "message/delivery-status"}:
            found += [str(one.get("Original-Message-ID", "")) for one in part.walk()]
        elif kind == "message/rfc822":
            found += [str(one.get("Message-ID", "")) for one in part.walk() if one is not part]
    return [name for value in found if value.strip() and (name := message_id(value))]
