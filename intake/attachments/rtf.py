"""Rich Text Format: the visible text. Control words that do not change the text are skipped."""

import re

from intake.attachments.limits import UnreadableAttachmentError

_TOKEN = re.compile(
    rb"\\(?P<word>[a-z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<symbol>[^a-z])|"
    rb"(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)|[\r\n]+",
    re.S,
)
_SKIPPED = {
    b"fonttbl",
    b"colortbl",
    b"stylesheet",
    b"info",
    b"pict",
    b"object",
    b"themedata",
    b"datastore",
    b"listtable",
    b"listoverridetable",
    b"generator",
    b"xmlnstbl",
    b"latentstyles",
    b"rsidtbl",
    b"fldinst",
    b"deleted",
}
_BREAKS = {
    b"par": "\n",
    b"line": "\n",
    b"row": "\n",
    b"cell": "\t",
    b"tab": "\t",
    b"sect": "\n",
    b"page": "\n",
}
_QUOTES = {
    b"lquote": "‘",
    b"rquote": "’",
    b"ldblquote": "“",
    b"rdblquote": "”",
    b"endash": "–",
    b"emdash": "—",
    b"bullet": "•",
}
_SYMBOLS = {b"~": " ", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}"}


class _Reader:
    """Keeps, per group, whether its text is seen."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.hidden = [False]
        self.to_skip = 0

    def write(self, text: str) -> None:
        if not self.hidden[-1]:
            self.out.append(text)

    def character(self, text: str) -> None:
        """One character, unless it only repeats a \\u character for old programs."""
        if self.to_skip:
            self.to_skip -= 1
        else:
            self.write(text)

    def word(self, word: bytes, number: int | None) -> None:
        if word in _SKIPPED:
            self.hidden[-1] = True
        elif word in {b"strike", b"striked", b"v"}:
            self.hidden[-1] = number != 0
        elif word == b"plain" and len(self.hidden) < 3:
            self.hidden[-1] = False
        elif word == b"u" and number is not None:
            self.write(chr(number % 65536) if not 0xD800 <= number % 65536 <= 0xDFFF else "")
            self.to_skip = 1
        elif word in _BREAKS or word in _QUOTES:
            self.write(_BREAKS.get(word) or _QUOTES[word])


def read(data: bytes) -> str:
    """The text. Raises UnreadableAttachmentError when it is no RTF."""
    if not data.lstrip().startswith(b"{\\rtf"):
        raise UnreadableAttachmentError("het is geen leesbaar RTF-bestand")
    reader = _Reader()
    for token in _TOKEN.finditer(data):
        if token["brace"] == b"{":
            reader.hidden.append(reader.hidden[-1])
        elif token["brace"] == b"}":
            if len(reader.hidden) > 1:
                reader.hidden.pop()
        elif token["word"]:
            reader.word(token["word"], int(token["number"]) if token["number"] else None)
        elif token["hex"]:
            reader.character(bytes.fromhex(token["hex"].decode()).decode("cp1252", "replace"))
        elif token["symbol"] == b"*":
            reader.hidden[-1] = True
        elif token["symbol"]:
            reader.write(_SYMBOLS.get(token["symbol"], ""))
        elif token["text"]:
            text = token["text"].decode("cp1252", "replace")
            reader.write(text[reader.to_skip :])
            reader.to_skip = 0
    return "".join(reader.out)
