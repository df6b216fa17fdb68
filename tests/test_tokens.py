"""`intake token`: made and shown once, listed without the secret, ended."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from intake.cli import app
from intake.errors import ConfigurationError, MessageError


@pytest.fixture
def config(tmp_path: Path) -> str:
    """Settings with a database of the present schema."""
    file = tmp_path / "intake.toml"
    file.write_text(f'[database]\nurl = "sqlite:///{tmp_path / "intake.db"}"\n', encoding="utf-8")
    assert CliRunner().invoke(app, ["migrate", "--config", str(file)]).exit_code == 0
    return str(file)


def _token(config: str, *words: str) -> str:
    told = CliRunner().invoke(app, ["token", *words, "--config", config], catch_exceptions=False)
    assert told.exit_code == 0, told.output
    return told.output.strip()


def test_the_life_of_a_token(config: str) -> None:
    secret = _token(config, "make", "dashboard", "--scope", "read", "--scope", "correct")
    assert secret.startswith("vngpost_")
    listed = _token(config, "list")
    assert "1\tdashboard\tcorrect read\tuntil" in listed
    assert secret not in listed
    assert _token(config, "revoke", "1") == ""
    assert "\trevoked " in _token(config, "list")


def test_an_unknown_scope_or_number_is_told(config: str) -> None:
    with pytest.raises(ConfigurationError, match="--scope"):
        _token(config, "make", "x", "--scope", "everything")
    with pytest.raises(MessageError, match="nummer 7"):
        _token(config, "revoke", "7")
