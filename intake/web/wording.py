"""The Dutch words that the pages use for what the program stores."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from intake.pictures.drawing import thousands
from intake.store.tables import PledgeRow, Review

_HERE = ZoneInfo("Europe/Amsterdam")
_DAY_HOURS = 8
_MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()
_WORDS = {
    "place_pledge": "aanbod van plekken",
    "question": "vraag",
    "support_request": "verzoek om hulp",
    "other": "overig",
    "normal": "gewoon",
    "high": "spoed",
    "verified": "gecontroleerd",
    "unknown": "niet te controleren",
    "suspicious": "verdacht",
    "received": "ontvangen, nog niet gelezen",
    "processing": "wordt nu gelezen",
    "filed": "verwerkt",
    "failed": "niet gelukt",
    "queued": "klaar om te versturen",
    "sending": "wordt nu verstuurd",
    "sent": "verstuurd",
    "uncertain": "onzeker of het is aangekomen",
    "refused": "geweigerd door de mailserver",
    "open": "open",
    "closed": "gesloten",
    "communicatie": "communicatie",
    "openbare_orde_veiligheid": "openbare orde en veiligheid",
    "juridisch": "juridisch",
    "bestuurlijk": "bestuurlijk",
    "ervaren_professionals": "ervaren professionals",
    "bekostiging": "bekostiging",
    "maatwerk": "maatwerk",
    "koppeling_coa": "koppeling door het COA",
    "regeling_huisvesting": "regeling huisvesting",
    "spreidingswet": "Spreidingswet",
    "procedure": "procedure",
    "overig": "overig",
}
_SIGNS = {
    "pledge": "aanbod",
    "existing": "wat er al is of al moest (telt niet mee)",
    "withdrawal": "intrekking",
    "condition": "voorwaarde",
    "change": "wijziging van een eerder aantal",
    "refusal": "geen aanbod",
    "detail": "bijzonderheid van het aanbod",
    "courtesy": "groet",
    "outsider": "afzender van buiten",
    "auto": "automatisch bericht",
    "tension": "onrust",
    "urgent": "spoed",
}
_ACTIONS = {
    "filed": "Bericht verwerkt",
    "filed as copy": "Bericht herkend als kopie",
    "filed without case": "Bericht weggelegd zonder zaak",
    "read again": "Bericht opnieuw gelezen",
    "case opened": "Zaak geopend",
    "failed": "Verwerken mislukt",
    "failed for good": "Verwerken opgegeven",
    "answer queued": "Ontvangstbevestiging gemaakt",
    "answer sent": "Mail verstuurd",
    "answer written": "Antwoord geschreven",
    "answer braked": "Geen ontvangstbevestiging: te veel aan dit adres",
    "answer not composed": "Ontvangstbevestiging niet gemaakt",
    "answer left after restore": "Geen ontvangstbevestiging: mail van voor een teruggezette back-up",
    "answer uncertain": "Niet zeker of de mail is verstuurd",
    "answer refused": "Mail geweigerd door de mailserver",
    "sending again": "Mail opnieuw aangeboden",
    "assigned": "Behandelaar gewijzigd",
    "urgency changed": "Spoed gewijzigd",
    "category changed": "Soort gewijzigd",
    "municipality changed": "Gemeente gewijzigd",
    "doubts settled": "Bekeken en akkoord",
    "case closed": "Zaak gesloten",
    "case reopened": "Zaak heropend",
    "note added": "Notitie geschreven",
    "pledge confirmed": "Aanbod bevestigd",
    "pledge rejected": "Aanbod afgekeurd",
    "pledge corrected": "Aanbod gewijzigd",
    "pledge added": "Aanbod toegevoegd",
    "merged into": "Samengevoegd met",
    "took up": "Opgenomen",
    "split off": "Bericht afgesplitst naar",
    "came from": "Afgesplitst uit",
}


_PLACES = {
    "subject": "onderwerp",
    "body": "mail",
    "attachment": "bijlage",
    "forwarded": "doorgestuurde mail",
    "header": "kop van de mail",
}


def in_words(value: str) -> str:
    """The word for a stored value; the value itself when there is none."""
    return _WORDS.get(value, value)


def place(source: str) -> str:
    """Where in a mail something stands."""
    return _PLACES.get(source, source)


def sign(label: str) -> str:
    """What a witness points at, in words: a category, a topic, a speech act or a municipality."""
    return _SIGNS.get(label) or in_words(label.removeprefix("q.").removeprefix("s."))


def deed(action: str) -> str:
    """What the journal calls an action, in words."""
    return _ACTIONS.get(action, action)


def size(count: int) -> str:
    """A number of bytes: 14 kB."""
    return (
        f"{count} bytes"
        if count < 1_000
        else f"{count / 1_000:.0f} kB"
        if count < 1_000_000
        else f"{count / 1e6:.1f} MB"
    )


def listed(values: list[str]) -> str:
    """Several values in words."""
    return ", ".join(in_words(value) for value in values)


def moment(value: datetime | str) -> str:
    """A time as people here say it: 4 juni 2026, 09.41 uur."""
    at = datetime.fromisoformat(value) if isinstance(value, str) else value
    at = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(_HERE)
    return f"{day(at)}, {at:%H.%M} uur"


def day(value: date) -> str:
    """A date as people here say it: 4 juni 2026."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def day_short(value: datetime) -> str:
    """A day without its year: 4 juni."""
    at = (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(_HERE)
    return f"{at.day} {_MONTHS[at.month - 1]}"


def time_left(hours: float) -> str:
    """How long there is left in working hours, or how late it is: nog 6 uur, 2 werkdagen te laat."""
    amount = abs(hours)
    if amount < 1:
        words = f"{max(1, round(amount * 60))} min."
    elif amount < _DAY_HOURS:
        words = f"{round(amount)} uur"
    else:
        days = round(amount / _DAY_HOURS)
        words = f"{days} {'werkdag' if days == 1 else 'werkdagen'}"
    return f"{words} te laat" if hours < 0 else f"nog {words}"


def offered(tranche: Mapping[str, Any]) -> str:
    """What one offer counts: 15 plekken, 4 woningen (12 personen), 10 tot 15 plekken."""
    unit, people = tranche["unit"] or "plekken", tranche["persons"]
    if tranche["places"] is None:
        least, most = tranche["min"], tranche["max"]
        return f"{least} tot {most} {unit}" if least is not None and most is not None else "aantal onbekend"
    same = people in {None, tranche["places"]}
    return f"{tranche['places']} {unit}" + ("" if same else f" ({people} personen)")


def pledged_short(pledge: PledgeRow) -> str:
    """A pledge for a list: 15 plekken, onder voorbehoud."""
    words = _amount(pledge)
    if pledge.conditional and not pledge.withdrawn:
        words += ", onder voorbehoud"
    return words if pledge.booked or pledge.review else f"{words}, telt nog niet"


def pledged(pledge: PledgeRow) -> str:
    """A pledge in a few words: Amersfoort: 15 plekken, vanaf 1 juli 2026, onder voorbehoud."""
    parts = [f"{pledge.municipality or 'gemeente onbekend'}: {_amount(pledge)}"]
    if pledge.from_date:
        parts.append(f"vanaf {day(pledge.from_date)}")
    if pledge.conditional:
        parts.append("onder voorbehoud")
    if not pledge.booked:
        parts.append("afgekeurd" if pledge.review == Review.REJECTED else "nog niet meegeteld")
    return ", ".join(parts)


def _amount(pledge: PledgeRow) -> str:
    if pledge.withdrawn:
        return "ingetrokken"
    unit = pledge.unit or "plekken"
    if pledge.places is not None:
        people = pledge.persons_total
        return f"{pledge.places} {unit}" + (
            f" ({people} personen)" if people not in {None, pledge.places} else ""
        )
    if pledge.min is not None and pledge.max is not None:
        return f"{pledge.min} tot {pledge.max} {unit}"
    return "aantal nog onbekend"


FILTERS: dict[str, Callable[..., str]] = {
    "deed": deed,
    "in_words": in_words,
    "sign": sign,
    "size": size,
    "listed": listed,
    "moment": moment,
    "place": place,
    "pledged": pledged,
    "pledged_amount": _amount,
    "pledged_short": pledged_short,
    "day": lambda value: day(date.fromisoformat(value) if isinstance(value, str) else value),
    "offered": offered,
    "thousands": thousands,
    "day_short": day_short,
    "time_left": time_left,
}
