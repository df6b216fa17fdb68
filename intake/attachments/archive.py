"""Office files are zip files: opened only when unpacking them is affordable."""

import io
import zipfile

from intake.attachments.limits import LARGEST_UNPACKED, UnreadableAttachmentError

# What old Office files start with, and an encrypted .docx or .xlsx: an OLE container around the encrypted package.
OLE = b"\xd0\xcf\x11\xe0"


def open_archive(data: bytes) -> zipfile.ZipFile:
    """The archive. Raises UnreadableAttachmentError for an encrypted, broken or exploding file."""
    if data.startswith(OLE):
        raise UnreadableAttachmentError("het bestand is met een wachtwoord beveiligd of van een oude versie")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise UnreadableAttachmentError("het bestand is beschadigd") from error
    if sum(item.file_size for item in archive.infolist()) > LARGEST_UNPACKED:
        raise UnreadableAttachmentError("het bestand is uitgepakt te groot")
    return archive
