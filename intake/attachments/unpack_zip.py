"""Zip archives: the files in them."""

import zipfile
import zlib

from intake.attachments.archive import open_archive
from intake.attachments.limits import LARGEST, LARGEST_CONTENTS, MOST_FILES, UnreadableAttachmentError
from intake.domain import Attachment

_ENCRYPTED = 0x1
# What the Finder and Windows add by themselves.
_BYCATCH = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


def unpack(data: bytes) -> list[Attachment]:
    """The files. Raises UnreadableAttachmentError for an encrypted, broken or exploding archive."""
    with open_archive(data) as archive:
        items = [
            item
            for item in archive.infolist()
            if not item.is_dir()
            and not item.filename.startswith(_BYCATCH)
            and not item.filename.endswith(_BYCATCH)
        ]
        if len(items) > MOST_FILES:
            raise UnreadableAttachmentError(f"er zitten meer dan {MOST_FILES} bestanden in")
        if any(item.flag_bits & _ENCRYPTED for item in items):
            raise UnreadableAttachmentError("het bestand is met een wachtwoord beveiligd")
        return _contents(archive, items)


def _contents(archive: zipfile.ZipFile, items: list[zipfile.ZipInfo]) -> list[Attachment]:
    found: list[Attachment] = []
    left = LARGEST_CONTENTS
    for item in items:
        try:
            with archive.open(item) as file:
                # What the archive says about sizes may be a lie; what comes out of it is counted.
                content = file.read(min(LARGEST, left) + 1)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, EOFError) as error:
            raise UnreadableAttachmentError("het bestand is beschadigd") from error
        left -= len(content)
        if left < 0:
            raise UnreadableAttachmentError("het bestand is uitgepakt te groot")
        found.append(
            Attachment(item.filename.replace("\\", "/").rpartition("/")[2] or "bestand", "", content)
        )
    return found
