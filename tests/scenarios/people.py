"""What people of VNG do in a scenario, through the same services as the pages."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Engine
from sqlmodel import col, select

from intake.domain import Unit
from intake.services import correcting, handling, regrouping
from intake.services.correcting import Amount
from intake.store.engine import reading
from intake.store.tables import CaseRow, CaseStatus, MessageRow, PledgeRow

ACTOR = "noor"
Known = Mapping[tuple[str, str], str]


def act(engine: Engine, deed: str, values: Mapping[str, Any], known: Known, now: datetime) -> None:
    """Does one thing to the case, or to the pledges, of the mail that `values` names."""
    number = str(values["mail"])
    token, version, message = _place(engine, known[("id", number)])
    for pledge in _pledges(engine, message) if deed in _ON_PLEDGES else (0,):
        _DEEDS[deed](engine, token, version, pledge or message, values, known, now)
        token, version, message = _place(engine, known[("id", number)])


def _place(engine: Engine, message_id: str) -> tuple[str, int, int]:
    with reading(engine) as session:
        row = session.exec(select(MessageRow).where(MessageRow.message_id == message_id)).first()
        assert row is not None, f"no message {message_id}"
        case = session.get_one(CaseRow, row.case_id)
        return case.token, case.version, row.id or 0


def _pledges(engine: Engine, message: int) -> tuple[int, ...]:
    with reading(engine) as session:
        found = session.exec(
            select(PledgeRow.id).where(PledgeRow.message_row_id == message).order_by(col(PledgeRow.id))
        )
        return tuple(one for one in found if one is not None)


def _confirm(
    engine: Engine, token: str, version: int, which: int, _values: Any, _known: Known, now: datetime
) -> None:
    correcting.confirm(engine, token, version, which, now, actor=ACTOR)


def _reject(
    engine: Engine, token: str, version: int, which: int, _values: Any, _known: Known, now: datetime
) -> None:
    correcting.reject(engine, token, version, which, now, actor=ACTOR)


def _correct(
    engine: Engine, token: str, version: int, which: int, values: Any, _known: Known, now: datetime
) -> None:
    correcting.correct(engine, token, version, which, _amount(values), now, actor=ACTOR)


def _add(
    engine: Engine, token: str, version: int, which: int, values: Any, _known: Known, now: datetime
) -> None:
    correcting.add(engine, token, version, which, _amount(values), now, actor=ACTOR)


def _settle(
    engine: Engine, token: str, version: int, _which: int, _values: Any, _known: Known, now: datetime
) -> None:
    handling.settle(engine, token, version, now, actor=ACTOR)


def _close(
    engine: Engine, token: str, version: int, _which: int, _values: Any, _known: Known, now: datetime
) -> None:
    handling.set_status(engine, token, version, CaseStatus.CLOSED, now, actor=ACTOR)


def _merge(
    engine: Engine, token: str, version: int, _which: int, values: Any, known: Known, now: datetime
) -> None:
    regrouping.merge(engine, token, version, known[("token", str(values["into"]))], now, actor=ACTOR)


def _split(
    engine: Engine, token: str, version: int, which: int, _values: Any, _known: Known, now: datetime
) -> None:
    regrouping.split(engine, token, version, which, now, actor=ACTOR)


def _amount(values: Mapping[str, Any]) -> Amount:
    return Amount(
        values["municipality"],
        values["places"],
        Unit(values.get("unit", "plekken")),
        conditional=values.get("conditional", False),
    )


_ON_PLEDGES = {"confirm", "reject", "correct"}
_DEEDS: dict[str, Callable[[Engine, str, int, int, Any, Known, datetime], None]] = {
    "confirm": _confirm,
    "reject": _reject,
    "correct": _correct,
    "add": _add,
    "settle": _settle,
    "close": _close,
    "merge": _merge,
    "split": _split,
}
