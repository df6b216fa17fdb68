"""What every table of the settings has in common: frozen, strict about names, silent about secrets."""

from ipaddress import ip_address
from pathlib import Path

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """One table of the file. Input stays out of pydantic's messages, because it may be a password."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


def is_loopback(host: str) -> bool:
    """True when `host` is this machine by name or address (RFC 6761, 6.3; RFC 1122, 3.2.1.3)."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def whole_file(file: str) -> str:
    """The text of a file. Raises ValueError with what to do when it cannot be read."""
    try:
        return Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise ValueError(f"{file} cannot be read ({reason}); correct the path or its permissions") from None


def secret(value: str, file: str) -> str:
    """The secret itself, or the first line of its file. Raises ValueError when that cannot be read."""
    if value or not file:
        return value
    return whole_file(file).partition("\n")[0].strip("\r")


def existing_ca_file(value: str) -> str:
    """The same path. Raises ValueError when it names no file."""
    if value and not Path(value).is_file():
        raise ValueError(f"{value} does not exist; name a PEM file with the certificate of your CA")
    return value
