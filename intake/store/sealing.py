"""Columns that are encrypted at rest, when there is a key: Fernet (AES-128-CBC, HMAC-SHA-256), with keys that change."""

from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import Dialect, Engine, LargeBinary, TypeDecorator

from intake.errors import ConfigurationError

_CIPHER = "intake_cipher"
_SEALED, _PLAIN = b"vng-sealed:", b"vng-plain:"


class Cipher:
    """Opens with every key, seals with the first; with `seal` False it only opens."""

    def __init__(self, keys: Sequence[str], *, seal: bool = True) -> None:
        """Raises ConfigurationError for what is no Fernet key (32 bytes, URL-safe base64)."""
        try:
            self._keys = MultiFernet([Fernet(key) for key in keys])
        except ValueError:
            raise ConfigurationError(
                "database.keys: one of them is no key. Make one with `intake encrypt --new-key`."
            ) from None
        self._seals = seal

    def seal(self, value: bytes) -> bytes:
        """What is stored."""
        return _SEALED + self._keys.encrypt(value) if self._seals else _plain(value)

    def open(self, stored: bytes) -> bytes:
        """What was sealed. Raises ConfigurationError when no key fits."""
        try:
            return self._keys.decrypt(stored.removeprefix(_SEALED))
        except InvalidToken:
            raise ConfigurationError(
                "database.keys: none of them opens what was encrypted. Add the key with which it was."
            ) from None


class Sealed(TypeDecorator[bytes]):
    """Bytes that are sealed on the way in and opened on the way out; what was stored without a key stays readable."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        """From the program to the database; nothing stays nothing."""
        cipher: Cipher | None = getattr(dialect, _CIPHER, None)
        if not value:
            return value
        return cipher.seal(value) if cipher else _plain(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        """And back."""
        if not value or not value.startswith((_SEALED, _PLAIN)):
            return value
        if value.startswith(_PLAIN):
            return value.removeprefix(_PLAIN)
        cipher: Cipher | None = getattr(dialect, _CIPHER, None)
        if cipher is None:
            raise ConfigurationError(
                "database.keys: there is none, and this database holds encrypted mail. Name the file in database.keys_file."
            )
        return cipher.open(value)


def use(engine: Engine, cipher: Cipher | None) -> None:
    """From now on this engine seals and opens with this cipher."""
    setattr(engine.dialect, _CIPHER, cipher)


def _plain(value: bytes) -> bytes:
    # A stranger may begin a mail with our mark.
    return _PLAIN + value if value.startswith((_SEALED, _PLAIN)) else value
