"""Every folder here is a conversation; what must come of it stands in its expected.yaml."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.scenarios.story import read_story, stories
from tests.scenarios.theatre import Theatre, playing


@pytest.mark.parametrize("folder", stories(), ids=lambda folder: folder.name)
def test_scenario(theatre: Theatre, tmp_path: Path, folder: Path) -> None:
    story = read_story(folder)
    with playing(theatre, story, tmp_path) as play:
        outcome = play.run()
    print(yaml.safe_dump(outcome, allow_unicode=True, sort_keys=False))
    assert _told(outcome) == _told(story.expected, outcome)
    assert len(outcome["answered"]) == len(set(outcome["answered"])), "one mail was answered twice"


def _told(told: dict[str, Any], real: dict[str, Any] | None = None) -> dict[str, Any]:
    """What counts: a doubt that the story does not name may be there, what it does not tell of a case is left out."""
    cases = sorted(told["cases"], key=lambda case: case["mails"])
    others = sorted(real["cases"], key=lambda case: case["mails"]) if real else cases
    return {
        "cases": [_case(case, other) for case, other in zip(cases, others, strict=False)]
        + [{"mails": case["mails"]} for case in cases[len(others) :]],
        "loose": told.get("loose", []),
        "ledger": {name: list(line) for name, line in told.get("ledger", {}).items()},
        "answered": told.get("answered", []),
        "copies": told.get("copies", {}),
    }


def _case(case: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    return {
        "mails": case["mails"],
        "municipality": case.get("municipality", other["municipality"]),
        "status": case.get("status", other["status"]),
        "person": case.get("person", other["person"]),
        "doubts": sorted({*case.get("doubts", []), *other["doubts"]}),
    }
