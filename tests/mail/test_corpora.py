"""Real broken, bounced and automatic mail from public test suites, where this machine has them."""

import os
from pathlib import Path

import pytest

from intake.domain import ScreeningVerdict
from intake.mail.parse import parse
from intake.mail.quoting import passages
from intake.mail.screening import screen
from tests.mail.mails import OWN

CORPORA = Path(os.environ.get("INTAKE_TEST_CORPORA", ""))

pytestmark = pytest.mark.skipif(
    not os.environ.get("INTAKE_TEST_CORPORA"),
    reason="INTAKE_TEST_CORPORA names no folder with public test mails",
)


def files(name: str) -> list[Path]:
    return sorted(path for path in (CORPORA / name).glob("*") if path.is_file() and path.suffix != ".py")


@pytest.mark.parametrize(
    "name", ["mail-parser", "stalwart", "imap_tools", "flufl", "sisimai/bsd", "sisimai/not"]
)
def test_nothing_is_raised(name: str) -> None:
    for path in files(name):
        found = parse(path.read_bytes())
        passages(found)
        screen(found, OWN)
    assert files(name)


@pytest.mark.parametrize(("name", "most"), [("flufl", 1), ("sisimai/bsd", 4)])
def test_hardly_a_bounce_is_answered(name: str, most: int) -> None:
    answered = [
        path.name
        for path in files(name)
        if screen(parse(path.read_bytes()), OWN).verdict is ScreeningVerdict.ANSWER
    ]
    assert len(answered) <= most, answered


def test_people_are_answered() -> None:
    aside = [path.name for path in files("imap_tools") if screen(parse(path.read_bytes()), OWN).auto_reply]
    assert len(aside) <= 12, aside
