"""Whose words are whose: the sender's own, those that the sender passes on, and the history of the conversation.

A line that might be the sender's own stays the sender's: a pledge that is lost is worse than a quotation too many.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from intake.domain import ParsedMail, Passage, Source
from intake.mail.history import Kind, Start, author_address, history_at, is_quoted
from intake.mail.letter import is_letter_line, quotes_letter
from intake.mail.signature import split_signature

__all__ = ["passages", "quotes_letter"]

_REPLY_SUBJECT = re.compile(r"^\s{0,3}(?:re|antw|aw|sv|ref)(?:\[\d{1,3}\])?\s?:", re.I)
_FORWARD_SUBJECT = re.compile(
    r"^\s{0,3}(?:(?:re|antw)\s?:\s?)?(?:fw|fwd|doorst|doorgestuurd|tr|wg|vs|i)\.?\s?:", re.I
)
_POINTING = re.compile(
    r"\b(?:ter (?:info|informatie|kennisname|afhandeling|behandeling)|t\.?k\.?n\.?|fyi|"
    r"zie (?:hier)?(?:onder|beneden|bijgevoegd)\w*|"
    r"(?:hier)?onderstaand\w*|hieronder|"
    r"bijgaand\w*|bijgevoegd\w*|stuur ik (?:u|je|jullie)? ?(?:door|deze)|doorgestuurd|doorsturen|"
    r"onze reactie|deze (?:mail|reactie)|dit bericht|onderstaande? (?:mail|bericht|reactie)|hierbij)\b",
    re.I,
)
_GREETING = re.compile(
    r"^\s{0,3}(?:beste|geachte|hallo|hoi|hi|dag|goede\s?(?:morgen|middag|avond|dag)|goeie\w{0,8}|l\.?s\.?|collega'?s?|dear)\b.{0,80}[,.!:]?$",
    re.I,
)
_VNG = re.compile(
    r"(?:@|\.)vng\.nl\b|\bVNG\b|\bVereniging (?:van )?Nederlandse Gemeenten\b|ondersteuningsteam ?asiel", re.I
)
_MOST_LEVELS = 5
# "Dit gaat niet door": what is passed on below such a note no longer holds.
_REVOKES = re.compile(
    r"\b(?:gaat|gaan) (?:\w+ )?niet (?:meer )?door|vervalt|vervallen|ingetrokken|intrekken|trekken\b.{0,40}\b(?:in|terug)\b|"
    r"achterhaald|klopt (?:\w+ )?niet|kloppen (?:\w+ )?niet|niet meer (?:van toepassing|geldig|actueel)|vergissing|"
    r"als niet verzonden|in plaats van",
    re.I,
)
_FEW_WORDS = 30
_A_NOTE = 60
_HARDLY_ANY = 6
# When something was decided says nothing about how many.
_DATE = re.compile(
    r"\b\d{1,2} (?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)\b(?: \d{4})?",
    re.I,
)
_LOOK_UP = re.compile(r"\b(?:onderwerp|titel|kop|hierboven|bij deze|zie boven)\b", re.I)


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of the conversation: who wrote it, its heading, and the lines (own or quoted) below it."""

    start: Start | None
    heading: str
    runs: tuple[tuple[bool, str], ...]


def _mark_attributions(lines: list[str], quoted: list[bool]) -> bool:
    """Marks "Op … schreef X:" above a "> " block as quoted; True when there was one."""
    found = False
    for index in range(len(lines)):
        if quoted[index] or not lines[index].strip():
            continue
        start = history_at(lines, index)
        below = next((i for i in range(start.text, len(lines)) if lines[i].strip()), None) if start else None
        if start and below is not None and quoted[below]:
            quoted[index:below] = [True] * (below - index)
            found = True
    return found


def _boundary(lines: list[str], quoted: list[bool]) -> Start | None:
    for index in range(len(lines)):
        if not quoted[index]:
            start = history_at(lines, index)
            if start:
                return start
    return None


def _runs(lines: list[str], quoted: list[bool]) -> tuple[tuple[bool, str], ...]:
    """Own and quoted stretches in reading order; an empty line goes with what stands above it."""
    kinds: list[bool] = []
    for line, is_quote in zip(lines, quoted, strict=True):
        letter = not is_quote and is_letter_line(line)
        kinds.append(kinds[-1] if kinds and not line.strip() else is_quote or letter)
    stretches = (
        (kind, "\n".join(line for _, line in group))
        for kind, group in groupby(zip(kinds, lines, strict=True), lambda p: p[0])
    )
    return tuple((kind, text.strip("\n")) for kind, text in stretches if text.strip())


def _level(lines: list[str], start: Start | None, answers: bool) -> tuple[_Level, Start | None]:
    quoted = [is_quoted(line) for line in lines]
    attributed = _mark_attributions(lines, quoted)
    if (
        not answers
        and not attributed
        and not quotes_letter("\n".join(line for line in lines if line[:1] == ">"))
    ):
        # Nobody is answered here, so "> " is how this sender makes a list.
        quoted = [False] * len(lines)
    below = _boundary(lines, quoted)
    own = below.first if below else len(lines)
    return _Level(start, "", _runs(lines[:own], quoted[:own])), below


def _unmark_forward(lines: list[str]) -> list[str]:
    """Apple Mail marks what it forwards with "> ", as if it were a quotation: the first such block without its marks."""
    for index, line in enumerate(lines):
        start = history_at(lines, index) if line.strip() and not is_quoted(line) else None
        if start is None or start.kind is not Kind.FORWARD:
            continue
        rest = lines[start.text :]
        marked = [i for i, below in enumerate(rest) if below.strip()][:1]
        if not marked or not is_quoted(rest[marked[0]]):
            return lines
        end = next((i for i, below in enumerate(rest) if below.strip() and not is_quoted(below)), len(rest))
        return (
            lines[: start.text]
            + [below.removeprefix(">").removeprefix(" ") for below in rest[:end]]
            + rest[end:]
        )
    return lines


# The screening asks for the same passages as the reading.
@lru_cache(maxsize=2)
def _levels(text: str, answers: bool) -> tuple[_Level, ...]:
    lines = _unmark_forward(text.split("\n"))
    levels: list[_Level] = []
    start: Start | None = None
    heading = ""
    while True:
        if len(levels) >= _MOST_LEVELS:
            levels.append(_Level(start, heading, ((True, "\n".join(lines)),)))
            return tuple(levels)
        level, below = _level(lines, start, answers or start is not None)
        levels.append(_Level(start, heading, level.runs))
        if below is None:
            return tuple(levels)
        heading = "\n".join(lines[below.first : below.text]).strip()
        lines, start = lines[below.text :], below


def _own_words(level: _Level) -> str:
    words = "\n".join(split_signature(text).words for is_quote, text in level.runs if not is_quote)
    return "\n".join(line for line in words.split("\n") if not _GREETING.match(line[:200])).strip()


def _only_points(words: str) -> bool:
    """Whether these words add nothing to what is passed on: "ter info", "zie onder", or hardly a word."""
    count = len(words.split())
    return (count <= _HARDLY_ANY and not re.search(r"\d", words)) or (
        count <= _FEW_WORDS and bool(_POINTING.search(words))
    )


def _is_note(words: str) -> bool:
    """A short note above a forward ("Wouter is met vakantie, daarom nog een keer"), which changes nothing of what is below it."""
    counts = re.search(r"\d", _DATE.sub("", words))
    return len(words.split()) <= _A_NOTE and not counts and not _REVOKES.search(words)


def _is_vng(level: _Level) -> bool:
    author = level.start.author if level.start else ""
    address = author_address(author)
    if address:
        return address.endswith(("@vng.nl", ".vng.nl"))
    return bool(_VNG.search(author)) or quotes_letter("\n".join(text for _, text in level.runs))


def _passes_on(mail: ParsedMail, levels: Sequence[_Level], words: str) -> bool:
    """Whether the first level of history is a forward that the sender makes their own."""
    if len(levels) < 2 or _is_vng(levels[1]):
        return False
    start = levels[1].start
    forward = bool(_FORWARD_SUBJECT.match(mail.subject) or (start and start.kind is Kind.FORWARD))
    if forward or not _only_points(words):
        return forward and (_only_points(words) or _is_note(words))
    if _REPLY_SUBJECT.match(mail.subject) and mail.in_reply_to:
        return False
    return bool(start and start.kind is Kind.UNSAID)


def _spoken(level: _Level, source: Source) -> list[Passage]:
    found = []
    for is_quote, text in level.runs:
        if is_quote:
            found.append(Passage(text, Source.QUOTED))
            continue
        split = split_signature(text)
        found += [Passage(split.words, source), Passage(split.signature, Source.SIGNATURE)]
    return [passage for passage in found if passage.text.strip()]


def _quoted(level: _Level) -> Passage:
    return Passage("\n".join([level.heading, *(text for _, text in level.runs)]).strip("\n"), Source.QUOTED)


def _history(mail: ParsedMail, levels: Sequence[_Level], words: str) -> list[Passage]:
    found: list[Passage] = []
    passing_on = _passes_on(mail, levels, words)
    for level in levels[1:]:
        if passing_on and not _is_vng(level):
            found += [Passage(level.heading, Source.SIGNATURE), *_spoken(level, Source.FORWARDED)]
            passing_on = _only_points(_own_words(level)) or _is_note(_own_words(level))
        else:
            passing_on = False
            found.append(_quoted(level))
    return [passage for passage in found if passage.text.strip()]


def _enclosed(mail: ParsedMail, words: str) -> list[Passage]:
    """Mails sent along as message/rfc822. Those of machines (a bounce returns the original) are only quoted."""
    found: list[Passage] = []
    is_report = mail.content_type == "multipart/report"
    for inner in mail.nested[:10]:
        sender = inner.sender.email if inner.sender else ""
        theirs = is_report or sender.endswith(("@vng.nl", ".vng.nl")) or not _only_points(words)
        for passage in passages(inner):
            if passage.source in {Source.SIGNATURE, Source.QUOTED} or not theirs:
                kept = passage.source in {Source.SIGNATURE, Source.QUOTED}
                found.append(Passage(passage.text, passage.source if kept else Source.FORWARDED))
            else:
                found.append(Passage(passage.text, Source.QUOTED))
        if inner.sender and not theirs:
            found.append(Passage(f"{inner.sender.name} <{inner.sender.email}>".strip(), Source.SIGNATURE))
    return found


def _subject(mail: ParsedMail, words: str) -> list[Passage]:
    """The subject of an answer is the first sender's, unless the answer says nothing itself or points up to it."""
    if not mail.subject.strip():
        return []
    empty = not words.strip() or (len(words.split()) <= _HARDLY_ANY and _LOOK_UP.search(words))
    theirs = _REPLY_SUBJECT.match(mail.subject) and not empty
    return [Passage(mail.subject, Source.QUOTED if theirs else Source.SUBJECT)]


def passages(mail: ParsedMail) -> tuple[Passage, ...]:
    """The mail in stretches, in reading order: SUBJECT, BODY, QUOTED, FORWARDED, SIGNATURE. Attachments are not read here."""
    answers = bool(
        mail.in_reply_to
        or mail.references
        or _REPLY_SUBJECT.match(mail.subject)
        or _FORWARD_SUBJECT.match(mail.subject)
    )
    levels = _levels(mail.text, answers)
    words = _own_words(levels[0])
    return (
        *_subject(mail, words),
        *_spoken(levels[0], Source.BODY),
        *_history(mail, levels, words),
        *_enclosed(mail, words),
    )
