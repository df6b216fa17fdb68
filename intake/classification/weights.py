"""What each witness about a mail is worth: weights as fitted, kept beside the model, or set by hand where none were."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from intake.domain import Label, QuestionTopic, SupportType
from intake.errors import ContentError

URGENT = "urgent"
TARGETS = (*Label, *SupportType, *QuestionTopic, URGENT)
_COMMON = {
    "bias": -0.4,
    "acts": 0.8,
    "more": 0.3,
    "rules": 0.2,
    "purpose": 0.5,
    "mailbox": 0.4,
    "noise": -0.4,
    "outside": -1.5,
    "municipal": 0.5,
    "machine": -3.0,
}
_OTHER = {
    "bias": -1.0,
    "acts": 0.6,
    "more": 0.3,
    "rules": 0.1,
    "purpose": 0.5,
    "mailbox": 0.0,
    "noise": 0.4,
    "outside": 1.5,
    "municipal": -0.5,
    "machine": 4.0,
}
_DETAIL = {"bias": -0.4, "acts": 0.8, "more": 0.3, "rules": 0.2, "purpose": 0.2}


@dataclass(frozen=True, slots=True)
class Weights:
    """Per target (label, support type, topic, urgency) and per act the weight of each witness; `version` of the fit.

    `numbers`: the weight of each witness about a number of places; `fates`: about each fate of places told before. Both empty
    when none was fitted.
    """

    targets: Mapping[str, Mapping[str, float]]
    acts: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    version: str = "standaard"
    numbers: Mapping[str, float] = field(default_factory=dict)
    fates: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


def default_weights() -> Weights:
    """Hand-set weights: used by the rules alone, and the point from which the fit starts."""
    labels: dict[str, Mapping[str, float]] = {
        label: _OTHER if label is Label.OTHER else _COMMON for label in Label
    }
    return Weights({target: labels.get(target, _DETAIL) for target in TARGETS})


def load_weights(path: Path) -> Weights:
    """The fitted weights beside the model, or the defaults. Raises ContentError when the file is damaged."""
    if not path.is_file():
        return default_weights()
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        targets = {target: data["targets"][target] for target in TARGETS}
        return Weights(targets, data["acts"], data["version"], data.get("numbers", {}), data.get("fates", {}))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ContentError(f"{path}: {error!r}. Run `make train`, or restore the file.") from error


def save_weights(weights: Weights, folder: Path) -> None:
    """Write the weights beside the model in `folder`."""
    data = {
        "version": weights.version,
        "targets": weights.targets,
        "acts": weights.acts,
        "numbers": weights.numbers,
        "fates": weights.fates,
    }
    text = json.dumps(data, indent=1, sort_keys=True) + "\n"
    (folder / "weighing.json").write_text(text, encoding="utf-8")
