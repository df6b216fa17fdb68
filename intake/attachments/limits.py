"""How much of an attachment we read, and what a reader says when it cannot."""

LARGEST = 25_000_000
LONGEST_TEXT = 100_000
MOST_PAGES = 60
MOST_ROWS = 3_000
MOST_COLUMNS = 60
MOST_SHEETS = 12
LARGEST_UNPACKED = 150_000_000
LARGEST_RTF = 20_000_000
# Of a zip file, an Outlook item and other files that hold files.
LARGEST_CONTENTS = 40_000_000
MOST_FILES = 50
DEEPEST_CONTAINER = 3
# For all attachments of one mail together, in seconds.
LONGEST_READING = 60.0


class UnreadableAttachmentError(Exception):
    """The reader cannot tell what it says; the message is the reason, a Dutch clause."""


class PartlyReadError(UnreadableAttachmentError):
    """The reader stopped halfway or skipped something; `text` is what it did read, the message says why it is not all."""

    def __init__(self, reason: str, text: str) -> None:
        super().__init__(reason)
        self.text = text


TOO_LONG = "het bestand is te lang om helemaal te lezen"


def whole_or_partly(lines: list[str], more: bool) -> str:
    """The lines as a text. Raises PartlyReadError with them when there are more."""
    text = "\n".join(lines)
    if more:
        raise PartlyReadError(TOO_LONG, text)
    return text
