"""What every room of the pages works with."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import Engine

from intake.settings import Settings
from intake.web.pages import Pages


@dataclass(frozen=True, slots=True)
class Desk:
    """The database, the settings and the templates; `now` is the clock."""

    engine: Engine
    settings: Settings
    pages: Pages
    now: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))
