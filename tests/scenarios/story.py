"""A scenario: a folder of mails in order, what people did in between, and what must come of it."""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

HERE = Path(__file__).parent
_AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_PLACEHOLDER = re.compile(r"\{(token|answer|id) (\w+)\}")
_MESSAGE_ID = re.compile(r"^message-id:\s*(\S+)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True)
class Step:
    """One mail that comes in (`mail` its number, the file's name up to the first dash), or one `act` of a person."""

    at: datetime
    mail: str = ""
    to: str = "migratie"
    act: str = ""
    values: dict[str, Any] | None = None


@dataclass(frozen=True)
class Story:
    """`expected` is the rest of expected.yaml; see LEESMIJ.md."""

    folder: Path
    steps: tuple[Step, ...]
    expected: dict[str, Any]

    def text(self, number: str) -> str:
        """The mail as it stands in the folder, placeholders and all."""
        (file,) = self.folder.glob(f"{number}-*.eml")
        return file.read_text(encoding="utf-8")

    def message_id(self, number: str) -> str:
        """The Message-ID of a mail; "" when it has none."""
        found = _MESSAGE_ID.search(self.text(number).partition("\n\n")[0])
        return found[1] if found else ""

    def mail(self, number: str, known: dict[tuple[str, str], str]) -> bytes:
        """The bytes, with our tokens and Message-IDs filled in from `known`."""
        text = _PLACEHOLDER.sub(lambda found: known[(found[1], found[2])], self.text(number))
        return text.replace("\n", "\r\n").encode()


def read_story(folder: Path) -> Story:
    """Reads expected.yaml of a folder."""
    told = yaml.safe_load((folder / "expected.yaml").read_text(encoding="utf-8"))
    return Story(folder, tuple(_step(one) for one in told.pop("steps")), told)


def stories() -> list[Path]:
    """Every folder with a scenario."""
    return sorted(file.parent for file in HERE.glob("*/expected.yaml"))


def _step(told: dict[str, Any]) -> Step:
    at = datetime.fromisoformat(str(told.pop("at"))).replace(tzinfo=_AMSTERDAM)
    if "person" in told:
        return Step(at, act=told.pop("person"), values=told)
    return Step(at, mail=str(told["mail"]), to=told.get("to", "migratie"))
