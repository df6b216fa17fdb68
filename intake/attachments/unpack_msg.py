"""Outlook items in a file of their own (.msg; MS-OXMSG)."""

import struct
from email.parser import HeaderParser

from olefile import OleFileIO
from oxmsg.attachment import Attachment as File
from oxmsg.domain import constants as pid
from oxmsg.properties import Properties
from oxmsg.storage import Storage

from intake.attachments.as_mail import Item, as_message
from intake.attachments.limits import DEEPEST_CONTAINER, UnreadableAttachmentError
from intake.domain import Attachment

_EMBEDDED = "__substg1.0_3701000D"
# Where the properties begin, in a file and in a message inside a message (MS-OXMSG, 2.4.1).
_OF_FILE, _OF_EMBEDDED = 32, 24


def _sender(known: Properties) -> str:
    headers = HeaderParser().parsestr(known.str_prop_value(pid.PID_TRANSPORT_MESSAGE_HEADERS) or "")
    if headers["from"]:
        return str(headers["from"])
    name = known.str_prop_value(pid.PID_SENDER_NAME) or known.str_prop_value(pid.PID_SENT_REPRESENTING_NAME)
    address = known.str_prop_value(pid.PID_SENDER_SMTP_ADDRESS) or known.str_prop_value(
        pid.PID_SENDER_EMAIL_ADDRESS
    )
    # Inside Exchange an address may be a path of the directory, which is no mail address.
    return f'"{(name or "").replace(chr(34), "")}" <{address}>' if address and "@" in address else ""


def _html(known: Properties) -> str:
    if data := known.binary_prop_value(pid.PID_HTML):
        return data.decode(known.body_encoding, "replace")
    return known.str_prop_value(pid.PID_BODY_HTML) or ""


def _item(storage: Storage, header: int, depth: int) -> Item:
    known = Properties(storage, header)
    sent = known.date_prop_value(pid.PID_CLIENT_SUBMIT_TIME)
    item = Item(
        headers={
            "From": _sender(known),
            "Subject": known.str_prop_value(pid.PID_SUBJECT) or "",
            "Date": sent.strftime("%a, %d %b %Y %H:%M:%S +0000") if sent else "",
            "Message-ID": known.str_prop_value(pid.PID_INTERNET_MESSAGE_ID) or "",
        },
        text=known.str_prop_value(pid.PID_BODY) or "",
        html=_html(known),
        rtf=known.binary_prop_value(pid.PID_RTF_COMPRESSED) or b"",
    )
    for attached in storage.iter_attachment_storages():
        inner = next((one for one in attached.storages if one.name == _EMBEDDED), None)
        if inner is None:
            file = File(attached)
            item.files.append((file.file_name or "bijlage", file.mime_type or "", file.file_bytes or b""))
        elif depth < DEEPEST_CONTAINER:
            item.enclosed.append(_item(inner, _OF_EMBEDDED, depth + 1))
    return item


def unpack(data: bytes) -> list[Attachment]:
    """The item as one mail. Raises UnreadableAttachmentError when it is no Outlook item."""
    try:
        with OleFileIO(data) as file:
            item = _item(Storage.from_ole(file), _OF_FILE, 0)
    except (ValueError, LookupError, OSError, struct.error, AssertionError) as error:
        raise UnreadableAttachmentError("het is geen leesbaar Outlook-bericht") from error
    return [Attachment("bericht.eml", "message/rfc822", as_message(item).as_bytes())]
