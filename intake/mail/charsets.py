"""Bytes to text, when the declared charset is wrong, unknown or absent."""

import codecs

# What mailers write and Python does not know by that name.
_ALIASES = {
    "unicode-1-1-utf-7": "utf-7",
    "utf8mb4": "utf-8",
    "utf-8-sig": "utf-8",
    "ansi": "cp1252",
    "x-unknown": "utf-8",
    "cp-850": "cp850",
    "iso-8859-8-i": "iso-8859-8",
    "ansi_x3.110-1983": "latin-1",
    "x-mac-roman": "mac-roman",
}
# Strict readers of these accept bytes that Windows programs mean as cp1252 (the euro sign, curly quotes).
_REALLY_CP1252 = {"ascii", "iso8859-1"}


def _known(name: str) -> str:
    wanted = name.strip().strip("\"'").lower()
    try:
        found = codecs.lookup(_ALIASES.get(wanted, wanted)).name
    except (LookupError, ValueError):
        return ""
    # Codecs such as base64 or rot13 do not give text from bytes.
    return found if getattr(codecs.lookup(found), "_is_text_encoding", True) else ""


def decode(data: bytes, declared: str | None) -> tuple[str, str]:
    """The text and a Dutch sentence about what was wrong with the charset, or "".

    Valid UTF-8 with non-ASCII characters is UTF-8, whatever an 8-bit charset says: no other text looks like it by accident.
    """
    name = _known(declared) if declared else ""
    unknown = bool(declared) and not name
    if (
        data.isascii()
        and name not in {"utf-7", "iso2022_jp", "iso2022_jp_2", "iso2022_kr", "hz"}
        and "utf-16" not in name
    ):
        defect = f"De tekenset {declared!r} is onbekend; de tekst is als UTF-8 gelezen." if unknown else ""
        return data.decode("ascii"), defect
    chain = ["utf-8", name] if name in _REALLY_CP1252 or name.startswith("cp125") else [name, "utf-8"]
    for candidate in (*chain, "cp1252"):
        codec = "cp1252" if candidate in _REALLY_CP1252 else candidate
        if not codec:
            continue
        try:
            text = data.decode(codec)
        except (UnicodeError, ValueError):
            continue
        if unknown or (name and codec not in {name, "cp1252"}):
            return text, f"De tekenset {declared!r} klopt niet; de tekst is als {codec} gelezen."
        return text, ""
    return data.decode("cp1252", "replace"), "De tekenset klopt niet; een deel van de tekst is onleesbaar."
