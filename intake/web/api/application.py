"""The application under /api/v1, with its own description (OpenAPI 3.1) and its own errors."""

from typing import Any

from fastapi import FastAPI
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from intake.web.api.access import Reads
from intake.web.api.problems import Problem, answer_problems
from intake.web.api.routes import router
from intake.web.desk import Desk

VERSION = "1.0.0"
_ABOUT = (
    "What Dutch municipalities offered VNG by mail: cases, messages, and places against reference numbers. "
    "A new major version comes beside the old one, which then says in the headers Deprecation (RFC 9745) and Sunset (RFC 8594) "
    "until when it is there; within a version only things are added."
)


def create_api(desk: Desk) -> ASGIApp:
    """To be mounted; whoever asks must send a token, for the description too."""
    app = FastAPI(
        title="Postvak asiel en migratie",
        version=VERSION,
        description=_ABOUT,
        contact={"name": "VNG", "url": "https://vng.nl"},
        license_info={"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        servers=[{"url": "/api/v1"}],
        root_path_in_servers=False,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
    )
    app.state.desk = desk
    app.include_router(router)
    answer_problems(app)

    @app.get("/openapi.json", include_in_schema=False)
    def describe(_who: Reads) -> dict[str, Any]:
        return description(app)

    return _Versioned(app)


def description(app: FastAPI) -> dict[str, Any]:
    """OpenAPI 3.1. A wrong request is answered 400, so the framework's own 422 for it is left out."""
    schema = app.openapi()
    components = schema["components"]["schemas"]
    components["Problem"] = Problem.model_json_schema()
    components.pop("HTTPValidationError", None)
    components.pop("ValidationError", None)
    for methods in schema["paths"].values():
        for operation in methods.values():
            said = operation["responses"].get("422", {}).get("content", {})
            if "application/json" in said:
                said.pop("application/json")
                if not said:
                    del operation["responses"]["422"]
    return schema


class _Versioned:
    """Names the version in every answer (API Design Rules, /core/version-header)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def named(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["api-version"] = VERSION
            await send(message)

        await self._app(scope, receive, named)
