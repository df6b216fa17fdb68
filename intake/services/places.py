"""Places against reference numbers: every municipality, the sums of networks and provinces, and how it grew."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from weakref import WeakKeyDictionary
from zoneinfo import ZoneInfo

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from intake.services.ledger import ledger
from intake.services.municipalities import Municipality, register
from intake.services.references import Network, Reference, all_references, letter_networks
from intake.store.engine import reading
from intake.store.tables import AuditRow

_HERE = ZoneInfo("Europe/Amsterdam")


@dataclass(frozen=True, slots=True)
class Standing:
    """What one municipality offers, in persons. `uncounted`: offers of which the number of persons is not known.

    `tranches` are as in the exported state, oldest first, each with its quote.
    """

    municipality: Municipality
    reference: Reference
    firm: int
    conditional: int
    uncounted: int
    tranches: tuple[dict[str, Any], ...]

    @property
    def name(self) -> str:
        """The official name."""
        return self.municipality.name

    @property
    def persons(self) -> int:
        """Firm and conditional together."""
        return self.firm + self.conditional

    @property
    def level(self) -> str:
        """One word for how far it is: nothing, uncounted, conditional, firm or reached."""
        if not self.tranches:
            return "nothing"
        if not self.persons:
            return "uncounted"
        if not self.firm:
            return "conditional"
        goal = self.reference.number
        return "reached" if goal is not None and self.firm >= goal else "firm"


@dataclass(frozen=True, slots=True)
class Sum:
    """Municipalities together. `members` is how many there are in truth, where `known` is how many we know."""

    name: str
    known: int
    members: int
    offering: int
    firm: int
    conditional: int
    uncounted: int
    reference: int | None = None

    @property
    def persons(self) -> int:
        """Firm and conditional together."""
        return self.firm + self.conditional


@dataclass(frozen=True, slots=True)
class Day:
    """At the end of this day, of what stands now: how many persons had been offered."""

    day: date
    firm: int
    conditional: int


@dataclass(frozen=True, slots=True)
class Places:
    """All municipalities at one moment, in the order of the register."""

    at: datetime
    municipalities: tuple[Standing, ...]

    @property
    def total(self) -> Sum:
        """All together."""
        return summed("Nederland", self.municipalities)

    def provinces(self) -> tuple[Sum, ...]:
        """One sum a province."""
        names = sorted({one.municipality.province for one in self.municipalities})
        return tuple(
            summed(name, [one for one in self.municipalities if one.municipality.province == name])
            for name in names
        )

    def networks(self) -> tuple[Sum, ...]:
        """One sum a network, over the members that are known; a municipality may be in two."""
        return tuple(
            summed(
                net.name,
                [one for one in self.municipalities if net.name in one.municipality.networks],
                net,
            )
            for net in letter_networks().values()
        )

    def days(self) -> tuple[Day, ...]:
        """From the first day to the last on which something came that still stands."""
        firm: Counter[date] = Counter()
        conditional: Counter[date] = Counter()
        for one in self.municipalities:
            for tranche in one.tranches:
                day = datetime.fromisoformat(tranche["received_at"]).astimezone(_HERE).date()
                (conditional if tranche["conditional"] else firm)[day] += tranche["persons"] or 0
        days, sure, unsure = [], 0, 0
        for day in sorted({*firm, *conditional}):
            sure, unsure = sure + firm[day], unsure + conditional[day]
            days.append(Day(day, sure, unsure))
        return tuple(days)


def summed(name: str, of: Sequence[Standing], network: Network | None = None) -> Sum:
    """Several municipalities as one."""
    return Sum(
        name,
        len(of),
        network.members if network else len(of),
        sum(bool(one.tranches) for one in of),
        sum(one.firm for one in of),
        sum(one.conditional for one in of),
        sum(one.uncounted for one in of),
        network.number if network else None,
    )


def places(engine: Engine, now: datetime) -> Places:
    """Everything as it is now. What was counted is kept until the journal tells of a change."""
    with reading(engine) as session:
        return Places(now, _standings(session, engine))


def place(engine: Engine, code: str, now: datetime) -> Standing | None:
    """One municipality by its CBS code (GM0307), or None."""
    return next((one for one in places(engine, now).municipalities if one.municipality.code == code), None)


def chosen(
    of: Iterable[Standing], province: str = "", network: str = "", *, offering: bool = False
) -> tuple[Standing, ...]:
    """Those of a province, of a network (as far as known), and with an offer."""
    return tuple(
        one
        for one in of
        if province in {"", one.municipality.province}
        and (not network or network in one.municipality.networks)
        and (not offering or one.tranches)
    )


@dataclass(frozen=True, slots=True)
class _Counted:
    """A count, and the lines of the journal that had been written when it was made."""

    lines: frozenset[int]
    standings: tuple[Standing, ...]


# What changes the ledger writes a line in the journal; these lines tell of something else.
_OTHER_NEWS = frozenset(
    {
        "logged in",
        "logged out",
        "login braked",
        "password changed",
        "account made",
        "account changed",
        "note added",
    }
    | {"answer queued", "answer braked", "answer not composed", "answer sent", "sending again", "token made"}
)
# Lines may be committed out of order, but never this far.
_LOOK_BACK = 1_000
_counted: WeakKeyDictionary[Engine, _Counted] = WeakKeyDictionary()


def _standings(session: Session, engine: Engine) -> tuple[Standing, ...]:
    newest = select(AuditRow.id, AuditRow.action).order_by(col(AuditRow.id).desc()).limit(_LOOK_BACK)
    lines = dict(session.exec(newest).all())
    known = _counted.get(engine)
    # Without a common line more was written than we look back upon.
    if known is None or (lines and known.lines.isdisjoint(lines)) or _is_news(lines, known):
        known = _Counted(frozenset(number for number in lines if number), _count(session))
        _counted[engine] = known
    return known.standings


def _is_news(lines: dict[int | None, str], known: _Counted) -> bool:
    return any(number not in known.lines and action not in _OTHER_NEWS for number, action in lines.items())


def _count(session: Session) -> tuple[Standing, ...]:
    booked, references = ledger(session), all_references(session)
    return tuple(
        _standing(municipality, booked.get(name, {}), references[name])
        for name, municipality in register().items()
    )


def _standing(municipality: Municipality, entry: dict[str, Any], reference: Reference) -> Standing:
    return Standing(
        municipality,
        reference,
        entry.get("firm", 0),
        entry.get("conditional", 0),
        entry.get("uncounted", 0),
        tuple(entry.get("tranches", ())),
    )
