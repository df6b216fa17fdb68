"""The week on one page: what came in, what was offered, what waits."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlmodel import Session, col, func, select

from intake.domain import Label
from intake.services.places import Places, Standing, places
from intake.store.engine import reading
from intake.store.tables import CaseRow, CaseStatus, MessageRow

_WEEK = timedelta(days=7)
_MOST_NEWS = 8


@dataclass(frozen=True, slots=True)
class News:
    """What one municipality offered this week, of what stands now, in persons."""

    standing: Standing
    firm: int
    conditional: int
    uncounted: int


@dataclass(frozen=True, slots=True)
class Week:
    """The seven days up to `places.at`. `opened` counts new cases by their first label; `firm`: persons offered without a
    condition; `more`: news that did not fit."""

    since: datetime
    places: Places
    mails: int
    opened: dict[str, int]
    still_open: int
    waiting: int
    urgent: int
    firm: int
    news: tuple[News, ...]
    more: int


def week(engine: Engine, now: datetime) -> Week:
    """The last seven days."""
    since = now - _WEEK
    whole = places(engine, now)
    with reading(engine) as session:
        still_open = col(CaseRow.status) == CaseStatus.OPEN.value
        news = _news(whole, since)
        return Week(
            since,
            whole,
            mails=_count(session, MessageRow.id, col(MessageRow.received_at) >= since),
            opened=_opened(session, since),
            still_open=_count(session, CaseRow.id, still_open),
            waiting=_count(session, CaseRow.id, still_open, col(CaseRow.needs_human).is_(True)),
            urgent=_count(session, CaseRow.id, still_open, col(CaseRow.urgency) == "high"),
            firm=sum(one.firm for one in news),
            news=tuple(news[:_MOST_NEWS]),
            more=max(len(news) - _MOST_NEWS, 0),
        )


def _count(session: Session, what: object, *where: object) -> int:
    return session.exec(select(func.count(what)).where(*where)).one()  # type: ignore[arg-type]


def _opened(session: Session, since: datetime) -> dict[str, int]:
    query = (
        select(CaseRow.primary, func.count()).where(col(CaseRow.opened_at) >= since).group_by(CaseRow.primary)
    )
    found = dict(session.exec(query).all())
    return {label.value: found.get(label.value, 0) for label in Label}


def _news(whole: Places, since: datetime) -> list[News]:
    news = []
    for one in whole.municipalities:
        recent = [t for t in one.tranches if datetime.fromisoformat(t["received_at"]) >= since]
        if recent:
            firm = sum(t["persons"] or 0 for t in recent if not t["conditional"])
            conditional = sum(t["persons"] or 0 for t in recent if t["conditional"])
            news.append(News(one, firm, conditional, sum(t["persons"] is None for t in recent)))
    return sorted(news, key=lambda one: -(one.firm + one.conditional))
