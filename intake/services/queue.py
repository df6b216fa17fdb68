"""The queue: which cases to show, in which order, with what a person needs to choose. Reads only."""

import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Engine, String, cast, false, or_
from sqlmodel import Session, col, func, select

from intake.services.municipalities import register
from intake.services.working_time import working_hours
from intake.settings import WebSettings
from intake.store import search
from intake.store.engine import reading
from intake.store.tables import CaseRow, CaseStatus, MessageRow, OutboxRow, PledgeRow, Sending, Stage

PAGE_SIZE = 50
# Beyond this a number says "more", because counting on costs more than anybody learns from it.
MOST_COUNTED = 1_000
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to see. Empty means: all. `assigned` is an account; `page` counts from 1."""

    view: str = "te-doen"
    text: str = ""
    mailbox: str = ""
    category: str = ""
    municipality: str = ""
    province: str = ""
    network: str = ""
    assigned: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Line:
    """One case in the queue. `waited` is in working hours; `left` until it is late, negative when it is (None: done)."""

    case: CaseRow
    subject: str
    sender: str
    messages: int
    pledges: tuple[PledgeRow, ...]
    answers: tuple[OutboxRow, ...]
    waited: float
    left: float | None


@dataclass(frozen=True, slots=True)
class QueuePage:
    """One page of the queue. `counts` are per view, each at most MOST_COUNTED; `failed` and `loose` count mail without a case."""

    wish: Wish
    lines: tuple[Line, ...]
    has_more: bool
    counts: dict[str, int]
    waiting: int
    failed: int


_OPEN = col(CaseRow.status) == CaseStatus.OPEN.value
_VIEWS: dict[str, Callable[[str], ColumnElement[bool]]] = {
    "te-doen": lambda _me: _OPEN & col(CaseRow.needs_human).is_(True),
    # Both values are named, so that the index of the queue serves here too.
    "spoed": lambda _me: (
        _OPEN & col(CaseRow.needs_human).in_((True, False)) & (col(CaseRow.urgency) == "high")
    ),
    "mijn": lambda me: _OPEN & (col(CaseRow.assigned_to) == me),
    "niemand": lambda _me: _OPEN & col(CaseRow.needs_human).is_(True) & col(CaseRow.assigned_to).is_(None),
    "zonder-gemeente": lambda _me: _OPEN & (cast(col(CaseRow.municipality), String) == "[]"),
    "zonder-twijfel": lambda _me: _OPEN & col(CaseRow.needs_human).is_(False),
    "gesloten": lambda _me: col(CaseRow.status) == CaseStatus.CLOSED.value,
    "alles": lambda _me: col(CaseRow.id).is_not(None),
}
VIEWS = tuple(_VIEWS)
_NEWEST_FIRST = frozenset({"gesloten", "alles"})


def queue(engine: Engine, wish: Wish, me: str, now: datetime, web: WebSettings) -> QueuePage:
    """What `me` wants to see: urgent first, then what waits longest; finished cases newest first."""
    if wish.view not in _VIEWS:
        wish = replace(wish, view=VIEWS[0])
    with reading(engine) as session:
        query = select(CaseRow).where(_VIEWS[wish.view](me), *_conditions(session, wish))
        skipped = (max(wish.page, 1) - 1) * PAGE_SIZE
        found = session.exec(query.order_by(*_order(wish)).offset(skipped).limit(PAGE_SIZE + 1)).all()
        return QueuePage(
            wish,
            _lines(session, found[:PAGE_SIZE], now, web),
            len(found) > PAGE_SIZE,
            {view: _count(session, condition(me)) for view, condition in _VIEWS.items()},
            _messages(session, Stage.RECEIVED, Stage.PROCESSING),
            _messages(session, Stage.FAILED),
        )


def neighbours(engine: Engine, wish: Wish, me: str, token: str) -> tuple[str, str]:
    """The tokens before and after this case in the first page of a view; "" where there is none."""
    with reading(engine) as session:
        query = select(CaseRow.token).where(_VIEWS[wish.view](me), *_conditions(session, wish))
        tokens = list(session.exec(query.order_by(*_order(wish)).limit(4 * PAGE_SIZE)))
    if token not in tokens:
        return "", tokens[0] if tokens else ""
    at = tokens.index(token)
    return tokens[at - 1] if at else "", tokens[at + 1] if at + 1 < len(tokens) else ""


def state_of(engine: Engine, me: str) -> tuple[int, str]:
    """How many cases ask for a person, and a mark that changes whenever the queue does."""
    with reading(engine) as session:
        count = _count(session, _VIEWS[VIEWS[0]](me))
        newest = session.exec(
            select(CaseRow.updated_at).order_by(col(CaseRow.updated_at).desc()).limit(1)
        ).first()
    return count, f"{count}-{newest.timestamp() if newest else 0:.3f}"


def loose_mail(engine: Engine, most: int = 200) -> tuple[Sequence[MessageRow], Sequence[MessageRow]]:
    """Mail that could not be handled, and mail that belongs to no case; newest first."""
    apart = select(MessageRow).where(col(MessageRow.case_id).is_(None)).order_by(col(MessageRow.id).desc())
    with reading(engine) as session:
        failed = session.exec(apart.where(MessageRow.stage == Stage.FAILED.value).limit(most)).all()
        return failed, session.exec(apart.where(MessageRow.stage == Stage.FILED.value).limit(most)).all()


def _order(wish: Wish) -> tuple[Any, ...]:
    if wish.view in _NEWEST_FIRST:
        return (col(CaseRow.id).desc(),)
    # "high" comes before "normal".
    return (col(CaseRow.urgency), col(CaseRow.opened_at), col(CaseRow.id))


def _conditions(session: Session, wish: Wish) -> list[ColumnElement[bool]]:
    made = [
        col(getattr(CaseRow, name)) == value
        for name, value in (("mailbox", wish.mailbox), ("assigned_to", wish.assigned))
        if value
    ]
    if wish.category:
        made.append(_holds(CaseRow.labels, [wish.category]))
    names = _municipalities(wish)
    if names is not None:
        made.append(_holds(CaseRow.municipality, names))
    if wish.text.strip():
        made.append(_found(session, wish.text.strip()))
    return made


def _municipalities(wish: Wish) -> list[str] | None:
    """The official names that a wish is about; None when it is about all."""
    if not (wish.municipality or wish.province or wish.network):
        return None
    return [
        one.name
        for one in register().values()
        if wish.municipality in {"", one.name}
        and wish.province in {"", one.province}
        and (not wish.network or wish.network in one.networks)
    ]


def _holds(column: Any, values: Sequence[str]) -> ColumnElement[bool]:
    """Whether a JSON list of texts holds one of these, on both databases; the lists were written by json.dumps."""
    written = cast(col(column), String)
    return or_(false(), *(written.contains(json.dumps(value), autoescape=True) for value in values))


def _found(session: Session, text: str) -> ColumnElement[bool]:
    by_token = col(CaseRow.token) == text.upper()
    messages = search.matching(session, text)
    if messages is None:
        return by_token
    cases = select(MessageRow.case_id).where(col(MessageRow.id).in_(messages))
    return or_(by_token, col(CaseRow.id).in_(cases))


def _count(session: Session, condition: ColumnElement[bool]) -> int:
    some = select(CaseRow.id).where(condition).limit(MOST_COUNTED).subquery()
    return session.exec(select(func.count()).select_from(some)).one()


def _messages(session: Session, *stages: Stage) -> int:
    some = select(MessageRow.id).where(col(MessageRow.stage).in_([stage.value for stage in stages]))
    return session.exec(select(func.count()).select_from(some.limit(MOST_COUNTED).subquery())).one()


def _lines(session: Session, cases: Sequence[CaseRow], now: datetime, web: WebSettings) -> tuple[Line, ...]:
    keys = [case.id for case in cases]
    messages = _by_case(
        session.exec(
            select(MessageRow).where(col(MessageRow.case_id).in_(keys)).order_by(col(MessageRow.id))
        ).all()
    )
    pledges = _by_case(
        session.exec(
            select(PledgeRow).where(col(PledgeRow.case_id).in_(keys)).order_by(col(PledgeRow.id))
        ).all()
    )
    answers = _by_case(
        session.exec(
            select(OutboxRow).where(col(OutboxRow.case_id).in_(keys)).order_by(col(OutboxRow.id))
        ).all()
    )
    return tuple(
        _line(case, messages[case.id], tuple(pledges[case.id]), tuple(answers[case.id]), now, web)
        for case in cases
    )


def _by_case(rows: Sequence[Row]) -> dict[int | None, list[Row]]:
    grouped: dict[int | None, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[getattr(row, "case_id", None)].append(row)
    return grouped


def _line(
    case: CaseRow,
    messages: Sequence[MessageRow],
    pledges: tuple[PledgeRow, ...],
    answers: tuple[OutboxRow, ...],
    now: datetime,
    web: WebSettings,
) -> Line:
    waited, left = age(case, now, web)
    first = messages[0] if messages else None
    return Line(
        case,
        first.subject if first else "",
        first.sender if first else "",
        len(messages),
        pledges,
        answers,
        waited,
        left,
    )


def age(case: CaseRow, now: datetime, web: WebSettings) -> tuple[float, float | None]:
    """Working hours since the case was opened, and until it is late; None when nobody waits for us."""
    waited = working_hours(case.opened_at, now)
    if case.status != CaseStatus.OPEN.value or not case.needs_human:
        return waited, None
    return waited, (web.urgent_hours if case.urgency == "high" else web.service_hours) - waited


def unsettled(answers: Sequence[OutboxRow]) -> bool:
    """Whether an answer of ours did not arrive for sure."""
    return any(answer.state in {Sending.UNCERTAIN.value, Sending.REFUSED.value} for answer in answers)
