"""How much of an attachment we read, and what a reader says when it cannot."""

LARGEST = 25_000_000
LONGEST_TEXT = 100_000
MOST_PAGES = 60
MOST_ROWS = 3_000
MOST_COLUMNS = 60
MOST_SHEETS = 12
LARGEST_UNPACKED = 150_000_000


class UnreadableAttachmentError(Exception):
    """The reader cannot tell what it says; the message is the reason, a Dutch clause."""
