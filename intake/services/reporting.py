"""The tables that staff take away: municipalities, offers with their quotes, provinces and networks."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from intake.services.places import Places, Standing, Sum
from intake.workbook import About, Sheet

_HERE = ZoneInfo("Europe/Amsterdam")
_NOTES = (
    "Plekken zijn personen. Woningen en bandbreedtes tellen pas mee als het aantal personen bekend is.",
    "Leeg richtgetal: van deze gemeente is geen netwerk bekend. De aantallen uit de ledenbrief gelden dan als referentie.",
    "Van P10 en K80 zijn niet alle leden bekend. Hun totaal is dus een ondergrens.",
    "Een citaat is wat de gemeente schreef; de zaak noemt het kenmerk waaronder de hele mail staat.",
)
_SUMS = (
    "gemeenten",
    "gemeenten_met_aanbod",
    "zonder_voorbehoud",
    "onder_voorbehoud",
    "totaal",
    "aanbod_zonder_aantal",
)


def about(places: Places, selection: str) -> About:
    """Moment, selection and what one should know."""
    return About("Plekken voor statushouders", places.at.astimezone(_HERE), selection, _NOTES)


def sheets(places: Places, chosen: Sequence[Standing]) -> tuple[Sheet, ...]:
    """What is chosen by municipality and by offer; provinces and networks are always whole."""
    return (
        municipalities(chosen),
        offers(chosen),
        Sheet(
            "Provincies", ("provincie", *_SUMS), tuple((one.name, *_sums(one)) for one in places.provinces())
        ),
        Sheet(
            "Netwerken",
            ("netwerk", "richtgetal_per_gemeente", "leden_volgens_netwerk", *_SUMS),
            tuple((one.name, one.reference, one.members, *_sums(one)) for one in places.networks()),
        ),
    )


def municipalities(chosen: Sequence[Standing]) -> Sheet:
    """One row a municipality."""
    return Sheet(
        "Gemeenten",
        (
            "gemeente",
            "code",
            "provincie",
            "netwerken",
            "richtgetal",
            "zonder_voorbehoud",
            "onder_voorbehoud",
            "totaal",
            "aanbod_zonder_aantal",
        ),
        tuple(
            (
                one.name,
                one.municipality.code,
                one.municipality.province,
                ", ".join(one.municipality.networks),
                one.reference.number,
                one.firm,
                one.conditional,
                one.persons,
                one.uncounted,
            )
            for one in chosen
        ),
    )


def offers(chosen: Sequence[Standing]) -> Sheet:
    """One row an offer, with the words that it rests on."""
    return Sheet(
        "Aanbod",
        (
            "gemeente",
            "zaak",
            "ontvangen",
            "aantal",
            "van",
            "tot",
            "eenheid",
            "personen",
            "onder_voorbehoud",
            "vanaf",
            "duur",
            "citaat",
        ),
        tuple(_offer(one.name, tranche) for one in chosen for tranche in one.tranches),
    )


def _offer(name: str, tranche: dict[str, Any]) -> tuple[Any, ...]:
    start = tranche["from_date"]
    return (
        name,
        tranche["case"],
        datetime.fromisoformat(tranche["received_at"]).astimezone(_HERE),
        tranche["places"],
        tranche["min"],
        tranche["max"],
        tranche["unit"] or "plekken",
        tranche["persons"],
        tranche["conditional"],
        date.fromisoformat(start) if start else None,
        tranche["duration"],
        tranche["quote"],
    )


def _sums(one: Sum) -> tuple[int, ...]:
    return (one.known, one.offering, one.firm, one.conditional, one.persons, one.uncounted)
