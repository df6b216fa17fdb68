"""/metrics for Prometheus. With a token of the API: counts say much about a municipality when there is little mail."""

from collections.abc import Iterable
from http import HTTPStatus

from fastapi import APIRouter, Request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Metric, generate_latest
from prometheus_client.registry import Collector
from starlette.responses import PlainTextResponse, Response

from intake.services.metrics import families
from intake.services.tokens import Scope, client_of
from intake.web.desk import Desk


class _Snapshot(Collector):
    def __init__(self, metrics: Iterable[Metric]) -> None:
        self._metrics = tuple(metrics)

    def collect(self) -> Iterable[Metric]:
        """The same counts, however often they are asked."""
        return self._metrics


def routes(desk: Desk) -> APIRouter:
    """GET /metrics, with `Authorization: Bearer TOKEN` (RFC 6750) of the scope `read`."""
    router = APIRouter()

    @router.get("/metrics")
    def report(request: Request) -> Response:
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        client = client_of(desk.engine, token.strip(), desk.now()) if kind.lower() == "bearer" else None
        if client is None or Scope.READ not in client.scopes:
            refusal = {"www-authenticate": f'Bearer scope="{Scope.READ}"'}
            return PlainTextResponse("Send a token with the scope read.", HTTPStatus.UNAUTHORIZED, refusal)
        registry = CollectorRegistry()
        registry.register(_Snapshot(families(desk.engine, desk.settings, desk.now())))
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)

    return router
