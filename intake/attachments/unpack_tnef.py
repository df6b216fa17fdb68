"""Outlook's own envelope around a mail and its files (winmail.dat; MS-OXTNEF)."""

import logging
import struct

from tnefparse.tnef import TNEF

from intake.attachments import txt
from intake.attachments.as_mail import Item, as_message
from intake.attachments.limits import DEEPEST_CONTAINER, UnreadableAttachmentError
from intake.domain import Attachment

logging.getLogger("tnefparse").setLevel(logging.CRITICAL)


def _text(value: object) -> str:
    first = value[0] if isinstance(value, list | tuple) and value else value
    if isinstance(first, bytes):
        return txt.read(first).rstrip("\x00")
    return str(first or "").rstrip("\x00")


def _packed(tnef: TNEF) -> bytes:
    value = tnef._rtfbody
    return bytes(value) if isinstance(value, bytes) else b""


def _item(tnef: TNEF, depth: int) -> Item:
    subject = next((_text(one.data) for one in tnef.msgprops if one.name == TNEF.ATTSUBJECT), "")
    item = Item({"Subject": subject}, _text(tnef.body), _text(tnef.htmlbody), _packed(tnef))
    for file in tnef.attachments:
        inner = getattr(file, "embed", None)
        if inner is None:
            item.files.append((_text(file.long_filename()) or "bijlage", "", bytes(file.data)))
        elif depth < DEEPEST_CONTAINER:
            item.enclosed.append(_item(inner, depth + 1))
    return item


def unpack(data: bytes) -> list[Attachment]:
    """What it holds, as one mail. Raises UnreadableAttachmentError when it is no TNEF."""
    try:
        item = _item(TNEF(data, do_checksum=False), 0)
    except (ValueError, LookupError, TypeError, AttributeError, struct.error, UnboundLocalError) as error:
        raise UnreadableAttachmentError("het is geen leesbaar winmail.dat") from error
    return [Attachment("bericht.eml", "message/rfc822", as_message(item).as_bytes())]
