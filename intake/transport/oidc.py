"""Single sign-on: the authorization code flow with PKCE (OpenID Connect Core 1.0, 3.1; RFC 7636)."""

import secrets
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any, cast

import httpx2
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import OAuth2Client
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, KeySetSerialization

from intake.errors import LoginError, UnreachableError
from intake.settings import OidcSettings

_TIMEOUT_SECONDS = 10.0
# Signatures only; "none" and keys that both sides share are not among them.
_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"]
_REFUSED = "De inlogdienst gaf geen geldig antwoord. Probeer het opnieuw."


@dataclass(frozen=True, slots=True)
class Flow:
    """What the browser keeps while somebody is away to sign on; `url` is where they are sent."""

    url: str
    state: str
    nonce: str
    verifier: str

    def kept(self) -> dict[str, str]:
        """What must come back, without the address."""
        return {key: value for key, value in asdict(self).items() if key != "url"}


def begin(settings: OidcSettings, callback: str) -> Flow:
    """Where to send somebody who wants to sign on. Raises UnreachableError."""
    nonce, verifier = secrets.token_urlsafe(24), secrets.token_urlsafe(48)
    with _client(settings, callback) as client:
        url, state = client.create_authorization_url(
            _discovered(settings.issuer)["authorization_endpoint"],
            nonce=nonce,
            code_challenge=create_s256_code_challenge(verifier),
            code_challenge_method="S256",
        )
    return Flow(url, state, nonce, verifier)


def finish(
    settings: OidcSettings, callback: str, kept: dict[str, str], state: str, code: str
) -> dict[str, Any]:
    """The checked claims about who came back, with this `state` and `code` in the address.

    Raises LoginError when anything does not fit, UnreachableError when the service cannot be reached.
    """
    if not code or not secrets.compare_digest(kept.get("state", "").encode(), state.encode()):
        raise LoginError(_REFUSED)
    known = _discovered(settings.issuer)
    try:
        with _client(settings, callback) as client:
            token = client.fetch_token(
                known["token_endpoint"],
                grant_type="authorization_code",
                code=code,
                code_verifier=kept["verifier"],
            )
        keys = KeySet.import_key_set(cast(KeySetSerialization, _get(known["jwks_uri"])))
        claims = jwt.decode(token["id_token"], keys, algorithms=_ALGORITHMS).claims
        _registry(settings, known["issuer"], kept["nonce"]).validate(claims)
    except httpx2.HTTPError as error:
        raise UnreachableError(_unreachable(settings)) from error
    except (JoseError, KeyError, ValueError, TypeError, AuthlibBaseError) as error:
        raise LoginError(_REFUSED) from error
    audience = claims["aud"]
    # OpenID Connect Core 1.0, 3.1.3.7: with several audiences we must be the party it was issued to.
    if isinstance(audience, list) and len(audience) > 1 and claims.get("azp") != settings.client_id:
        raise LoginError(_REFUSED)
    return dict(claims)


def _registry(settings: OidcSettings, issuer: str, nonce: str) -> jwt.JWTClaimsRegistry:
    return jwt.JWTClaimsRegistry(
        leeway=60,
        iss={"essential": True, "value": issuer},
        aud={"essential": True, "value": settings.client_id},
        nonce={"essential": True, "value": nonce},
        sub={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
    )


def _client(settings: OidcSettings, callback: str) -> OAuth2Client:
    return OAuth2Client(
        client_id=settings.client_id,
        client_secret=settings.client_secret or None,
        scope=" ".join(settings.scopes),
        redirect_uri=callback,
        timeout=_TIMEOUT_SECONDS,
    )


@lru_cache(maxsize=4)
def _discovered(issuer: str) -> dict[str, Any]:
    found = _get(issuer.rstrip("/") + "/.well-known/openid-configuration")
    if str(found.get("issuer", "")).rstrip("/") != issuer.rstrip("/"):
        raise LoginError(_REFUSED)
    return found


def _get(url: str) -> dict[str, Any]:
    try:
        answer = httpx2.get(url, timeout=_TIMEOUT_SECONDS)
        answer.raise_for_status()
        return dict(answer.json())
    except (httpx2.HTTPError, ValueError) as error:
        raise UnreachableError(f"De inlogdienst is niet bereikbaar ({type(error).__name__}).") from error


def _unreachable(settings: OidcSettings) -> str:
    return f"De inlogdienst {settings.issuer} is niet bereikbaar. Probeer het later opnieuw."
