"""Places as pictures and as the weekly page: which words and numbers go in."""

from typing import Any
from zoneinfo import ZoneInfo

from intake.pictures.drawing import thousands
from intake.pictures.line import Point, draw_line
from intake.pictures.map import Level, Tile, draw_map
from intake.services.places import Places, Standing, Sum
from intake.services.weekly import Week
from intake.web.wording import day, in_words, moment

_HERE = ZoneInfo("Europe/Amsterdam")
_SOURCE = "Bron: mail van gemeenten aan VNG, gelezen door een computer en nagekeken door mensen."
_KEY = (
    "Donker: richtgetal gehaald. Licht: zonder voorbehoud. Gestreept: alleen onder voorbehoud. "
    "Vraagteken: aantal personen onbekend. Grijs: nog geen aanbod geteld."
)


def map_of(places: Places, *, whole: bool = True) -> str:
    """The map as SVG; not `whole`: for inside a page, where each municipality with an offer is a link."""
    total = places.total
    return draw_map(
        [_tile(one) for one in places.municipalities],
        "Plekken voor statushouders per gemeente",
        f"Stand op {moment(places.at)}. Elke zeshoek is een gemeente.",
        facts(total),
        _SOURCE,
        whole=whole,
    )


def line_of(places: Places, *, whole: bool = True) -> str:
    """The line as SVG."""
    return draw_line(
        [Point(one.day, one.firm, one.firm + one.conditional) for one in places.days()],
        places.at.astimezone(_HERE).date(),
        "Plekken voor statushouders in de tijd",
        f"Wat nu geldt, naar de dag waarop het is aangeboden. Stand op {moment(places.at)}.",
        _SOURCE,
        whole=whole,
    )


def facts(total: Sum) -> list[tuple[str, str]]:
    """The numbers that matter most, with what they are."""
    return [
        (thousands(total.firm), "plekken zonder voorbehoud"),
        (thousands(total.conditional), "plekken onder voorbehoud"),
        (f"{total.offering} van {total.known}", "gemeenten met een aanbod"),
    ]


def sentence(one: Standing) -> str:
    """How far a municipality is, in one sentence."""
    if not one.tranches:
        return f"{one.name}: nog geen aanbod geteld"
    parts = [f"{one.firm} zonder voorbehoud", f"{one.conditional} onder voorbehoud"]
    if one.uncounted:
        parts.append(f"{one.uncounted} keer een aantal personen onbekend")
    if one.reference.number is not None:
        parts.append(f"richtgetal {one.reference.number}")
    return f"{one.name}: {', '.join(parts)}"


def _tile(one: Standing) -> Tile:
    link = f"/plekken/{one.municipality.code}" if one.tranches else ""
    return Tile(one.name, one.municipality.province, one.persons, Level(one.level), sentence(one), link)


def weekly_words(week: Week) -> dict[str, Any]:
    """What the page of the week shows, in words; the same on screen and on paper."""
    places = week.places
    return {
        "title": "Weekoverzicht plekken voor statushouders",
        "subtitle": f"{day(week.since.astimezone(_HERE).date())} tot en met {moment(places.at)}",
        "facts": [*facts(places.total), (f"+{thousands(week.firm)}", "deze week, zonder voorbehoud")],
        "news": [(one.standing.name, _amount(one.firm, one.conditional, one.uncounted)) for one in week.news],
        "more": f"En nog {week.more} gemeenten." if week.more else "",
        "networks": [_network(one) for one in places.networks()],
        "post": [
            ("Mails ontvangen deze week", thousands(week.mails)),
            *((f"Nieuwe zaken: {in_words(label)}", thousands(count)) for label, count in week.opened.items()),
            ("Open zaken, nu", thousands(week.still_open)),
            ("… waar een mens naar moet kijken", thousands(week.waiting)),
            ("… met spoed", thousands(week.urgent)),
        ],
        "map_key": _KEY,
        "map_alt": "Kaart van alle gemeenten. " + " ".join(f"{n} {what}." for n, what in facts(places.total)),
        "line_alt": "Lijn van het aantal plekken, dag voor dag.",
        "footer": f"Stand op {moment(places.at)}. Alle gemeenten. {_SOURCE} Een plek is voor één persoon.",
    }


def _amount(firm: int, conditional: int, uncounted: int) -> str:
    parts = [thousands(firm)] if firm else []
    parts += [f"{thousands(conditional)} onder voorbehoud"] if conditional else []
    parts += ["aantal onbekend"] if uncounted and not parts else []
    return " + ".join(parts) or "0"


def _network(one: Sum) -> tuple[str, str, str]:
    known = "" if one.known == one.members else f" ({one.known} van {one.members} leden bekend)"
    return (f"{one.name}, richtgetal {one.reference}{known}", str(one.offering), thousands(one.persons))
