"""rules/screening.yaml, read and checked: a fault is told with file and line."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from intake.content import broken_yaml, read_text, rules_dir
from intake.errors import ContentError

_CONSEQUENCES = {"machine", "stil"}
_LISTS: Mapping[str, str] = {
    "mediatypen": "begint_met",
    "agenda": "methode",
    "afzenders": "adres",
    "onderwerpen": "begint_met",
    "teksten": "bevat",
}
_SUBSTANCE = ("onderwerpen", "daden", "niet_met")


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: what it looks for (in lower case), whether it sets the mail aside as a machine's, and the reason."""

    wanted: tuple[str, ...]
    machine: bool
    reason: str
    header: str = ""
    unless: tuple[str, ...] = ()
    certain: bool = False


@dataclass(frozen=True, slots=True)
class ScreeningRules:
    """The whole file. Rules keep their order: the first that fits, holds."""

    headers: tuple[Rule, ...]
    media_types: tuple[Rule, ...]
    calendar: tuple[Rule, ...]
    senders: tuple[Rule, ...]
    subjects: tuple[Rule, ...]
    texts: tuple[Rule, ...]
    topics: tuple[str, ...]
    deeds: tuple[str, ...]
    not_with: tuple[str, ...]


class _Reader:
    """Walks the YAML nodes rather than the values, because nodes know their line."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def fault(self, node: yaml.Node | None, sentence: str) -> ContentError:
        line = node.start_mark.line + 1 if node is not None else 1
        return ContentError(f"{self._path}, regel {line}: {sentence}")

    def root(self) -> yaml.Node:
        text = read_text(self._path)
        try:
            node = yaml.compose(text, Loader=yaml.SafeLoader)
        except yaml.YAMLError as error:
            raise broken_yaml(self._path, error) from error
        if node is None:
            raise ContentError(f"{self._path} is leeg. Zet het bestand terug.")
        return node

    def mapping(self, node: yaml.Node, known: set[str]) -> dict[str, yaml.Node]:
        if not isinstance(node, yaml.MappingNode):
            raise self.fault(node, "hier horen regels van de vorm `naam: waarde`.")
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            if key.value not in known:
                raise self.fault(key, f"`{key.value}` is onbekend. Bekend zijn: {', '.join(sorted(known))}.")
            if key.value in found:
                raise self.fault(key, f"`{key.value}` staat hier twee keer. Haal er een weg.")
            found[key.value] = value
        return found

    def text(self, node: yaml.Node | None, parent: yaml.Node, name: str) -> str:
        if not isinstance(node, yaml.ScalarNode) or not str(node.value).strip():
            raise self.fault(node or parent, f"`{name}` ontbreekt of is leeg. Vul een tekst in.")
        return str(node.value).strip()

    def texts(self, node: yaml.Node | None, parent: yaml.Node, name: str) -> tuple[str, ...]:
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            raise self.fault(
                node or parent, f"`{name}` moet een lijst zijn van een of meer teksten tussen [ en ]."
            )
        return tuple(self.text(item, node, name).lower() for item in node.value)

    def rule(self, node: yaml.Node, look_for: str, *, optional: bool) -> Rule:
        row = self.mapping(node, {look_for, "kop", "behalve", "gevolg", "reden", "zeker"})
        consequence = self.text(row.get("gevolg"), node, "gevolg")
        if consequence not in _CONSEQUENCES:
            raise self.fault(row["gevolg"], f"`gevolg` is {consequence!r}. Kies machine of stil.")
        certain = self.text(row["zeker"], node, "zeker").lower() if "zeker" in row else "nee"
        if certain not in {"ja", "nee", "true", "false"}:
            raise self.fault(row["zeker"], "`zeker` moet ja of nee zijn.")
        return Rule(
            wanted=() if optional and look_for not in row else self.texts(row.get(look_for), node, look_for),
            machine=consequence == "machine",
            reason=self.text(row.get("reden"), node, "reden"),
            header=self.text(row.get("kop"), node, "kop").lower() if optional else "",
            unless=self.texts(row["behalve"], node, "behalve") if "behalve" in row else (),
            certain=certain in {"ja", "true"},
        )

    def rules(self, node: yaml.Node | None, parent: yaml.Node, name: str, look_for: str) -> tuple[Rule, ...]:
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            raise self.fault(
                node or parent, f"`{name}` moet een lijst van regels zijn, elk met een streepje ervoor."
            )
        return tuple(self.rule(item, look_for, optional=name == "koppen") for item in node.value)


def load_screening_rules(path: Path | None = None) -> ScreeningRules:
    """Reads and checks the rules. Raises ContentError that names file, line and what to do."""
    reader = _Reader(path or rules_dir() / "screening.yaml")
    root = reader.root()
    parts = reader.mapping(root, {"koppen", "inhoud", *_LISTS})
    lists = {name: reader.rules(parts.get(name), root, name, key) for name, key in _LISTS.items()}
    if "inhoud" not in parts:
        raise reader.fault(root, "het deel `inhoud` ontbreekt. Zet het terug.")
    substance = reader.mapping(parts["inhoud"], set(_SUBSTANCE))
    topics, deeds, not_with = (
        reader.texts(substance.get(name), parts["inhoud"], name) for name in _SUBSTANCE
    )
    return ScreeningRules(
        headers=reader.rules(parts.get("koppen"), root, "koppen", "bevat"),
        media_types=lists["mediatypen"],
        calendar=lists["agenda"],
        senders=lists["afzenders"],
        subjects=lists["onderwerpen"],
        texts=lists["teksten"],
        topics=topics,
        deeds=deeds,
        not_with=not_with,
    )


@lru_cache(maxsize=4)
def _cached(path: Path, _stamp: int) -> ScreeningRules:
    return load_screening_rules(path)


def screening_rules() -> ScreeningRules:
    """The rules in force; read again when the file changes."""
    path = rules_dir() / "screening.yaml"
    try:
        stamp = path.stat().st_mtime_ns
    except OSError:
        stamp = 0
    return _cached(path, stamp)
