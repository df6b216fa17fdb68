"""/health: whether everything runs. Without a login, so without names, addresses or reasons."""

from datetime import datetime, timedelta
from http import HTTPStatus

from fastapi import APIRouter
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from starlette.responses import JSONResponse

from intake.services import health
from intake.settings import Settings
from intake.web.desk import Desk

# The worker gives a sign of life every half minute.
_SILENCE = timedelta(minutes=5)


def routes(desk: Desk) -> APIRouter:
    """GET /health/live (this process answers) and GET /health, /health/ready (everything runs)."""
    router = APIRouter()

    @router.get("/health/live")
    def report_life() -> JSONResponse:
        return JSONResponse({"status": "ok"})

    @router.get("/health")
    @router.get("/health/ready")
    def report_health() -> JSONResponse:
        return _health(desk.engine, desk.settings, desk.now())

    return router


def _health(engine: Engine, settings: Settings, now: datetime) -> JSONResponse:
    try:
        beats = health.heartbeats(engine, settings)
    except SQLAlchemyError:
        return JSONResponse({"status": "database unreachable", "jobs": {}}, HTTPStatus.SERVICE_UNAVAILABLE)
    jobs = {beat.job: {"at": beat.at.isoformat(), "ok": not beat.error} for beat in beats}
    word = "ok" if all(job["ok"] for job in jobs.values()) else "a job fails"
    if health.unpolled(beats, settings, now):
        word = "a mailbox is not read"
    if not beats or now - max(beat.at for beat in beats) > _SILENCE:
        word = "the worker is silent"
    status = HTTPStatus.OK if word == "ok" else HTTPStatus.SERVICE_UNAVAILABLE
    return JSONResponse({"status": word, "jobs": jobs}, status)
