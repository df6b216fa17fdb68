"""S/MIME in one opaque part (RFC 8551, 3.5.2): what was signed, as it was before signing.

The signature itself is not judged here: who sent a mail is what the own gateway says about it.
"""

import base64
import binascii
import re
import zlib

from asn1crypto import cms

from intake.attachments.limits import LARGEST, UnreadableAttachmentError
from intake.domain import Attachment

_ARMOUR = re.compile(rb"-----(?:BEGIN|END) [A-Z0-9 ]{1,40}-----")
_SEQUENCE = 0x30


def _der(data: bytes) -> bytes:
    """The bytes themselves; some programs leave base64 as it is."""
    if data[:1] and data[0] == _SEQUENCE:
        return data
    try:
        return base64.b64decode(_ARMOUR.sub(b"", data), validate=False)
    except binascii.Error:
        return data


def _inflated(packed: bytes) -> bytes:
    unpacker = zlib.decompressobj()
    found = unpacker.decompress(packed, LARGEST)
    if unpacker.unconsumed_tail:
        raise UnreadableAttachmentError("het bestand is uitgepakt te groot")
    return found


def unpack(data: bytes) -> list[Attachment]:
    """What was signed: a MIME entity. Raises UnreadableAttachmentError for an encrypted or broken one."""
    try:
        envelope = cms.ContentInfo.load(_der(data))
        kind = str(envelope["content_type"].native)
        if "enveloped" in kind or "encrypted" in kind:
            raise UnreadableAttachmentError("het bericht is versleuteld")
        if kind == "signed_data":
            content = envelope["content"]["encap_content_info"]["content"].native
        elif kind == "compressed_data":
            content = _inflated(envelope["content"]["encap_content_info"]["content"].native)
        else:
            content = None
    except (ValueError, TypeError, KeyError, zlib.error) as error:
        raise UnreadableAttachmentError("het is geen leesbaar ondertekend bericht") from error
    if not isinstance(content, bytes):
        raise UnreadableAttachmentError("er zit geen bericht bij de handtekening")
    return [Attachment("bericht.eml", "message/rfc822", content)]
