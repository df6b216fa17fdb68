"""Today's reading of yesterday's mail, shown and not applied."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Engine

from intake.domain import Extraction, Outcome
from intake.services.export import state
from intake.services.replay import replay
from tests.services.samples import NOW, TinyExaminer, handle, write

PLEDGE = "X-Pledge: Amersfoort 15 plekken"


@dataclass
class Forgetful:
    """An examiner that no longer sees any pledge."""

    inner: TinyExaminer

    def examine(self, raw: bytes, mailbox: str, now: datetime, complete: bool = True) -> Outcome:
        """As the other, without places."""
        return replace(self.inner.examine(raw, mailbox, now, complete), extraction=Extraction((), ()))


def test_the_same_reading_shows_nothing(engine: Engine) -> None:
    handle(engine, write("een", PLEDGE), write("twee", "X-Label: question"))
    assert list(replay(engine, TinyExaminer(), NOW)) == []


def test_another_reading_is_shown_and_changes_nothing(engine: Engine) -> None:
    handle(engine, write("een", PLEDGE), write("twee", "X-Label: question"))
    before = state(engine)
    (found,) = replay(engine, Forgetful(TinyExaminer()), NOW)
    assert (found.message_id, found.token) == ("<een@x.nl>", "VNG-2026-00001")
    assert set(found.fields) == {"municipality", "pledges"}
    assert found.fields["municipality"] == (["Amersfoort"], [])
    assert state(engine) == before
