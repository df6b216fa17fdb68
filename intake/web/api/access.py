"""Who asks, and may they? A bearer token (RFC 6750) with the scope that the route names."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.exceptions import HTTPException

from intake.services.tokens import Client, Scope, client_of
from intake.web.desk import Desk

_BEARER = HTTPBearer(
    auto_error=False, description="A token that an administrator made with `intake token make`."
)


def desk_of(request: Request) -> Desk:
    """The desk on which this application was made."""
    desk: Desk = request.app.state.desk
    return desk


OnDesk = Annotated[Desk, Depends(desk_of)]


def _with(scope: Scope) -> Callable[..., Client]:
    def checked(
        desk: OnDesk, given: Annotated[HTTPAuthorizationCredentials | None, Security(_BEARER)]
    ) -> Client:
        client = client_of(desk.engine, given.credentials, desk.now()) if given else None
        if client is None:
            raise HTTPException(
                HTTPStatus.UNAUTHORIZED, "Send a valid token.", {"www-authenticate": "Bearer"}
            )
        if scope not in client.scopes:
            refusal = {"www-authenticate": f'Bearer error="insufficient_scope", scope="{scope}"'}
            raise HTTPException(HTTPStatus.FORBIDDEN, f"This token lacks the scope {scope}.", refusal)
        return client

    return checked


Reads = Annotated[Client, Depends(_with(Scope.READ))]
Corrects = Annotated[Client, Depends(_with(Scope.CORRECT))]
