"""The rules that a policy officer keeps: categories/*.yaml and acts.yaml, checked with file and rule on a fault."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from intake.content import line_of, read_text, read_yaml
from intake.domain import Label
from intake.errors import ContentError

_ESCAPED = re.compile(r"\\.")
_TERM = re.compile(r"\{([a-z]\w*)\}")


@dataclass(frozen=True, slots=True)
class ActRule:
    """A pattern that speaks for (positive) or against (negative) a speech act; `weight` in log-odds.

    `also` must stand in the same sentence, `never` must not; None when the rule asks for nothing more. `decides`: the rule
    has the last word.
    """

    act: str
    name: str
    pattern: re.Pattern[str]
    weight: float
    also: re.Pattern[str] | None = None
    never: re.Pattern[str] | None = None
    decides: bool = False

    def speaks(self, text: str) -> bool:
        """True when the rule has something to say about a sentence."""
        text = text.lower()
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
            f"{rules / 'categories'}: er is geen bestand voor {', '.join(sorted(missing))}. Elk label heeft er een nodig."
        )
    return Rulebook(
        {category.label: category for category in categories},
        _acts(rules / "acts.yaml"),
        _lines(rules / "webmail.txt"),
        _digest(rules),
    )


def _lines(path: Path) -> frozenset[str]:
    lines = read_text(path).splitlines()
    return frozenset(line.strip().lower() for line in lines if line.strip() and not line.startswith("#"))


def _category(path: Path) -> Category:
    data = read_yaml(path)
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
            f"{path}: {error}. Een categorie heeft label, name, priority, acknowledgement, acts, context en mailbox."
        ) from error


def _acts(path: Path) -> tuple[ActRule, ...]:
    data = read_yaml(path)
    terms = data.pop("begrippen", {})
    return tuple(_rule(path, act, entry, terms) for act, entries in data.items() for entry in entries or ())


def _rule(path: Path, act: str, entry: Any, terms: Mapping[str, str]) -> ActRule:
    try:
        also, never = (_pattern(entry[key], terms) if key in entry else None for key in ("ook", "niet"))
        return ActRule(
            act,
            entry["naam"],
            _pattern(entry["patroon"], terms),
            float(entry["gewicht"]),
            also,
            never,
            decides=_decides(entry.get("doorslag", "nee")),
        )
    except (KeyError, TypeError, ValueError, re.error) as error:
        name = entry.get("naam", "zonder naam") if isinstance(entry, dict) else str(entry)
        line = line_of(path, f"naam: {name}")
        raise ContentError(
            f"{path}, regel {line}: regel {name!r} onder {act}: {error}. Een regel heeft naam, patroon en gewicht."
        ) from error


def _decides(told: object) -> bool:
    if told not in {"ja", "nee"}:
        raise ValueError("`doorslag` is ja of nee")
    return told == "ja"


def _pattern(text: str, terms: Mapping[str, str]) -> re.Pattern[str]:
    """Compile a pattern; `{vraag}` stands for the term of that name. Raises KeyError when there is no such term."""
    pattern = _TERM.sub(lambda found: f"(?:{terms[found[1]]})", text)
    plain = _ESCAPED.sub("", pattern)
    # What is sought in small letters is found twice as fast where none but those can fit.
    return re.compile(pattern, re.NOFLAG if plain == plain.lower() else re.IGNORECASE)


def _digest(rules: Path) -> str:
    total = hashlib.sha256()
    for path in sorted(p for p in rules.rglob("*") if p.suffix in {".yaml", ".csv", ".txt"}):
        total.update(path.relative_to(rules).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()[:12]
