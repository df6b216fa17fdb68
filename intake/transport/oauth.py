"""Tokens to log in with: client credentials through MSAL (RFC 6749, 4.4), kept in memory until shortly before they end."""

import re
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

import requests
from jwt.exceptions import PyJWTError
from msal.application import ConfidentialClientApplication
from msal.exceptions import MsalServiceError

from intake.errors import CertificateError, LoginError, UnreachableError
from intake.settings import OAuth2Settings

# To whom a mail server refuses a token that is good.
NOT_ADMITTED = (
    "Give the application access to this mailbox, and check username (docs/operations.md, Microsoft 365)."
)
_KEY = re.compile(r"-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----.+?-----END [A-Z ]{0,20}PRIVATE KEY-----", re.S)
_CODE = re.compile(r"\bAADSTS\d+\b")
# What Microsoft says most often, and what its administrator does about it.
_ADVICE = {
    "AADSTS7000215": "the client secret is wrong. Put its value (not its id) in client_secret_file",
    "AADSTS7000222": "the client secret has expired. Make a new one and put its value in client_secret_file",
    "AADSTS700016": "this tenant does not know client_id. Correct client_id or the tenant in authority",
    "AADSTS700027": "it does not know this certificate. Upload it to the app registration",
    "AADSTS90002": "there is no such tenant. Correct the tenant in authority",
    "AADSTS70011": "it does not accept these scopes. Correct scopes",
    "AADSTS1002012": "it does not accept these scopes: they must end in /.default. Correct scopes",
    "invalid_client": "it does not accept client_id with this secret or certificate. Correct them",
    "unauthorized_client": "this app may not ask for tokens by itself. Allow it client credentials",
    "invalid_scope": "it does not accept these scopes. Correct scopes",
    "unauthorized": "it does not accept client_id with this secret or certificate. Correct them",
}
_BUSY = {"temporarily_unavailable", "server_error", "slow_down"}


@dataclass(frozen=True, slots=True)
class Token:
    """What logs in. `is_fresh`: it was asked for just now, so a refusal is not its age."""

    value: str
    is_fresh: bool

    def __repr__(self) -> str:
        return f"Token(is_fresh={self.is_fresh})"


class _Http(requests.Session):
    """Patient for a bounded time, and never with another CA than the settings name."""

    def __init__(self, settings: OAuth2Settings) -> None:
        super().__init__()
        self._settings = settings

    def request(self, *call: Any, **named: Any) -> requests.Response:
        named["timeout"] = self._settings.timeout_seconds
        if self._settings.ca_file:
            named["verify"] = self._settings.ca_file
        return super().request(*call, **named)


class Tokens:
    """The tokens of one application; safe to use from several threads."""

    def __init__(self, settings: OAuth2Settings) -> None:
        self._settings = settings
        self._host = urlsplit(settings.authority).hostname or ""
        self._app: Any = None
        self._lock = Lock()

    def token(self) -> Token:
        """One that holds for minutes to come. Raises LoginError, UnreachableError, CertificateError."""
        with self._lock:
            try:
                # Made at the first need: it asks the authority for its addresses.
                self._app = self._app or self._application()
                answer = self._app.acquire_token_for_client(list(self._settings.scopes))
            except requests.exceptions.SSLError:
                raise CertificateError(
                    f"The certificate of {self._host} is not to be trusted. Set oauth2.NAME.ca_file if it is signed by "
                    "your own CA."
                ) from None
            except (requests.exceptions.RequestException, MsalServiceError) as error:
                raise UnreachableError(
                    f"{self._host} gives no token now ({type(error).__name__}). We try again later."
                ) from None
            except (ValueError, KeyError, TypeError, PyJWTError):
                raise LoginError(
                    f"{self._host} is no authority that gives tokens, or has no such tenant. Correct oauth2.NAME.authority "
                    "and the certificate or secret beside it."
                ) from None
        if "access_token" not in answer:
            raise self._refused(answer)
        return Token(str(answer["access_token"]), answer.get("token_source") != "cache")

    def forget(self) -> None:
        """The mail server refused what we keep: ask for another one next time."""
        with self._lock:
            if self._app is not None:
                self._app.remove_tokens_for_client()

    def _application(self) -> Any:
        settings = self._settings
        where = {"authority" if settings.provider == "entra" else "oidc_authority": settings.authority}
        return ConfidentialClientApplication(
            settings.client_id,
            client_credential=_credential(settings),
            http_client=_Http(settings),
            # Else a third party would be asked whether our own authority exists.
            instance_discovery=False,
            **where,
        )

    def _refused(self, answer: dict[str, Any]) -> LoginError | UnreachableError:
        error, description = str(answer.get("error", "")), str(answer.get("error_description", ""))
        if error in _BUSY:
            return UnreachableError(f"{self._host} gives no token now ({error[:40]}). We try again later.")
        code = _CODE.search(description)
        known = [name for name in (code[0] if code else "", error) if name]
        advice = next((_ADVICE[name] for name in known if name in _ADVICE), "look up this code")
        return LoginError(f"{self._host} refuses a token ({', '.join(known)[:80]}): {advice}.")


def _credential(settings: OAuth2Settings) -> str | dict[str, str]:
    if not settings.certificate:
        return settings.client_secret
    key = _KEY.search(settings.certificate)
    return {"private_key": key[0] if key else "", "public_certificate": settings.certificate}


@lru_cache(maxsize=16)
def tokens_of(settings: OAuth2Settings) -> Tokens:
    """The one source for these settings: mailboxes that share an application share its tokens."""
    return Tokens(settings)


def xoauth2(user: str, token: Token) -> str:
    """What the client says in SASL XOAUTH2, before base64."""
    return f"user={user}\x01auth=Bearer {token.value}\x01\x01"
