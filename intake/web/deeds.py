"""What one can do on the page of a case: one small function per verb, from a form to a service."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from intake.domain import Label, Unit
from intake.errors import MessageError
from intake.services import correcting, handling, regrouping
from intake.services.correcting import Amount
from intake.store.tables import CaseStatus
from intake.web.forms import Entered
from intake.web.work import ACTIONS


@dataclass(frozen=True, slots=True)
class Deed:
    """Who wants to do what to which case, as they saw it (`version`)."""

    engine: Engine
    token: str
    version: int
    entered: Entered
    me: str
    now: datetime


def _press(deed: Deed) -> str:
    action = ACTIONS.get(deed.entered.one("actie"))
    if action is None:
        raise MessageError("Kies wat u wilt doen.")
    action(deed.engine, deed.token, deed.version, deed.now, deed.me)
    return "Bewaard."


def _reopen(deed: Deed) -> str:
    handling.set_status(deed.engine, deed.token, deed.version, CaseStatus.OPEN, deed.now, actor=deed.me)
    return "De zaak is weer open."


def _assign(deed: Deed) -> str:
    account = deed.entered.one("van")
    handling.assign(deed.engine, deed.token, deed.version, account, deed.now, actor=deed.me)
    return f"De zaak is nu van {account or 'niemand'}."


def _municipality(deed: Deed) -> str:
    names = deed.entered.all("gemeente")
    handling.set_municipalities(deed.engine, deed.token, deed.version, names, deed.now, actor=deed.me)
    return "De gemeente is bewaard."


def _category(deed: Deed) -> str:
    labels = [Label(value) for value in deed.entered.all("soort") if value in set(Label)]
    handling.set_labels(deed.engine, deed.token, deed.version, labels, deed.now, actor=deed.me)
    return "De soort is bewaard."


def _pledge(deed: Deed) -> str:
    number = deed.entered.number("aanbod", "Aanbod") or 0
    action = deed.entered.one("actie")
    args = (deed.engine, deed.token, deed.version, number)
    if action == "klopt":
        correcting.confirm(*args, deed.now, actor=deed.me)
        return "Het aanbod is bevestigd en telt mee."
    if action == "weg":
        correcting.reject(*args, deed.now, actor=deed.me)
        return "Het aanbod telt niet meer mee."
    correcting.correct(*args, _amount(deed.entered), deed.now, actor=deed.me)
    return "Het aanbod is gewijzigd en telt mee."


def _add_pledge(deed: Deed) -> str:
    message = deed.entered.number("bericht", "Bericht") or 0
    amount = _amount(deed.entered)
    correcting.add(deed.engine, deed.token, deed.version, message, amount, deed.now, actor=deed.me)
    return "Het aanbod is toegevoegd en telt mee."


def _amount(entered: Entered) -> Amount:
    unit = entered.one("eenheid")
    if unit not in set(Unit):
        raise MessageError("Kies waar het aantal over gaat, zoals plekken of woningen.")
    places = entered.number("aantal", "Aantal")
    withdrawn = entered.has("ingetrokken")
    if places is None and not withdrawn:
        raise MessageError("Vul het aantal in.")
    return Amount(
        municipality=entered.one("gemeente"),
        places=places,
        unit=Unit(unit),
        persons=entered.number("personen", "Aantal personen"),
        conditional=entered.has("voorbehoud"),
        withdrawn=withdrawn,
        from_date=entered.day("vanaf", "Vanaf"),
    )


def _note(deed: Deed) -> str:
    handling.add_note(deed.engine, deed.token, deed.entered.one("tekst"), deed.now, actor=deed.me)
    return "De notitie is bewaard."


def _merge(deed: Deed) -> str:
    into = deed.entered.one("met") or deed.entered.one("kenmerk")
    regrouping.merge(deed.engine, deed.token, deed.version, into, deed.now, actor=deed.me)
    return f"De zaak is samengevoegd met {into.upper()}."


def _split(deed: Deed) -> str:
    message = deed.entered.number("bericht", "Bericht") or 0
    new = regrouping.split(deed.engine, deed.token, deed.version, message, deed.now, actor=deed.me)
    return f"Het bericht heeft nu een eigen zaak: {new}."


VERBS: dict[str, Callable[[Deed], str]] = {
    "doe": _press,
    "heropen": _reopen,
    "behandelaar": _assign,
    "gemeente": _municipality,
    "soort": _category,
    "aanbod": _pledge,
    "aanbod-erbij": _add_pledge,
    "notitie": _note,
    "samenvoegen": _merge,
    "splitsen": _split,
}
