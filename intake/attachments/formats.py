"""The table: media type or extension to the reader, and what is no document at all. Add a format here."""

from intake.domain import Attachment

# One row a format: the module that reads it, its extensions, its media types.
_TABLE: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    (
        "txt",
        ("txt", "text", "csv", "tsv", "md", "log"),
        ("text/plain", "text/csv", "text/tab-separated-values"),
    ),
    ("htm", ("htm", "html", "xhtml"), ("text/html", "application/xhtml+xml")),
    (
        "docx",
        ("docx", "docm", "dotx"),
        (
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "application/vnd.ms-word.document.macroenabled.12",
        ),
    ),
    ("pdf", ("pdf",), ("application/pdf", "application/x-pdf")),
    (
        "xlsx",
        ("xlsx", "xlsm"),
        (
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/vnd.ms-excel.sheet.macroenabled.12",
        ),
    ),
    ("rtf", ("rtf",), ("application/rtf", "text/rtf", "text/richtext")),
    (
        "odf",
        ("odt", "ods"),
        ("application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.spreadsheet"),
    ),
)
# The same for files that hold files, or a mail: the module that takes them out.
_CONTAINERS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("unpack_zip", ("zip",), ("application/zip", "application/x-zip-compressed", "application/x-zip")),
    ("unpack_msg", ("msg",), ("application/vnd.ms-outlook", "application/x-msg")),
    ("unpack_tnef", (), ("application/ms-tnef", "application/vnd.ms-tnef")),
    ("unpack_smime", ("p7m", "p7z"), ("application/pkcs7-mime", "application/x-pkcs7-mime")),
)
_TNEF = b"\x78\x9f\x3e\x22"
BY_EXTENSION = {extension: module for module, extensions, _ in _TABLE for extension in extensions}
BY_MEDIA_TYPE = {media_type: module for module, _, media_types in _TABLE for media_type in media_types}

# Parts that are no document: calendars, business cards, signatures, and the reports of mail servers.
_NO_DOCUMENT = (
    "text/calendar",
    "application/ics",
    "text/vcard",
    "text/x-vcard",
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
    "application/pgp-signature",
    "application/pgp-keys",
    "message/delivery-status",
    "message/disposition-notification",
    "message/feedback-report",
    "message/global-",
    "text/css",
    "text/x-amp-html",
    "text/xml-external",
    "message/external-body",
)
_NO_DOCUMENT_EXTENSIONS = {"ics", "vcf", "p7s", "asc", "sig", "css"}
# Logos and icons below a mail are smaller than a photographed or scanned letter.
_LARGEST_DECORATION = 150_000
_LARGEST_INLINE_NAME = 600_000
_INLINE_NAMES = (
    "image0",
    "image1",
    "logo",
    "outlook-",
    "facebook",
    "linkedin",
    "twitter",
    "instagram",
    "bijlage-",
    "banner",
    "icon",
)


def extension_of(name: str) -> str:
    """What stands after the last dot, in lower case."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def reader_of(attachment: Attachment) -> str:
    """The module that reads this attachment, or "". The first bytes go before the name, the name before the media type:

    mailers often say application/octet-stream.
    """
    start = attachment.data[:1024].lstrip()
    if start.startswith(b"%PDF-"):
        return "pdf"
    if start.startswith(b"{\\rtf"):
        return "rtf"
    return BY_EXTENSION.get(extension_of(attachment.name)) or BY_MEDIA_TYPE.get(attachment.media_type, "")


def container_of(attachment: Attachment) -> str:
    """The module that takes the contents out of this attachment, or ""."""
    if attachment.data.startswith(_TNEF):
        return "unpack_tnef"
    if reader_of(attachment):
        return ""
    extension = extension_of(attachment.name)
    for module, extensions, media_types in _CONTAINERS:
        if extension in extensions or attachment.media_type in media_types:
            return module
    return ""


def is_mail(attachment: Attachment) -> bool:
    """Whether it is a mail in a file (.eml), as it stands."""
    return extension_of(attachment.name) == "eml" or attachment.media_type in {
        "message/rfc822",
        "message/global",
    }


def is_decoration(attachment: Attachment) -> bool:
    """Whether nobody would look for a number in it: a logo, a calendar, a business card, a signature."""
    if (
        attachment.media_type.startswith(_NO_DOCUMENT)
        or extension_of(attachment.name) in _NO_DOCUMENT_EXTENSIONS
    ):
        return True
    if not attachment.media_type.startswith("image/") and extension_of(attachment.name) not in {
        "png",
        "jpg",
        "jpeg",
        "gif",
    }:
        return False
    size = len(attachment.data)
    return size < _LARGEST_DECORATION or (
        size < _LARGEST_INLINE_NAME and attachment.name.lower().startswith(_INLINE_NAMES)
    )
