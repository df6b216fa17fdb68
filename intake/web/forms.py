"""What somebody filled in, as text; and how to read a number, a date or a choice from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import Depends
from starlette.requests import Request

from intake.errors import MessageError

_LARGEST = 10**9


@dataclass(frozen=True, slots=True)
class Entered:
    """The fields of one form; a field that is not there is empty."""

    fields: Mapping[str, Sequence[str]]

    def one(self, name: str) -> str:
        """The first value, without spaces around it."""
        return next(iter(self.fields.get(name, [])), "").strip()

    def all(self, name: str) -> list[str]:
        """Every value that is not empty."""
        return [value.strip() for value in self.fields.get(name, []) if value.strip()]

    def has(self, name: str) -> bool:
        """Whether a box is ticked."""
        return bool(self.one(name))

    def number(self, name: str, title: str) -> int | None:
        """A whole number of zero or more; None when it was left empty. Raises MessageError."""
        text = self.one(name).replace(".", "").replace(" ", "")
        if not text:
            return None
        if not (text.isascii() and text.isdecimal()) or int(text[:12]) > _LARGEST:
            raise MessageError(f"{title}: vul een heel getal in, zonder woorden.")
        return int(text[:12])

    def day(self, name: str, title: str) -> date | None:
        """A date as browsers send it (2026-07-01) or as people here write it (1-7-2026). Raises MessageError."""
        text = self.one(name)
        if not text:
            return None
        parts = text.replace("/", "-").split("-")
        try:
            first, second, third = (int(part) for part in parts)
            return date(first, second, third) if len(parts[0]) == 4 else date(third, second, first)
        except ValueError:
            raise MessageError(f"{title}: schrijf de datum als 1-7-2026.") from None


async def _entered(request: Request) -> Entered:
    form = await request.form()
    fields: dict[str, list[str]] = {}
    for name, value in form.multi_items():
        if isinstance(value, str):
            fields.setdefault(name, []).append(value)
    return Entered(fields)


Filled = Annotated[Entered, Depends(_entered)]
"""A dependency: the form that was sent."""
