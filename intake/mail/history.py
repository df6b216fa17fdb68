"""Where the sender's own words end and the history of the conversation starts.

Works line by line with patterns that cannot backtrack far: the sender chooses the input.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

_WIDEST = 600
_FIRST = r"Van|From|Von|De|Fra|Afzender"
_OTHERS = r"Verzonden|Sent|Gesendet|Envoyé|Datum|Date|Aan|To|An|À|Onderwerp|Subject|Betreff|Objet|CC|Kopie|Ontvangen"
_FROM_LINE = re.compile(rf"^[*_ ]{{0,3}}(?:{_FIRST})[*_ ]{{0,3}}:[*_ ]{{0,3}}(?P<value>.{{0,500}})$", re.I)
_OTHER_LINE = re.compile(rf"^[*_ ]{{0,3}}(?P<name>{_OTHERS})[*_ ]{{0,3}}:", re.I)
_ON_ONE_LINE = re.compile(
    r"\b(Verzonden|Sent|Gesendet|Datum|Date|Aan|To|An|Onderwerp|Subject|Betreff)\b ?:", re.I
)
_SEPARATOR = re.compile(
    r"^[-_*=> ]{0,40}(?P<kind>(?:Oorspronkelijk|Origineel|Original|Ursprüngliche|Doorgestuurd|Begin doorgestuurd|"
    r"Forwarded|Begin forwarded|Weitergeleitete|Anfang der weitergeleiteten|Message transféré)"
    r" ?(?:bericht|message|Nachricht|e-?mail)?(?: (?:van|from|door|by) .{0,200})?)[-_*=: ]{0,40}$",
    re.I,
)
_RULE = re.compile(r"^(?:_{10,80}|-{10,80}|={10,80})$")
_FORWARDING = re.compile(r"doorgestuurd|forwarded|weitergeleitet|transféré", re.I)
_OPENING = re.compile(
    r"^(?:Op|On|Am|Le|El|Il) (?=.{0,200}(?:\d|gisteren|vandaag|yesterday))|^20\d\d-\d\d-\d\d \d|^.{1,120}> ?schreef op ",
    re.I,
)
_ENDING = re.compile(
    r"(?:(?:schreef|wrote|schrieb|geschreven|a écrit|het volgende|escribió)\b.{0,200}:|"
    r"schreef op .{6,60}:|<[^<>\s]{3,200}@[^<>\s]{3,200}>:)[ *_]{0,3}$",
    re.I,
)
_WROTE = re.compile(r"\b(?:schreef|wrote|schrieb|geschreven|écrit)\b", re.I)
_GROUPWISE = re.compile(r"^>{3} .{1,300}\d{1,2}[-/.:]\d{1,2}.{0,40}(?:>{3}|:)? ?$")
# We ourselves, named at the head of what we wrote: nobody opens their own words with that, so it needs no date below it.
_OURS = re.compile(r"^[^:;!?]{0,60}\bVNG\b[^:;!?]{0,40}$")
_BY_US = re.compile(
    r"^[*_ ]{0,3}(?:de )?VNG(?: (?:[|/-] )?\w{3,20})?(?: schreef| antwoordde)?[*_ ]{0,3}:$", re.I
)
_ADDRESS = re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")


class Kind(StrEnum):
    """Why the history starts here: an answer, a forward, or a header block that does not say which."""

    REPLY = "reply"
    FORWARD = "forward"
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True)
class Start:
    """The history starts at line `first`; its text starts at `text` (after the header block); `author` as it is named."""

    first: int
    text: int
    kind: Kind
    author: str


def is_quoted(line: str) -> bool:
    """Whether the line carries the quotation mark of RFC 3676, 4.5 (and is no GroupWise heading)."""
    return line.startswith(">") and not _GROUPWISE.match(line[:_WIDEST])


def _next_filled(lines: list[str], index: int, reach: int) -> list[int]:
    return [i for i in range(index, min(index + reach, len(lines))) if lines[i].strip()]


def _header_block(lines: list[str], index: int) -> Start | None:
    """Van/Verzonden/Aan/Onderwerp below each other, or all on one line; at least two of them besides Van."""
    line = lines[index].strip()[:_WIDEST]
    opening = _FROM_LINE.match(line)
    if not opening:
        return None
    value = opening.group("value")
    on_line = {name.lower() for name in _ON_ONE_LINE.findall(value)}
    if len(on_line) >= 2:
        return Start(index, index + 1, Kind.UNSAID, _ON_ONE_LINE.split(value)[0].strip())
    names: set[str] = set()
    last = index
    for i in _next_filled(lines, index + 1, 12):
        found = _OTHER_LINE.match(lines[i].strip()[:_WIDEST])
        if found:
            names.add(found.group("name").lower())
            last = i
        # Long lists of receivers wrap over lines; a line that is no header after two headers ends the block.
        elif len(names) >= 2 and not _ADDRESS.search(lines[i]):
            break
    enough = len(names) >= 2 or (len(names) == 1 and _ADDRESS.search(value) is not None)
    return Start(index, last + 1, Kind.UNSAID, value.strip()) if enough else _ours(lines, index, value)


def _ours(lines: list[str], index: int, author: str) -> Start | None:
    """ "Van: VNG | Migratie" with a date below it or nothing: what somebody left of our heading when they cut it short."""
    if not _OURS.match(author.strip()):
        return None
    text = index + 1
    while text < len(lines) and _OTHER_LINE.match(lines[text].strip()[:_WIDEST]):
        text += 1
    return Start(index, text, Kind.REPLY, author.strip())


def _separator(lines: list[str], index: int) -> Start | None:
    line = lines[index].strip()[:_WIDEST]
    found = _SEPARATOR.match(line)
    if not found and not _RULE.match(line):
        return None
    if found and not (
        line.startswith(("-", "_", "*", "=")) or line.endswith(":") or found.group("kind").endswith("bericht")
    ):
        return None
    kind = Kind.FORWARD if found and _FORWARDING.search(line) else Kind.REPLY if found else Kind.UNSAID
    for i in _next_filled(lines, index + 1, 6)[:2]:
        block = _header_block(lines, i)
        if block:
            return Start(index, block.text, kind, block.author)
        if is_quoted(lines[i]):
            return Start(index, i, kind, "")
    marked = line.startswith(("--", "__", "**", "==")) and line.endswith(("--", "__", "**", "==", ":"))
    return Start(index, index + 1, kind, "") if found and marked else None


def _attribution(lines: list[str], index: int) -> Start | None:
    """ "Op … schreef X <y>:", also wrapped over three lines."""
    first = lines[index].lstrip("> ")[:_WIDEST]
    if not _OPENING.match(first):
        return None
    joined = ""
    for taken, i in enumerate(_next_filled(lines, index, 5)[:4]):
        joined = f"{joined} {lines[i].lstrip('> ').strip()[:_WIDEST]}".strip()
        if _ENDING.search(joined[-300:]):
            has_writer = _WROTE.search(joined) is not None
            if has_writer or (taken == 0 and _ADDRESS.search(joined)):
                return Start(index, i + 1, Kind.REPLY, joined)
        if len(joined) > _WIDEST:
            break
    return None


def history_at(lines: list[str], index: int) -> Start | None:
    """The start of history at this very line, or None."""
    line = lines[index].strip()
    if not line:
        return None
    if _GROUPWISE.match(line[:_WIDEST]):
        return Start(index, index + 1, Kind.REPLY, line.strip("> "))
    if _BY_US.match(line[:_WIDEST]):
        return Start(index, index + 1, Kind.REPLY, line.strip("*_: "))
    return _separator(lines, index) or _header_block(lines, index) or _attribution(lines, index)


def author_address(author: str) -> str:
    """The e-mail address in a heading such as "Jan Smit <j.smit@ommen.nl>", in lower case, or the empty string."""
    found = _ADDRESS.search(author)
    return found.group().lower() if found else ""
