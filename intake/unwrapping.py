"""Takes mails out of their envelopes: what was signed, what Outlook packed, what lies in a zip file, mails sent as files.

What wraps the mail itself (S/MIME, winmail.dat) is put in its place; a mail that came as a file keeps its own words apart.
"""

from dataclasses import dataclass, field, replace

from intake.attachments import doubt_about, read_attachments, unpack
from intake.attachments.formats import BY_EXTENSION, container_of, extension_of, is_mail
from intake.attachments.limits import DEEPEST_CONTAINER, LARGEST_CONTENTS
from intake.domain import Attachment, ParsedMail, Passage, Source
from intake.errors import UnreadableMessageError
from intake.mail.parse import parse
from intake.mail.quoting import passages

_MOST_OPENED = 20
_MOST_FILES = 200
_MOST_BYTES = 2 * LARGEST_CONTENTS
_OURS = ("@vng.nl", ".vng.nl")
_AROUND_THE_MAIL = ("unpack_smime", "unpack_tnef")
_TOO_DEEP = "er zitten te veel bestanden in elkaar"
# Without a sender of its own, the parser would count its absence as a defect of the mail around it.
_NOBODY = b"From: <niemand@invalid>\r\n"


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """The mail with its own words and files; mails that came as files, by name; a doubt for what stays closed."""

    mail: ParsedMail
    enclosed: tuple[tuple[str, ParsedMail], ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(slots=True)
class _Table:
    """What lies on the table while envelopes are opened."""

    mail: ParsedMail
    files: list[Attachment] = field(default_factory=list)
    enclosed: list[tuple[str, ParsedMail]] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    envelope_only: bool = False
    opened: int = 0
    bytes_left: int = _MOST_BYTES

    def put(self, attachment: Attachment, depth: int) -> None:
        """Opens an attachment where it holds something, else keeps it."""
        container = container_of(attachment)
        closed = self.envelope_only and container not in _AROUND_THE_MAIL
        if closed or not (container or is_mail(attachment)):
            self.files.append(attachment)
        elif depth >= DEEPEST_CONTAINER or self.opened >= _MOST_OPENED or len(self.files) > _MOST_FILES:
            self.doubts.append(doubt_about(attachment.name, _TOO_DEEP))
        elif not container:
            self._enclose(attachment.name, attachment.data, depth)
        else:
            self._open(attachment, container, depth)

    def _open(self, attachment: Attachment, container: str, depth: int) -> None:
        self.opened += 1
        found, doubt = unpack(container, attachment)
        self.bytes_left -= sum(len(file.data) for file in found)
        if self.bytes_left < 0:
            found, doubt = (), doubt_about(attachment.name, "het bestand is uitgepakt te groot")
        if doubt:
            self._closed(container, doubt)
        for file in found:
            if container == "unpack_zip":
                self.put(replace(file, name=f"{attachment.name}: {file.name}"[-160:]), depth + 1)
            elif container == "unpack_msg":
                self._enclose(attachment.name, file.data, depth)
            elif container == "unpack_smime" and (name := _signed_file(attachment.name)):
                self.put(Attachment(name, "", file.data), depth + 1)
            else:
                self._merge(file.data, depth, container == "unpack_smime")

    def _closed(self, container: str, doubt: str) -> None:
        if container == "unpack_smime" and not self.mail.text.strip():
            # There is nothing else in such a mail, so nobody may pass it by.
            self.mail = replace(self.mail, defects=(*self.mail.defects, _sentence(doubt)))
        else:
            self.doubts.append(doubt)

    def _enclose(self, name: str, data: bytes, depth: int) -> None:
        try:
            inner = parse(data)
        except UnreadableMessageError:
            self.doubts.append(doubt_about(name, "het is geen leesbare mail"))
            return
        self.enclosed.append((name, inner))
        self._files_of(inner, depth + 1)

    def _files_of(self, inner: ParsedMail, depth: int) -> None:
        if is_ours(inner):
            return
        for file in inner.attachments:
            self.put(file, depth)
        for nested in inner.nested:
            self.enclosed.append((nested.subject or "bijgesloten mail", nested))
            self._files_of(nested, depth + 1)

    def _merge(self, entity: bytes, depth: int, signed: bool) -> None:
        """The content takes the place of its envelope; words that the mail already says are not said twice."""
        inner = parse(_NOBODY + entity)
        mail = self.mail
        if not mail.text.strip():
            mail = replace(mail, text=inner.text, html=inner.html, content_type=inner.content_type)
        elif signed and _letters(inner.text) not in _letters(mail.text):
            # A gateway put its own lines below the envelope.
            mail = replace(mail, text=f"{inner.text}\n\n{mail.text}")
        defects = tuple(dict.fromkeys((*mail.defects, *inner.defects)))
        self.mail = replace(mail, nested=(*mail.nested, *inner.nested), defects=defects)
        for file in inner.attachments:
            self.put(file, depth + 1)


def _letters(text: str) -> str:
    return "".join(text.split())


def _signed_file(name: str) -> str:
    """The name of a document that was signed by itself (brief.pdf.p7m), or ""."""
    stem = name.rpartition(".")[0]
    return stem if extension_of(stem) in BY_EXTENSION else ""


def _sentence(doubt: str) -> str:
    return f"De mail zelf is niet te lezen ({doubt.partition(': ')[2].rstrip('.')})."


def is_ours(mail: ParsedMail) -> bool:
    """Whether VNG wrote it: then no number in it is an offer."""
    return mail.sender is not None and mail.sender.email.endswith(_OURS)


def unwrap(mail: ParsedMail) -> Unwrapped:
    """Opens every envelope, within limits; what stays closed becomes a doubt. Never raises on the content."""
    table = _Table(mail)
    for attachment in mail.attachments:
        table.put(attachment, 0)
    # A bounce returns what somebody else wrote.
    if not mail.content_type.startswith("multipart/report"):
        for nested in table.mail.nested:
            for file in () if is_ours(nested) else nested.attachments:
                table.put(file, 1)
    whole = replace(table.mail, attachments=tuple(table.files[:_MOST_FILES]))
    return Unwrapped(whole, tuple(table.enclosed), tuple(table.doubts))


def readable(raw: bytes) -> ParsedMail:
    """A mail as a person reads it: out of its own envelope, with the files that came along as they are.

    Raises UnreadableMessageError.
    """
    table = _Table(parse(raw), envelope_only=True)
    for attachment in table.mail.attachments:
        table.put(attachment, 0)
    return replace(table.mail, attachments=tuple(table.files))


def _from_file(name: str, inner: ParsedMail) -> list[Passage]:
    own = Source.QUOTED if is_ours(inner) else Source.ATTACHMENT
    return [
        passage
        if passage.source in {Source.SIGNATURE, Source.QUOTED}
        else Passage(passage.text, own, name if own is Source.ATTACHMENT else "")
        for passage in passages(inner)
    ]


def passages_of(unwrapped: Unwrapped) -> tuple[tuple[Passage, ...], tuple[str, ...]]:
    """Every stretch of text with its source, attachments included; and a doubt for each attachment that stays closed."""
    found = [*passages(unwrapped.mail)]
    doubts = [*unwrapped.doubts]
    for name, inner in unwrapped.enclosed:
        found += _from_file(name, inner)
    for attachment, read in read_attachments(unwrapped.mail.attachments):
        found += [Passage(read.text, Source.ATTACHMENT, attachment.name)] if read.text.strip() else []
        doubts += [read.doubt] if read.doubt else []
    return tuple(found), tuple(dict.fromkeys(doubts))
