"""The acknowledgement templates, rendered in a sandbox; a fault is told with file and line."""

import traceback
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from intake.content import templates_dir
from intake.errors import ContentError

_FILES = ("subject.txt", "body.txt", "body.html")
Value = str | bool | list[str]


@dataclass(frozen=True, slots=True)
class Rendered:
    """One acknowledgement in words: its subject on one line, its text and its HTML."""

    subject: str
    text: str
    html: str


def acknowledgements_dir() -> Path:
    """The folder with one folder per acknowledgement."""
    return templates_dir() / "acknowledgements"


@lru_cache(maxsize=4)
def _environment(folder: Path) -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(str(folder)),
        undefined=StrictUndefined,
        autoescape=lambda name: name is not None and name.endswith(".html"),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _fault(folder: Path, name: str, error: Exception) -> ContentError:
    where, line = folder / name, 0
    if isinstance(error, TemplateSyntaxError):
        where, line = Path(error.filename or where), error.lineno
    else:
        for frame in traceback.extract_tb(error.__traceback__):
            if frame.filename.startswith(str(folder)):
                where, line = Path(frame.filename), frame.lineno or 0
    if isinstance(error, TemplateNotFound):
        return ContentError(
            f"{where}: het bestand {error.name} ontbreekt. Zet het terug of verbeter de naam."
        )
    at = f", regel {line}" if line else ""
    return ContentError(
        f"{where}{at}: {error}. Verbeter het sjabloon; LEESMIJ.md noemt de woorden die u mag gebruiken."
    )


def _render(folder: Path, name: str, values: dict[str, Value]) -> str:
    try:
        return _environment(folder).get_template(name).render(values)
    except (
        TemplateError,
        SecurityError,
        TypeError,
        ValueError,
        AttributeError,
        ZeroDivisionError,
        UnicodeDecodeError,
    ) as error:
        raise _fault(folder, name, error) from error


def template_names() -> tuple[str, ...]:
    """The acknowledgements that there are: the folders whose name does not start with an underscore."""
    try:
        found = sorted(path.name for path in acknowledgements_dir().iterdir() if path.is_dir())
    except OSError as error:
        raise ContentError(
            f"{acknowledgements_dir()} kan niet worden gelezen. Zet de map met sjablonen terug."
        ) from error
    return tuple(name for name in found if not name.startswith(("_", ".")))


def render(template: str, token: str, values: dict[str, Value]) -> Rendered:
    """The words of one acknowledgement. Raises ContentError naming the file when a template is missing or wrong."""
    folder = acknowledgements_dir()
    if template not in template_names():
        raise ContentError(
            f"{folder / template}: deze map met sjablonen bestaat niet. Maak de map of verbeter de naam in rules/categories."
        )
    subject = f"[{token}] " + " ".join(
        _render(folder, f"{template}/subject.txt", values | {"onderwerpregel": ""}).split()
    )
    whole = values | {"onderwerpregel": subject}
    text, html = (_render(folder, f"{template}/{name}", whole) for name in _FILES[1:])
    return Rendered(subject, _tidy(text), html)


def _tidy(text: str) -> str:
    lines: list[str] = []
    for line in text.strip().split("\n"):
        if line.strip() or (lines and lines[-1]):
            lines.append(line.rstrip())
    return "\n".join(lines) + "\n"
