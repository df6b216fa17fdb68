"""Envelopes around mails and files, of our own making: S/MIME, winmail.dat, Outlook items."""

import struct
import zlib
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID
from msgforge import Message as OutlookItem

_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
_NAME = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Anna Proef")])
_CERTIFICATE = (
    x509.CertificateBuilder()
    .subject_name(_NAME)
    .issuer_name(_NAME)
    .public_key(_KEY.public_key())
    .serial_number(1)
    .not_valid_before(datetime.now(UTC) - timedelta(days=1))
    .not_valid_after(datetime.now(UTC) + timedelta(days=1))
    .sign(_KEY, hashes.SHA256())
)


def mail(text: str = "", *, subject: str = "Reactie", sender: str = "anna@ommen.nl") -> EmailMessage:
    """A mail with these words."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, "migratie@vng.nl", subject
    made["Message-ID"] = "<envelop@ommen.nl>"
    if text:
        made.set_content(text)
    return made


def with_files(made: EmailMessage, *files: tuple[str, str, bytes]) -> bytes:
    """The mail with these files: name, media type, content."""
    for name, media_type, data in files:
        kind, _, subtype = media_type.partition("/")
        made.add_attachment(data, maintype=kind, subtype=subtype, filename=name)
    return made.as_bytes()


def entity(text: str, *files: tuple[str, str, bytes]) -> bytes:
    """Text and files as a MIME entity, without the headers of a mail."""
    made = EmailMessage()
    made.set_content(text)
    return with_files(made, *files).replace(b"\n", b"\r\n")


def signed(content: bytes) -> bytes:
    """The content with its signature around it (CMS signed-data; RFC 5652)."""
    return (
        pkcs7.PKCS7SignatureBuilder()
        .set_data(content)
        .add_signer(_CERTIFICATE, _KEY, hashes.SHA256())
        .sign(serialization.Encoding.DER, [pkcs7.PKCS7Options.Binary])
    )


def encrypted(content: bytes) -> bytes:
    """The content for somebody else's eyes."""
    return (
        pkcs7.PKCS7EnvelopeBuilder()
        .set_data(content)
        .add_recipient(_CERTIFICATE)
        .encrypt(serialization.Encoding.DER, [pkcs7.PKCS7Options.Binary])
    )


def _der(tag: int, content: bytes) -> bytes:
    size = len(content)
    length = bytes([size]) if size < 128 else bytes([0x84]) + size.to_bytes(4, "big")
    return bytes([tag]) + length + content


def compressed(content: bytes) -> bytes:
    """CMS compressed-data (RFC 3274)."""
    data = _der(0x06, bytes.fromhex("2a864886f70d010701")) + _der(0xA0, _der(0x04, zlib.compress(content)))
    zlib_name = _der(0x30, _der(0x06, bytes.fromhex("2a864886f70d0109100308")))
    body = _der(0x30, _der(0x02, b"\x00") + zlib_name + _der(0x30, data))
    return _der(0x30, _der(0x06, bytes.fromhex("2a864886f70d0109100109")) + _der(0xA0, body))


def smime(content: bytes, kind: str = "signed-data") -> bytes:
    """A mail that is nothing but an S/MIME envelope."""
    made = mail()
    made.set_content(content, maintype="application", subtype="pkcs7-mime", filename="smime.p7m")
    made.set_param("smime-type", kind)
    return made.as_bytes()


def outlook(text: str, *files: tuple[str, bytes], html: str = "", sender: str = "anna@ommen.nl") -> bytes:
    """A .msg file."""
    made = OutlookItem(
        subject="Besluit van het college",
        text_body=text,
        html_body=html or None,
        sender=(sender, "Anna Proef"),
        to=[("migratie@vng.nl", "VNG")],
        sent=datetime(2026, 6, 20, 9, 0, tzinfo=UTC),
    )
    for name, data in files:
        made.attach_bytes(name, data)
    return made.as_bytes()


def _attribute(level: int, name: int, kind: int, data: bytes) -> bytes:
    return struct.pack("<BHHI", level, name, kind, len(data)) + data + struct.pack("<H", sum(data) % 65536)


def winmail(text: str, *files: tuple[str, bytes]) -> bytes:
    """A winmail.dat (MS-OXTNEF) with a text and files."""
    out = struct.pack("<IH", 0x223E9F78, 1)
    out += _attribute(1, 0x9006, 8, struct.pack("<I", 0x10000))
    out += _attribute(1, 0x9007, 6, struct.pack("<II", 1252, 0))
    if text:
        out += _attribute(1, 0x800C, 2, text.encode("cp1252") + b"\x00")
    for name, data in files:
        out += _attribute(2, 0x9002, 6, b"\x01\x00" + b"\xff" * 4 + b"\x00" * 8)
        out += _attribute(2, 0x8010, 1, name.encode("cp1252") + b"\x00")
        out += _attribute(2, 0x800F, 6, data)
    return out
