"""One vocabulary says for every reader that something is gone. Every sentence is invented."""

import re

import pytest

from intake.domain import Sentence, Source
from intake.extraction.gone import GONE, is_gone
from intake.extraction.withdrawals import fewer, is_fewer, is_halved, is_removed, takes_back

_GONE = re.compile(rf"\b{GONE}", re.IGNORECASE)


@pytest.mark.parametrize(
    "text",
    [
        "De zolder valt helaas toch weg.",
        "Het tuinhuis komt te vervallen.",
        "Beide verhuurders haakten vorige week af.",
        "Een eigenaar trok zich terug.",
        "Daar gaat het nu niet door.",
        "De acht aan de gracht kunt u doorhalen.",
        "Wij zien hier van af.",
        "Het college ziet af van de vijf.",
    ],
)
def test_what_is_gone(text: str) -> None:
    assert _GONE.search(text)


@pytest.mark.parametrize(
    "text",
    [
        "De verbouwing valt duurder en kleiner uit.",
        "De zes op de hoek gaan gewoon door.",
        "Wij trekken er een jaar voor uit.",
        "Voor het weggevallen adres hebben wij een huis met drie kamers.",
    ],
)
def test_what_only_sounds_so(text: str) -> None:
    assert not _GONE.search(text)


def test_what_may_drop_out_is_not_gone_yet() -> None:
    text = "Wij hebben vijf kamers op het oog; trekt de eigenaar zich terug, dan blijft er niets over."
    assert not is_removed(Sentence(text, Source.BODY))


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Die zijn vorige week verkocht.", True),
        ("Die worden niet gesloopt.", False),
        ("Die vallen net buiten de bebouwde kom.", False),
        ("Als de eigenaar zich bedenkt, vervallen die.", False),
    ],
)
def test_what_is_denied_or_supposed_is_not_gone(text: str, gone: bool) -> None:
    assert is_gone(text) is gone


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("Het worden er twee minder.", 2),
        ("Dat kost een stuk minder tijd.", None),
        ("Het is twintig minuten minder reizen.", None),
    ],
)
def test_only_places_are_fewer(text: str, taken: int | None) -> None:
    assert (fewer(text), is_fewer(text)) == (taken, taken is not None)


def test_halfway_is_no_half_and_moving_in_takes_nothing_back() -> None:
    assert not is_halved("Halverwege juli hoort u meer.", gone=False)
    assert is_halved("Het aanbod wordt gehalveerd.", gone=False)
    assert not takes_back("In mei trekken er acht in de pastorie.")
    assert takes_back("De acht trekken wij in.")
