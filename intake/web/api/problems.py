"""What goes wrong, told as a problem (RFC 9457): a title for every status, a sentence, and nothing of the inside."""

from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from intake.errors import ConflictError, MessageError

_MEDIA_TYPE = "application/problem+json"


class Problem(BaseModel):
    """RFC 9457. `errors` tells per field what is wrong with a request."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    instance: str
    errors: list[dict[str, str]] = []


def told(*statuses: HTTPStatus) -> dict[int | str, dict[str, Any]]:
    """For the description of a route: which problems it may answer with."""
    content = {_MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status.value: {"description": status.phrase, "content": content} for status in statuses}


def answer_problems(app: FastAPI) -> None:
    """Every error of this application becomes a problem."""
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(MessageError, _impossible)
    app.add_exception_handler(Exception, _broken)


def _problem(request: Request, status: int, detail: str, *errors: dict[str, str]) -> JSONResponse:
    said = Problem(
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        instance=request.url.path,
        errors=[*errors],
    )
    return JSONResponse(said.model_dump(), status, media_type=_MEDIA_TYPE)


def _refused(request: Request, error: Exception) -> JSONResponse:
    known = error if isinstance(error, HTTPException) else HTTPException(HTTPStatus.INTERNAL_SERVER_ERROR)
    answer = _problem(request, known.status_code, str(known.detail))
    answer.headers.update(known.headers or {})
    return answer


def _malformed(request: Request, error: Exception) -> JSONResponse:
    faults = error.errors() if isinstance(error, RequestValidationError) else []
    errors = [{"field": ".".join(str(part) for part in one["loc"]), "reason": one["msg"]} for one in faults]
    return _problem(request, HTTPStatus.BAD_REQUEST, "The request is not as the description has it.", *errors)


def _impossible(request: Request, error: Exception) -> JSONResponse:
    conflict = isinstance(error, ConflictError)
    return _problem(request, HTTPStatus.CONFLICT if conflict else HTTPStatus.UNPROCESSABLE_ENTITY, str(error))


def _broken(request: Request, _error: Exception) -> JSONResponse:
    return _problem(request, HTTPStatus.INTERNAL_SERVER_ERROR, "Something went wrong here. Nothing is lost.")
