"""The rules that a policy officer keeps: categories/*.yaml and acts.yaml, checked with file and rule on a fault."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from intake.domain import Label
from intake.errors import ContentError

_TERM = re.compile(r"\{([a-z]\w*)\}")


@dataclass(frozen=True, slots=True)
class ActRule:
    """A pattern that speaks for (positive) or against (negative) a speech act; `weight` in log-odds.

    `also` must stand in the same sentence, `never` must not; None when the rule asks for nothing more.
    """

    act: str
    name: str
    pattern: re.Pattern[str]
    weight: float
    also: re.Pattern[str] | None = None
    never: re.Pattern[str] | None = None

    def speaks(self, text: str) -> bool:
        """True when the rule has something to say about a sentence."""
        if not self.pattern.search(text) or (self.also and not self.also.search(text)):
            return False
        return self.never is None or not self.never.search(text)


@dataclass(frozen=True, slots=True)
class Category:
    """One label: its name for people, place in the queue, template, acts for it and around it, usual mailbox."""

    label: Label
    name: str
    priority: int
    acknowledgement: str
    acts: tuple[str, ...]
    context: tuple[str, ...]
    mailbox: str


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Everything under rules/ that decides about labels. `digest` names this exact state of the folder."""

    categories: Mapping[Label, Category]
    acts: tuple[ActRule, ...]
    webmail: frozenset[str]
    digest: str


def load_rulebook(rules: Path) -> Rulebook:
    """Read the rules. Raises ContentError naming file, line or rule, and what to do."""
    categories = [_category(path) for path in sorted((rules / "categories").glob("*.yaml"))]
    missing = set(Label) - {category.label for category in categories}
    if missing:
        raise ContentError(
            f"{rules / 'categories'}: no file for {', '.join(sorted(missing))}. Every label needs one."
        )
    return Rulebook(
        {category.label: category for category in categories},
        _acts(rules / "acts.yaml"),
        _lines(rules / "webmail.txt"),
        _digest(rules),
    )


def _lines(path: Path) -> frozenset[str]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(f"{path} cannot be read ({error}). Restore the file; it must be UTF-8.") from error
    return frozenset(line.strip().lower() for line in lines if line.strip() and not line.startswith("#"))


def _read(path: Path) -> dict[str, Any]:
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ContentError(
            f"{path}, line {line}: {error.problem}. Correct the line; colons and quotes are the usual cause."
        ) from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ContentError(f"{path} cannot be read ({error}). Restore the file; it must be UTF-8.") from error
    if not isinstance(data, dict):
        raise ContentError(
            f"{path}, line 1: names with values are wanted ('label: question'). Correct the file."
        )
    return data


def _category(path: Path) -> Category:
    data = _read(path)
    try:
        return Category(
            Label(data["label"]),
            str(data["name"]),
            int(data["priority"]),
            str(data["acknowledgement"]),
            tuple(data["acts"]),
            tuple(data["context"]),
            str(data["mailbox"] or ""),
        )
    except (KeyError, ValueError, TypeError) as error:
        raise ContentError(
            f"{path}: {error}. A category has label, name, priority, acknowledgement, acts, context and mailbox."
        ) from error


def _acts(path: Path) -> tuple[ActRule, ...]:
    data = _read(path)
    terms = data.pop("begrippen", {})
    return tuple(_rule(path, act, entry, terms) for act, entries in data.items() for entry in entries or ())


def _rule(path: Path, act: str, entry: Any, terms: Mapping[str, str]) -> ActRule:
    try:
        also, never = (_pattern(entry[key], terms) if key in entry else None for key in ("ook", "niet"))
        return ActRule(
            act, entry["naam"], _pattern(entry["patroon"], terms), float(entry["gewicht"]), also, never
        )
    except (KeyError, TypeError, ValueError, re.error) as error:
        name = entry.get("naam", "zonder naam") if isinstance(entry, dict) else str(entry)
        line = next(
            (
                n
                for n, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
                if f"naam: {name}" in text
            ),
            1,
        )
        raise ContentError(
            f"{path}, line {line}: rule {name!r} under {act}: {error}. A rule has naam, patroon and gewicht."
        ) from error


def _pattern(text: str, terms: Mapping[str, str]) -> re.Pattern[str]:
    """Compile a pattern; `{vraag}` stands for the term of that name. Raises KeyError when there is no such term."""
    return re.compile(_TERM.sub(lambda found: f"(?:{terms[found[1]]})", text), re.IGNORECASE)


def _digest(rules: Path) -> str:
    total = hashlib.sha256()
    for path in sorted(p for p in rules.rglob("*") if p.suffix in {".yaml", ".csv", ".txt"}):
        total.update(path.relative_to(rules).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()[:12]
