"""A pipeline that the operator names tells persons from places."""

from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
import spacy

from intake.errors import ConfigurationError
from intake.nlp.linguistic import load_linguistic
from intake.pipeline import load_examiner
from intake.settings import Settings
from intake.settings.model import NlpSettings

NOW = datetime(2026, 6, 9, tzinfo=UTC)


@pytest.fixture
def knows_people(tmp_path: Path) -> str:
    """A real pipeline on disk that recognises one person's name."""
    nlp = spacy.blank("nl")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "PER", "pattern": "Houten"}])  # type: ignore[attr-defined]
    nlp.to_disk(tmp_path / "names")
    return str(tmp_path / "names")


def towns(settings: Settings) -> tuple[str, ...]:
    message = EmailMessage()
    message["From"], message["Subject"] = "info@opvangadvies.example", "Plekken"
    message.set_content("Namens Houten bieden wij 8 plekken aan voor statushouders.\n")
    return (
        load_examiner(settings).examine(message.as_bytes(), "migratie@vng.nl", NOW).extraction.municipalities
    )


def test_a_person_is_no_town(knows_people: str) -> None:
    assert towns(Settings()) == ("Houten",)
    assert towns(Settings(nlp=NlpSettings(linguistic_model=knows_people))) == ()


def test_a_pipeline_that_is_not_there_is_told_in_one_sentence() -> None:
    assert load_linguistic("") is None
    with pytest.raises(ConfigurationError, match="nl_bestaat_niet"):
        load_linguistic("nl_bestaat_niet")


def test_a_pipeline_without_names_is_refused(tmp_path: Path) -> None:
    spacy.blank("nl").to_disk(tmp_path / "leeg")
    with pytest.raises(ConfigurationError, match="does not recognise names"):
        load_linguistic(str(tmp_path / "leeg"))
