"""Reads the training corpus: briefs of mails whose every sentence is tagged (the form stands in models/training/README.md)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from intake.errors import ContentError

_TAG = re.compile(r"\[([a-z_.]+(?:,[a-z_.]+)*)\][ \t]?")
_PART = re.compile(r"(?m)^---[ \t]*(.*)$")
_MAIL = re.compile(r"(?m)^=== +")


@dataclass(frozen=True, slots=True)
class TaggedSentence:
    """One tagged stretch of text with its speech acts."""

    text: str
    acts: frozenset[str]


@dataclass(frozen=True, slots=True)
class CorpusPart:
    """The body or an attachment of a mail: `kind` is "", "html" or "attachment NAME"."""

    kind: str
    sentences: tuple[TaggedSentence, ...]
    raw: str

    @property
    def text(self) -> str:
        """The text as the sender wrote it, without tags."""
        return _TAG.sub("", self.raw).strip("\n")


@dataclass(frozen=True, slots=True)
class CorpusMail:
    """One mail of a brief: its headers (each with every value given) and its parts."""

    brief: str
    name: str
    headers: Mapping[str, tuple[str, ...]]
    parts: tuple[CorpusPart, ...]

    def first(self, key: str, default: str = "") -> str:
        """The first value of a header."""
        return next(iter(self.headers.get(key, ())), default)

    def words(self, key: str) -> tuple[str, ...]:
        """The values of a header that lists words."""
        return tuple(" ".join(self.headers.get(key, ())).split())


def read_corpus(folder: Path) -> tuple[CorpusMail, ...]:
    """Every mail of every brief in a folder, in order of file name. Raises ContentError with file and mail on a fault."""
    return tuple(mail for path in sorted(folder.glob("*.txt")) for mail in read_brief(path))


def read_brief(path: Path) -> Iterator[CorpusMail]:
    """The mails of one brief. Raises ContentError with file and mail on a fault."""
    for chunk in _MAIL.split(path.read_text(encoding="utf-8"))[1:]:
        name = chunk.split("\n", 1)[0].strip()
        found = _PART.search(chunk)
        if not found:
            raise ContentError(
                f"{path}: mail {name!r} has no line '---'. Put it between the headers and the text."
            )
        yield CorpusMail(
            path.stem, name, _headers(path, name, chunk[: found.start()]), _parts(chunk[found.start() :])
        )


def _headers(path: Path, name: str, text: str) -> dict[str, tuple[str, ...]]:
    headers: dict[str, tuple[str, ...]] = {}
    for line in text.splitlines()[1:]:
        key, colon, value = line.partition(":")
        if line.strip() and not colon:
            raise ContentError(f"{path}: mail {name!r}: {line!r} is no header. Write 'name: value'.")
        if line.strip():
            headers[key.strip()] = (*headers.get(key.strip(), ()), value.strip())
    return headers


def _parts(text: str) -> tuple[CorpusPart, ...]:
    pieces = _PART.split(text)[1:]
    kinds, bodies = pieces[::2], pieces[1::2]
    return tuple(
        CorpusPart(kind.strip(), _sentences(body), body) for kind, body in zip(kinds, bodies, strict=True)
    )


def _sentences(body: str) -> tuple[TaggedSentence, ...]:
    pieces = _TAG.split(body)[1:]
    found = zip(pieces[::2], pieces[1::2], strict=True)
    clean = ((frozenset(acts.split(",")), re.sub(r"<[^>]+>", " ", text)) for acts, text in found)
    return tuple(TaggedSentence(text, acts) for acts, raw in clean if (text := " ".join(raw.split())))
