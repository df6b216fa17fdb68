"""Where the content lies that a policy officer may change: rules/, templates/ and models/."""

import os
from pathlib import Path

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
