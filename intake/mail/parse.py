"""Bytes to a ParsedMail: the only door to mail-parser (which reads the address and date headers; see headers.py).

The body is found by a walk of our own: mail-parser mixes the text of enclosed mails with the text of the sender.
"""

import email
from email.message import Message

from intake.domain import ParsedMail
from intake.errors import UnreadableMessageError
from intake.mail.cleaning import clean_text, one_line
from intake.mail.headers import Envelope, identifiers, message_id, read_headers
from intake.mail.html import html_to_text, says_more_than_plain
from intake.mail.mime import Block, Parts, walk
from intake.mail.shallow import SENTENCE, is_too_much, read_shallow

LONGEST_TEXT = 200_000
_MOST_REFERENCES = 200
_DEEPEST_NESTED = 5
_STUB_WORDS = 25


def _is_stub(plain: str, html_text: str) -> bool:
    """Whether the plain twin only says that there is HTML: a few words beside a real text."""
    words = len(plain.split())
    return words < _STUB_WORDS and len(html_text.split()) > 3 * words + _STUB_WORDS


def _block_text(block: Block) -> str:
    plain = clean_text(block.plain[: 4 * LONGEST_TEXT])
    if not block.html or (len(plain) > LONGEST_TEXT):
        return plain
    if plain and not says_more_than_plain(block.html) and len(plain.split()) >= _STUB_WORDS:
        return plain
    html_text = html_to_text(block.html)
    if not plain or (html_text and says_more_than_plain(block.html)):
        return html_text
    return html_text if _is_stub(plain, html_text) else plain


def _body(blocks: list[Block], parts: Parts) -> tuple[str, str]:
    texts: list[str] = []
    seen: set[str] = set()
    total = 0
    for block in blocks:
        text = _block_text(block)
        key = "".join(text.split())
        # Some programs send the same words twice, as plain text and as HTML, without saying that they are twins.
        if not key or key in seen:
            continue
        seen.add(key)
        texts.append(text)
        total += len(text)
        if total > LONGEST_TEXT:
            parts.defect(f"De tekst is langer dan {LONGEST_TEXT} tekens; de rest is niet gelezen.")
            break
    html = "\n".join(block.html for block in blocks if block.html)
    return "\n\n".join(texts)[:LONGEST_TEXT], html[: 10 * LONGEST_TEXT]


def _nested(parts: Parts, depth: int) -> tuple[ParsedMail, ...]:
    if parts.nested and depth >= _DEEPEST_NESTED:
        parts.defect(f"Er zitten meer dan {_DEEPEST_NESTED} mails in elkaar; de binnenste zijn niet gelezen.")
        return ()
    return tuple(_take_apart(message, (), depth + 1) for message in parts.nested[:20])


def _take_apart(message: Message, defects: tuple[str, ...], depth: int) -> ParsedMail:
    parts = Parts(defects=list(defects))
    text, html = _body(walk(message, parts), parts)
    nested = _nested(parts, depth)
    headers = read_headers(message)
    first = dict(reversed(headers))
    envelope = Envelope(message)
    for name, label in (("from", "afzenders"), ("subject", "onderwerpen"), ("message-id", "kenmerken")):
        if sum(1 for key, _ in headers if key == name) > 1:
            parts.defect(f"De mail heeft meer dan één kop met {label}.")
    if envelope.sender is None:
        parts.defect("De mail heeft geen leesbare afzender.")
    return ParsedMail(
        message_id=message_id(first.get("message-id", "")),
        in_reply_to=identifiers(first.get("in-reply-to", ""))[:_MOST_REFERENCES],
        references=identifiers(first.get("references", ""))[-_MOST_REFERENCES:],
        subject=one_line(first.get("subject", "")),
        sender=envelope.sender,
        reply_to=envelope.reply_to,
        to=envelope.to,
        cc=envelope.cc,
        date=envelope.date,
        headers=headers,
        content_type=one_line(message.get_content_type(), 100),
        text=text,
        html=html,
        attachments=tuple(parts.attachments),
        nested=nested,
        defects=tuple(parts.defects),
    )


def parse(raw: bytes) -> ParsedMail:
    """Takes a mail apart, however broken it is; what was wrong stands in `defects`.

    Raises UnreadableMessageError when there is nothing to read at all.
    """
    if not raw.strip(b"\x00 \t\r\n"):
        raise UnreadableMessageError(
            "De mail is leeg: er zijn geen koppen en er is geen tekst. Bekijk het bronbericht."
        )
    if not is_too_much(raw):
        try:
            return _take_apart(email.message_from_bytes(raw), (), 0)
        except (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError):
            pass  # The parser itself stumbled; the shallow way below asks less of it.
    try:
        return _take_apart(read_shallow(raw), (SENTENCE,), 0)
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError) as error:
        raise UnreadableMessageError(
            "De mail is zo kapot dat er niets van te lezen is. Bekijk het bronbericht."
        ) from error
