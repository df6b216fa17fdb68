"""Booking: what a message promises becomes lines of the ledger; what must wait for a person is held, with a doubt."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from sqlmodel import Session

from intake.domain import Outcome, Trust
from intake.services.claims import (
    NOW_CONDITIONAL,
    Claim,
    Decision,
    Standing,
    is_home,
    news_of,
    persons_of,
    waiting_of,
    without_number,
)
from intake.services.deciding import decide
from intake.services.following import as_told
from intake.services.parting import parted
from intake.services.resizing import lessened
from intake.services.standing import current, ended
from intake.store.audit import WORKER
from intake.store.entries import EntryKind, EntryRow, Held, confirmed, of_municipality
from intake.store.messages import number
from intake.store.tables import CaseRow, MessageRow, PledgeRow
from intake.ties import ConditionNews, Fate

_TAKES = frozenset({Fate.GONE, Fate.LESS})
_GONE = "De mail lijkt een deel van het aanbod van gemeente {name} in te trekken; controleer welk deel."
_CONFIRMED = "De mail verandert een aantal van gemeente {name} dat een medewerker heeft bevestigd; bevestig eerst de wijziging."


_ALL_GONE = "De mail lijkt het aanbod van gemeente {name} in te trekken; de plekken zijn afgeboekt. Controleer of dat klopt."
_NOW_FIRM = (
    "De mail lijkt te zeggen dat de voorwaarde van gemeente {name} is vervuld; de plekken zijn als vast geteld. "
    "Controleer of dat klopt."
)


@dataclass(frozen=True, slots=True)
class Said:
    """A message that is being filed. `late`: the answer to it was here before it."""

    row: MessageRow
    case_id: int
    outcome: Outcome
    late: bool = False


def book(session: Session, said: Said, pledges: Sequence[PledgeRow], now: datetime) -> tuple[str, ...]:
    """Adds the lines, and marks the pledges that wait; the doubts that come of it."""
    if pledges:
        session.flush()
    doubts: list[str] = []
    settled, case = False, session.get_one(CaseRow, said.case_id)
    around = {
        id(row): pledge.about for row, pledge in zip(pledges, said.outcome.extraction.pledges, strict=True)
    }
    by_name = sorted(pledges, key=lambda pledge: pledge.municipality or "")
    several = len({pledge.municipality for pledge in pledges}) > 1
    for name, group in groupby(by_name, key=lambda pledge: pledge.municipality):
        of_one = tuple(group)
        if name is None:
            _add(session, of_one, Decision(EntryKind.PLEDGE, held=Held.MUNICIPALITY), now)
            continue
        claim = Claim(
            name,
            of_one,
            said.case_id,
            said.row.sender,
            news_of(said.outcome.extraction.news, name, case.municipality),
            said.late,
            several,
            tuple(around[id(pledge)] for pledge in of_one),
        )
        decision = _guarded(session, claim, said.outcome)
        doubts += decision.doubts
        _add(session, of_one, decision, now)
        _settle(session, decision, said, now)
        settled |= bool(decision.settles or decision.opens or decision.resized or decision.parts)
    met = said.outcome.extraction.news.condition is ConditionNews.MET
    if not settled and all(without_number(pledge) or (met and pledge.withdrawn) for pledge in pledges):
        doubts += _news(session, said, now)
    return tuple(doubts)


def line_of(pledge: PledgeRow, kind: EntryKind, actor: str, now: datetime) -> EntryRow:
    """A line with the amounts of a pledge."""
    return EntryRow(
        at=now,
        kind=kind.value,
        municipality=pledge.municipality,
        message_row_id=pledge.message_row_id,
        pledge_id=pledge.id,
        actor=actor,
        places=pledge.places,
        unit=pledge.unit,
        min=pledge.min,
        max=pledge.max,
        persons=persons_of(pledge),
        conditional=pledge.conditional,
        from_date=pledge.from_date,
        duration=pledge.duration,
        quote=pledge.quote,
    )


def _guarded(session: Session, claim: Claim, outcome: Outcome) -> Decision:
    """The decision; held when the sender is not sure, or when a person confirmed what it would end."""
    stands = current(session, claim.municipality)
    if any(one.case_id == claim.case_id for one in stands):
        claim = replace(claim, ended=ended(session, claim.municipality, claim.case_id))
    return _if_sure(session, decide(claim, stands), claim, outcome)


def _if_sure(session: Session, decision: Decision, claim: Claim, outcome: Outcome) -> Decision:
    if outcome.trust is Trust.SUSPICIOUS:
        return replace(decision, held=Held.TRUST, doubts=())
    if decision.held:
        return decision
    if outcome.extraction.news.guideline and any(map(without_number, claim.pledges)):
        return replace(decision, held=Held.GUIDELINE)
    if _touches_confirmed(session, claim.municipality, decision.touches):
        doubts = (*decision.doubts, _CONFIRMED.format(name=claim.municipality))
        return replace(decision, held=Held.CONFIRMED, doubts=doubts)
    return decision


def _touches_confirmed(session: Session, municipality: str, ends: Sequence[Standing]) -> bool:
    by = confirmed(of_municipality(session, municipality), WORKER)
    return any(one.line.id in by for one in ends)


def _add(session: Session, pledges: Sequence[PledgeRow], decision: Decision, now: datetime) -> None:
    own = {id(pledge): one.line.id for pledge, one in decision.instead}
    # What ends, ends once: with the line that takes its place, else with the first.
    others = [one.line.id for one in decision.ends if one.line.id not in {None, *own.values()}]
    for pledge in pledges:
        repeats = any(pledge is one for one in decision.repeats)
        pledge.conditional |= decision.waits and not repeats
        line = line_of(pledge, decision.kind, WORKER, now)
        line.adds = decision.adds and not pledge.withdrawn and not repeats
        mine = own.get(id(pledge))
        line.ends = [identity for identity in (mine, *others) if identity is not None]
        line.held, others = decision.held.value, []
        pledge.booked = not decision.held
        session.add_all((pledge, line))
    session.flush()


def _settle(session: Session, decision: Decision, said: Said, now: datetime) -> None:
    """The lines that waited are firm now, as they stand; those that were firm wait."""
    for one in decision.settles:
        session.add(_settled(one.line, EntryKind.CONDITION_MET, said, decision.held, now))
    for one in decision.opens:
        session.add(_settled(one.line, EntryKind.CORRECTION, said, decision.held, now))
    for one, places, persons in decision.resized:
        less = persons is None or persons < (one.line.persons or 0)
        kind = EntryKind.PARTIAL_WITHDRAWAL if less else EntryKind.CORRECTION
        line = _settled(one.line, kind, said, decision.held, now)
        line.adds, line.places, line.persons, line.conditional = True, places, persons, one.line.conditional
        line.min = line.max = None
        session.add(line)
    for one, firm, waiting in decision.parts:
        for people, conditional in ((firm, False), (waiting, True)):
            line = _settled(one.line, decision.kind, said, decision.held, now)
            line.adds, line.persons, line.conditional = True, people, conditional
            line.places = None if is_home(one.line) else people
            line.min = line.max = None
            line.ends = [] if conditional else line.ends
            session.add(line)
    session.flush()


def _news(session: Session, said: Said, now: datetime) -> list[str]:
    """ "De raad heeft ingestemd": the places that waited for it are firm now, or gone, without a number in the mail."""
    outcome = said.outcome
    if outcome.screening.auto_reply:
        return []
    doubts: list[str] = []
    case = session.get_one(CaseRow, said.case_id)
    for name in outcome.extraction.municipalities:
        stands = current(session, name)
        mine = [one for one in stands if one.case_id == said.case_id] or stands
        news = news_of(outcome.extraction.news, name, case.municipality)
        claim = Claim(name, (), said.case_id, said.row.sender, news, said.late)
        if less := lessened(claim, mine) or parted(claim, (), mine):
            decision = _if_sure(session, less, claim, outcome)
            doubts += decision.doubts
            _settle(session, decision, said, now)
            continue
        changed = _changed(claim, mine)
        held = Held.NO
        if outcome.trust is Trust.SUSPICIOUS:
            held = Held.TRUST
        elif _touches_confirmed(session, name, [one for one, _ in changed]):
            held = Held.CONFIRMED
            doubts.append(_CONFIRMED.format(name=name))
        doubts += [words.format(name=name) for words in _asked(claim, mine, {kind for _, kind in changed})]
        for one, kind in changed:
            session.add(_settled(one.line, kind, said, held, now))
    session.flush()
    return doubts


def _changed(claim: Claim, mine: Sequence[Standing]) -> list[tuple[Standing, EntryKind]]:
    """Each line of which a mail without numbers says what became of it; else all that wait, where a decision was taken."""
    if told := as_told(claim, (), mine):
        gone = [
            (one, EntryKind.CONDITION_FAILED if one.line.conditional else EntryKind.WITHDRAWAL)
            for one in told.ends
        ]
        firm = ((one, EntryKind.CONDITION_MET) for one in told.settles)
        return [*gone, *firm, *((one, EntryKind.CORRECTION) for one in told.opens)]
    if claim.news.condition is None:
        return _changed_alone(claim, mine)
    met = claim.news.condition is ConditionNews.MET
    kind = EntryKind.CONDITION_MET if met else EntryKind.CONDITION_FAILED
    return [(one, kind) for one in waiting_of(mine)]


def _asked(claim: Claim, mine: Sequence[Standing], kinds: Set[EntryKind]) -> Iterator[str]:
    """What a person is asked to look at, of what a mail without numbers changes or seems to change."""
    told = {remark.fate for remark in claim.news.remarks}
    alone = len(mine) == 1 and told == {Fate.GONE}
    if alone and kinds:
        yield _ALL_GONE
    elif EntryKind.WITHDRAWAL in kinds or (mine and not kinds and (claim.news.refuses or told & _TAKES)):
        yield _GONE
    if EntryKind.CORRECTION in kinds:
        yield NOW_CONDITIONAL
    if EntryKind.CONDITION_MET in kinds and claim.news.condition is None and len(mine) == 1:
        yield _NOW_FIRM


def _changed_alone(claim: Claim, mine: Sequence[Standing]) -> list[tuple[Standing, EntryKind]]:
    """ "De overdracht is rond", "de huurder blijft toch zitten", where one line stands and nothing else is said of it."""
    told = {remark.fate for remark in claim.news.remarks}
    if len(mine) != 1 or len(told) != 1:
        return []
    (one,) = mine
    if told == {Fate.FIRM} and one.line.conditional:
        return [(one, EntryKind.CONDITION_MET)]
    numbers = {number for remark in claim.news.remarks for number in remark.numbers}
    whole = numbers <= {one.line.places, one.line.persons} and claim.case_id == one.case_id
    gone = told == {Fate.GONE} and whole and any(remark.sure for remark in claim.news.remarks)
    return [(one, EntryKind.WITHDRAWAL)] if gone else []


def _settled(line: EntryRow, kind: EntryKind, said: Said, held: Held, now: datetime) -> EntryRow:
    kept = line.model_dump(
        include={
            "municipality",
            "pledge_id",
            "places",
            "unit",
            "min",
            "max",
            "persons",
            "from_date",
            "duration",
        }
    )
    return EntryRow(
        **kept,
        at=now,
        kind=kind.value,
        message_row_id=number(said.row),
        adds=kind in {EntryKind.CONDITION_MET, EntryKind.CORRECTION},
        ends=[line.id or 0],
        held=held.value,
        actor=WORKER,
        conditional=kind is EntryKind.CORRECTION,
        quote=said.outcome.extraction.news.quote[:2_000],
    )
