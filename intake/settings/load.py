"""From file and environment to `Settings`; every fault names key, place and remedy."""

import os
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import EnvSettingsSource, SettingsError

from intake.errors import ConfigurationError
from intake.settings.lines import nearest_line
from intake.settings.model import Settings

_PREFIX = "INTAKE_"
_DEFAULT = "intake.toml"
_ADVICE = {
    "missing": "this setting is missing; add it.",
    "extra_forbidden": "there is no such setting; remove it",
}


def configuration_path() -> Path:
    """The file that counts when none is named: `INTAKE_CONFIG`, else `intake.toml` in this folder."""
    return Path(os.environ.get("INTAKE_CONFIG") or _DEFAULT)


def load_settings(path: Path | None = None) -> Settings:
    """The settings of `path`, overruled by the environment (`INTAKE_WORKER__POLL_SECONDS=30`).

    Without a path `configuration_path()` counts; it may be absent when the environment sets anything.
    Raises ConfigurationError: one line a fault, with key, file and line, and what to do.
    """
    environment = _from_environment()
    file = path or configuration_path()
    text = "" if path is None and environment and not file.exists() else _read(file)
    values = _merged(_absolute(_parsed(file, text), file.parent), environment)
    try:
        return Settings(**values)
    except ValidationError as error:
        faults = [_sentence(fault, file, text, environment) for fault in error.errors(include_input=False)]
    raise ConfigurationError("\n".join(faults))


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ConfigurationError(
            f"{file}: there is no such file. Write it, or name another with --config or INTAKE_CONFIG."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{file}: not readable UTF-8 text: {error}.") from None


def _parsed(file: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{file}: this is not TOML: {error}. Correct that line.") from None


def _absolute(values: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """Names of files count from the folder of the configuration, wherever the program is started."""
    made: dict[str, Any] = {}
    for key, value in values.items():
        if isinstance(value, Mapping):
            made[key] = _absolute(value, folder)
        elif (key.endswith("_file") or key == "backup_folder") and isinstance(value, str) and value:
            made[key] = str((folder / Path(value).expanduser()).absolute())
        else:
            made[key] = value
    return made


def _from_environment() -> dict[str, Any]:
    known = set(Settings.model_fields)
    for name in sorted(os.environ):
        table, separator, _ = name.upper().removeprefix(_PREFIX).partition("__")
        if name.upper().startswith(_PREFIX) and separator and table.lower() not in known:
            advice = _ADVICE["extra_forbidden"] + _suggestion(table.lower(), known)
            raise ConfigurationError(f"environment variable {name}: {advice}")
    try:
        return EnvSettingsSource(Settings)()
    except SettingsError as error:
        raise ConfigurationError(f"environment: {error}. Lists are written as JSON.") from None


def _merged(low: Mapping[str, Any], high: Mapping[str, Any]) -> dict[str, Any]:
    """`low` with every value of `high` laid over it."""
    made = dict(low)
    for key, value in high.items():
        below = made.get(key)
        made[key] = (
            _merged(below, value) if isinstance(below, Mapping) and isinstance(value, Mapping) else value
        )
        # A secret file named in the environment beats a secret written in the file below it.
        if key.endswith("_file") and key.removesuffix("_file") not in high:
            made.pop(key.removesuffix("_file"), None)
    return made


def _sentence(fault: ErrorDetails, file: Path, text: str, environment: Mapping[str, Any]) -> str:
    path = tuple(str(part) for part in fault["loc"])
    advice = _ADVICE.get(fault["type"], fault["msg"].removeprefix("Value error, ") + ".")
    if fault["type"] == "extra_forbidden":
        advice += _suggestion(path[-1], _names_at(path[:-1]))
    return f"{_place(path, file, text, environment)}: {'.'.join(path) or 'settings'}: {advice}"


def _place(path: tuple[str, ...], file: Path, text: str, environment: Mapping[str, Any]) -> str:
    if path and _holds(environment, path):
        return f"environment variable {_PREFIX}{'__'.join(path).upper()}"
    line = nearest_line(text, path)
    return f"{file}, line {line}" if line else str(file)


def _holds(values: Any, path: tuple[str, ...]) -> bool:
    for part in path:
        if not isinstance(values, Mapping) or part not in values:
            return False
        values = values[part]
    return not isinstance(values, Mapping)


def _names_at(path: tuple[str, ...]) -> set[str]:
    """The settings that exist in the table `path`."""
    model: Any = Settings
    for part in path:
        if isinstance(model, type) and issubclass(model, BaseModel) and part in model.model_fields:
            model = model.model_fields[part].annotation
            if arguments := get_args(model):
                model = {"*": arguments[-1]}
        elif isinstance(model, dict):
            model = model["*"]
    return set(model.model_fields) if isinstance(model, type) and issubclass(model, BaseModel) else set()


def _suggestion(name: str, known: set[str]) -> str:
    near = get_close_matches(name, sorted(known), n=1, cutoff=0.6)
    return f", or did you mean {near[0]}?" if near else f" (known here: {', '.join(sorted(known))})."
