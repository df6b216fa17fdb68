"""Text without what a reader cannot see: control characters, direction overrides, zero-width characters."""

import re
import unicodedata

# Tab and line feed stay. C0, DEL, C1, soft hyphen, zero-width and bidirectional controls go (Unicode TR 36),
# and so do lone surrogates and the two private-use marks with which html.py marks quotations.
_INVISIBLE = (
    "\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
)
QUOTE_OPEN, QUOTE_CLOSE = "\ue000", "\ue001"
_DROP = re.compile(f"[{_INVISIBLE}]")
_DROP_MARKS = re.compile(f"[{QUOTE_OPEN}{QUOTE_CLOSE}]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_BLANK_LINES = re.compile(r"\n{3,}")
_WHITE = re.compile(r"\s+")


def clean_text(text: str, *, keep_marks: bool = False) -> str:
    """Body text with `\\n` as line end, ordinary spaces, and at most one empty line in a row (NFC)."""
    text = _LINE_ENDS.sub("\n", text)
    text = _SPACES.sub(" ", _DROP.sub("", text))
    if not keep_marks:
        text = _DROP_MARKS.sub("", text)
    text = "\n".join(line.rstrip(" \t") for line in text.split("\n"))
    return unicodedata.normalize("NFC", _BLANK_LINES.sub("\n\n", text).strip("\n"))


def one_line(text: str, limit: int = 998) -> str:
    """A header value on one line (RFC 5322, 2.1.1): no control characters, so that nothing can be injected."""
    return unicodedata.normalize(
        "NFC", _WHITE.sub(" ", _DROP.sub("", _SPACES.sub(" ", text))).strip()[:limit]
    )
