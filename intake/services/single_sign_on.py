"""Single sign-on: from the claims of the login service to one of our accounts and its role."""

from datetime import datetime
from typing import Any

from sqlalchemy import Engine

from intake.errors import LoginError
from intake.services.accounts import Identity, Role, known_by
from intake.services.login import open_session
from intake.settings import OidcSettings, WebSettings
from intake.transport.oidc import finish

_NO_ROLE = "U bent ingelogd, maar u hebt nog geen rol in dit programma. Vraag uw beheerder om een rol."


def sign_on(
    engine: Engine,
    web: WebSettings,
    oidc: OidcSettings,
    callback: str,
    kept: dict[str, str],
    state: str,
    code: str,
    now: datetime,
) -> str:
    """The key of a new session for who came back from the login service.

    Raises LoginError when they are not let in, UnreachableError when the service cannot be asked.
    """
    who = identity(finish(oidc, callback, kept, state, code), oidc)
    return open_session(engine, known_by(engine, who, now), now, web)


def identity(claims: dict[str, Any], oidc: OidcSettings) -> Identity:
    """Who these claims are about, in the highest role that they give. Raises LoginError when they give none."""
    values = claims.get(oidc.roles_claim)
    given = values if isinstance(values, list) else [values]
    roles = [Role(oidc.roles[str(value)]) for value in given if str(value) in oidc.roles]
    if not roles:
        raise LoginError(_NO_ROLE)
    highest = max(roles, key=list(Role).index)
    name = str(claims.get("preferred_username") or claims.get("email") or claims["sub"])
    return Identity(f"{claims['iss']} {claims['sub']}", name, str(claims.get("name") or name), highest)
