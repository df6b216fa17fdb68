"""The shelf of models that learned from corrections: which one counts now, and which one did before.

The file `active` in the folder names them, one a line, the last one counting. A model counts only beside the shipped
one that it was made of: after an upgrade of the program the shipped one works again, until `intake train`.
"""

import json
from pathlib import Path

BASE = "based_on"


def active_model(folder: str, shipped: Path) -> Path:
    """The pipeline that counts: the one that was activated last, else `shipped`. `folder` "": always `shipped`."""
    names = _activated(Path(folder)) if folder else []
    chosen = Path(folder) / names[-1] if names else shipped
    return chosen if _meta(chosen).get(BASE) == _meta(shipped).get("version") else shipped


def activate(folder: Path, name: str) -> None:
    """From the next start on the model `folder`/`name` counts."""
    _write(folder, [*_activated(folder), name])


def roll_back(folder: Path) -> str:
    """The model before the present one counts again; its name, or "" for the shipped one."""
    names = _activated(folder)[:-1]
    _write(folder, names)
    return names[-1] if names else ""


def _activated(folder: Path) -> list[str]:
    file = folder / "active"
    return file.read_text(encoding="utf-8").split() if file.is_file() else []


def _write(folder: Path, names: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / "active.new"
    fresh.write_text("".join(f"{name}\n" for name in names), encoding="utf-8")
    fresh.replace(folder / "active")


def _meta(model: Path) -> dict[str, object]:
    file = model / "meta.json"
    return dict(json.loads(file.read_text(encoding="utf-8"))) if file.is_file() else {}
