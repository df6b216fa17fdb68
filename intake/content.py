"""Where the content lies that a policy officer may change: rules/, templates/ and models/."""

import os
from pathlib import Path
from typing import Any

import yaml

from intake.errors import ContentError

_HERE = Path(__file__).resolve().parent


def content_root() -> Path:
    """The folder that holds rules/, templates/ and models/.

    The operator's own copy (`INTAKE_CONTENT`) goes first, then the checkout, then what the wheel carries.
    Raises ContentError when none of them is there.
    """
    override = os.environ.get("INTAKE_CONTENT")
    if override:
        if not (Path(override) / "rules").is_dir():
            raise ContentError(
                f"INTAKE_CONTENT names {override}, but there is no folder rules/ in it. Correct the path."
            )
        return Path(override)
    for candidate in (_HERE.parent, _HERE / "_content"):
        if (candidate / "rules").is_dir() and (candidate / "templates").is_dir():
            return candidate
    raise ContentError(
        "The folders rules/ and templates/ were not found beside the program. Install it again."
    )


def rules_dir() -> Path:
    """What words mean what; municipalities, places and organisations."""
    return content_root() / "rules"


def templates_dir() -> Path:
    """What we answer, and the pages."""
    return content_root() / "templates"


def models_dir() -> Path:
    """The Dutch pipeline, its card and its recipe."""
    return content_root() / "models"


def read_text(path: Path) -> str:
    """A file of the content as text. Raises ContentError when it is missing or no UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(
            f"{path} kan niet worden gelezen ({error}). Zet het bestand terug; het moet UTF-8 zijn."
        ) from error


def read_yaml(path: Path) -> dict[str, Any]:
    """A YAML file of names with values. Raises ContentError with file and line on a fault."""
    text = read_text(path)
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise broken_yaml(path, error) from error
    if not isinstance(data, dict):
        raise ContentError(f"{path}, regel 1: hier horen regels van de vorm `naam: waarde`.")
    return data


def broken_yaml(path: Path, error: yaml.YAMLError) -> ContentError:
    """The fault of a YAML parser as one sentence for whoever edits the file."""
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or "onleesbaar"
    line = mark.line + 1 if mark else 1
    return ContentError(f"{path}, regel {line}: geen geldige YAML ({problem}). Verbeter deze regel.")


def line_of(path: Path, words: str) -> int:
    """The first line (from 1) that holds `words`; 1 when none does."""
    lines = enumerate(read_text(path).splitlines(), 1)
    return next((number for number, line in lines if words in line), 1)
