"""Our words about what we understood: Dutch, B1, safe to send to whoever wrote."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from intake.domain import Address, Outcome, Pledge, Trust, Unit

_MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
_SINGULAR = {
    Unit.PLEKKEN: "plek",
    Unit.PERSONEN: "persoon",
    Unit.BEDDEN: "bed",
    Unit.STATUSHOUDERS: "statushouder",
    Unit.WONINGEN: "woning",
    Unit.APPARTEMENTEN: "appartement",
    Unit.KAMERS: "kamer",
    Unit.GEZINNEN: "gezin",
    Unit.HUISHOUDENS: "huishouden",
    Unit.UNITS: "unit",
}
_NAME = re.compile(r"[^\W\d_][^\W\d_'’.-]{0,30}(?:[ .'’-]{1,2}[^\W\d_][^\W\d_'’.-]{0,30}){1,6}\.?")
_NOT_A_PERSON = re.compile(
    r"gemeente|secretariaat|secr\b|college|bestuur|griffie|afdeling|team|info|postbus|loket|contact|directie|dienst|vng|wonen|"
    r"provincie|stichting|noreply|wethouder|burgemeester|namens|via|http|www",
    re.I,
)
_AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_FORMAL = "Geachte heer, mevrouw,"


def dutch_date(day: date) -> str:
    """4 juni 2026; a datetime counts in Dutch time."""
    if isinstance(day, datetime):
        day = day.astimezone(_AMSTERDAM)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def greeting(name: str) -> str:
    """By name only when the display name is plainly a person's: anything may stand there, and we would repeat it."""
    if name.count(",") == 1:
        last, _, first = name.partition(",")
        name = f"{first.strip()} {last.strip()}"
    if len(name) > 60 or not _NAME.fullmatch(name) or _NOT_A_PERSON.search(name):
        return _FORMAL
    return f"Beste {name},"


def _counted(number: int, unit: Unit) -> str:
    return f"{number} {_SINGULAR[unit] if number == 1 else unit.value}"


def _amount(pledge: Pledge) -> str:
    unit = pledge.unit or Unit.PLEKKEN
    if pledge.places is None:
        if pledge.min is not None and pledge.max is not None:
            return f"tussen {pledge.min} en {pledge.max} {unit.value}"
        bound = pledge.max if pledge.max is not None else pledge.min
        if bound is None:
            return f"{unit.value}, aantal volgt"
        return f"{'maximaal' if pledge.max is not None else 'minimaal'} {_counted(bound, unit)}"
    words = _counted(pledge.places, unit)
    if pledge.max == pledge.places and pledge.min is None:
        words = f"maximaal {words}"
    elif pledge.min == pledge.places and pledge.max is None:
        words = f"minimaal {words}"
    if pledge.persons_total is not None and not unit.is_person:
        words += f" voor {_counted(pledge.persons_total, Unit.PERSONEN)}"
    return words


def pledge_line(pledge: Pledge) -> str:
    """ "15 plekken, gemeente Amersfoort, vanaf 1 september 2026, onder voorbehoud"."""
    town = f"gemeente {pledge.municipality}" if pledge.municipality else "gemeente nog niet bekend"
    if pledge.withdrawn:
        return f"u trekt uw aanbod in, {town}"
    parts = [_amount(pledge), town]
    if pledge.additional:
        parts.append("extra bovenop uw eerdere aanbod")
    if pledge.replaces is not None:
        parts.append(f"in plaats van {pledge.replaces}")
    if pledge.from_date:
        parts.append(f"vanaf {dutch_date(pledge.from_date)}")
    if pledge.conditional:
        parts.append("onder voorbehoud")
    return ", ".join(parts)


def receiver_greeting(outcome: Outcome) -> str:
    """The greeting for the one we answer: formal when the answer goes elsewhere than to the sender, or trust is low."""
    to: Address | None = outcome.answer_to
    same = outcome.sender is not None and to is not None and to.email == outcome.sender.email
    if not same or to is None or outcome.trust is Trust.SUSPICIOUS:
        return _FORMAL
    return greeting(to.name or (outcome.sender.name if outcome.sender else ""))
