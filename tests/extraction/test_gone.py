"""One vocabulary says for every reader that something is gone. Every sentence is invented."""

import re

import pytest

from intake.domain import Sentence, Source
from intake.extraction.gone import GONE
from intake.extraction.withdrawals import is_removed

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
