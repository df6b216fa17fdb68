"""Passwords: hashed with Argon2id (RFC 9106), never kept; a new one must be long and not the obvious one."""

from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from intake.errors import MessageError

SHORTEST = 12
_LONGEST = 256
_HASHER = PasswordHasher()
# One hash takes 64 MiB: a crowd at the door must not fill the memory.
_AT_ONCE = BoundedSemaphore(2)
_TOO_SHORT = f"Kies een wachtwoord van ten minste {SHORTEST} tekens. Een korte zin is makkelijk te onthouden."
_TOO_LONG = f"Kies een wachtwoord van ten hoogste {_LONGEST} tekens."
_TOO_PLAIN = "Dit wachtwoord is te makkelijk te raden. Kies een ander."


def hashed(password: str) -> str:
    """What may be kept of a password."""
    with _AT_ONCE:
        return _HASHER.hash(password)


# So that a name that does not exist takes as long as one that does.
_NOBODY = hashed("nobody has this password")


def matches(password: str, secret: str) -> bool:
    """Whether this is the password; takes the same time when there is no secret (then never)."""
    try:
        with _AT_ONCE:
            _HASHER.verify(secret or _NOBODY, password[:_LONGEST])
    except (VerificationError, InvalidHashError):
        return False
    return bool(secret)


def must_be_good(password: str, *names: str) -> None:
    """Raises MessageError with the reason when this password should not be chosen."""
    if len(password) < SHORTEST:
        raise MessageError(_TOO_SHORT)
    if len(password) > _LONGEST:
        raise MessageError(_TOO_LONG)
    if len(set(password)) < 5 or password.lower() in {
        name.lower() * n for name in names for n in range(1, 9)
    }:
        raise MessageError(_TOO_PLAIN)
