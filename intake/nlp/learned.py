"""The shelf of models that learned from corrections: which one counts now, and which one did before.

The file `active` in the folder names them, one a line, the last one counting. A model counts only beside the shipped
one that it was made of: after an upgrade of the program the shipped one works again, until `intake train`.
"""

import json
import shutil
import time
from pathlib import Path

BASE = "based_on"
# How the folder of a training begins; one that was killed leaves it behind.
CANDIDATE = "candidate-"
_KEPT = 2
_DAY_SECONDS = 86_400


def active_model(folder: str, shipped: Path) -> Path:
    """The pipeline that counts: the one that was activated last, else `shipped`. `folder` "": always `shipped`."""
    names = _activated(Path(folder)) if folder else []
    chosen = Path(folder) / names[-1] if names else shipped
    return chosen if _meta(chosen).get(BASE) == _meta(shipped).get("version") else shipped


def put_aside(folder: str, shipped: Path) -> str:
    """What to tell when a model was activated and does not count; "" when all is as it should be."""
    names = _activated(Path(folder)) if folder else []
    if not names or active_model(folder, shipped) != shipped:
        return ""
    return (
        f"nlp.models_folder: {names[-1]} does not count, because it was made of another shipped model, or is gone; "
        "the shipped model works. Run `intake train` once more."
    )


def activate(folder: Path, name: str) -> None:
    """From the next start on the model `folder`/`name` counts. Kept are this one and the one to roll back to."""
    base = _meta(folder / name).get(BASE)
    same = [one for one in (*_activated(folder), name) if _meta(folder / one).get(BASE) == base]
    _write(folder, same[-_KEPT:])
    for child in folder.iterdir():
        old = child.name.startswith(CANDIDATE) and child.stat().st_mtime < time.time() - _DAY_SECONDS
        if old or (BASE in _meta(child) and child.name not in same[-_KEPT:]):
            shutil.rmtree(child)


def roll_back(folder: Path, shipped: Path) -> Path:
    """The model before the present one counts again; which one that is."""
    _write(folder, _activated(folder)[:-1])
    return active_model(str(folder), shipped)


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
