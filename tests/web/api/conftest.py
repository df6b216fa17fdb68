"""The API on a real server, with offers in it and a token for each kind of client."""

from collections.abc import Callable, Iterator

import httpx2
import pytest
from sqlalchemy import Engine

from intake.services.tokens import Scope, make_token
from tests.services.samples import handle, write
from tests.web.conftest import NOW

Api = Callable[..., httpx2.Response]


@pytest.fixture
def offers(engine: Engine) -> Engine:
    """Gouda offers 12, Delft 5 if the council agrees."""
    handle(
        engine,
        write("een", "X-Pledge: Gouda 12 plekken"),
        write("twee", "X-Pledge: Delft 5 bedden conditional"),
    )
    return engine


@pytest.fixture
def api(address: str, engine: Engine) -> Iterator[Api]:
    """A function that asks under /api/v1 with a token for these scopes (none: no token)."""
    with httpx2.Client(base_url=address + "/api/v1", timeout=30) as http:

        def ask(method: str, path: str, *scopes: Scope, **options: object) -> httpx2.Response:
            token = make_token(engine, "test", frozenset(scopes), 1, _now(), actor="bas") if scopes else ""
            headers = {"authorization": f"Bearer {token}"} if token else {}
            return http.request(method, path, headers=headers, **options)

        yield ask


def _now():
    from datetime import UTC, datetime

    return max(datetime.now(UTC), NOW)
