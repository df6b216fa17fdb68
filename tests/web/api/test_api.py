"""Programs read everything and write corrections, with a token that allows it; nothing they send breaks it."""

from datetime import UTC, datetime, timedelta

import hypothesis
import pytest
import schemathesis
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance
from sqlalchemy import Engine
from sqlmodel import select

from intake.errors import MessageError
from intake.services.tokens import Scope, client_of, make_token, revoke, tokens
from intake.store.engine import reading
from intake.store.tables import AuditRow
from tests.web.api.conftest import Api

READ, CORRECT = Scope.READ, Scope.CORRECT
REVIEWS = "/cases/VNG-2026-00001/pledges/1/reviews"
FIFTEEN = {"municipality": "Gouda", "places": 15, "unit": "plekken"}
PATHS = [
    "/cases",
    "/cases/VNG-2026-00001",
    "/messages/1",
    "/municipalities",
    "/municipalities/GM0513",
    "/summary",
    "/openapi.json",
]


@pytest.mark.parametrize("path", PATHS)
def test_what_can_be_read_and_by_whom(offers: Engine, api: Api, path: str) -> None:
    assert api("GET", path, READ).status_code == 200
    stranger, wrong = api("GET", path), api("GET", path, CORRECT)
    assert (stranger.status_code, stranger.headers["www-authenticate"]) == (401, "Bearer")
    assert wrong.status_code == 403
    assert {answer.headers["api-version"] for answer in (stranger, wrong)} == {"1.0.0"}
    assert stranger.headers["content-type"] == "application/problem+json"


def test_names_are_lower_camel_case_and_quotes_are_there(offers: Engine, api: Api) -> None:
    case = api("GET", "/cases/VNG-2026-00001", READ).json()
    assert {"needsHuman", "openedAt", "version", "pledges", "mailbox"} <= case.keys()
    assert case["pledges"][0]["places"] == 12
    gouda = api("GET", "/municipalities/GM0513", READ).json()
    assert (gouda["firm"], gouda["reference"], gouda["level"]) == (12, 30, "firm")
    assert gouda["tranches"][0]["quote"] == case["pledges"][0]["quote"] != ""


def test_a_page_leads_to_the_next(offers: Engine, api: Api) -> None:
    first = api("GET", "/cases?limit=1", READ).json()
    second = api("GET", "/cases" + first["_links"]["next"], READ).json()
    assert [page["items"][0]["token"] for page in (first, second)] == ["VNG-2026-00002", "VNG-2026-00001"]
    assert [one["token"] for one in api("GET", "/cases?municipality=Delft", READ).json()["items"]] == [
        "VNG-2026-00002"
    ]
    assert api("GET", "/cases?status=closed", READ).json()["items"] == []


def test_a_correction_reaches_the_ledger_and_the_journal(offers: Engine, api: Api) -> None:
    review = {"version": 1, "decision": "correct", "amount": FIFTEEN}
    after = api("POST", REVIEWS, CORRECT, json=review)
    assert (after.status_code, after.json()["pledges"][0]["places"], after.json()["version"]) == (200, 15, 2)
    assert api("GET", "/municipalities/GM0513", READ).json()["firm"] == 15
    with reading(offers) as session:
        lines = session.exec(select(AuditRow).where(AuditRow.action == "pledge corrected")).all()
    assert [line.actor for line in lines] == ["api:test"]
    again = api("POST", REVIEWS, CORRECT, json=review)
    assert (again.status_code, again.headers["content-type"]) == (409, "application/problem+json")


@pytest.mark.parametrize(
    ("path", "review", "status"),
    [
        (REVIEWS, {"version": 1, "decision": "confirm"}, 200),
        (REVIEWS, {"version": 1, "decision": "reject"}, 200),
        (REVIEWS, {"version": 1, "decision": "correct"}, 422),
        (REVIEWS, {"version": 1, "decision": "confirm", "amount": FIFTEEN}, 422),
        (
            REVIEWS,
            {"version": 1, "decision": "correct", "amount": FIFTEEN | {"municipality": "Nergens"}},
            422,
        ),
        (REVIEWS, {"version": 1, "decision": "correct", "amount": FIFTEEN | {"places": -1}}, 400),
        (REVIEWS, {"version": 1, "decision": "twijfel"}, 400),
        (REVIEWS, {"version": 1, "decision": "confirm", "more": 1}, 400),
        ("/cases/VNG-2026-00001/pledges/2/reviews", {"version": 1, "decision": "reject"}, 404),
        ("/cases/VNG-2026-09999/pledges/1/reviews", {"version": 1, "decision": "reject"}, 404),
    ],
)
def test_what_may_be_written(
    offers: Engine, api: Api, path: str, review: dict[str, object], status: int
) -> None:
    assert api("POST", path, READ, json=review).status_code in {403, 400}
    answer = api("POST", path, CORRECT, json=review)
    assert answer.status_code == status
    if status >= 400:
        assert {"type", "title", "status", "detail", "instance"} <= answer.json().keys()


def test_a_session_of_a_person_opens_nothing_here(offers: Engine, noor) -> None:
    assert noor.get("/api/v1/cases").status_code == 401


def test_a_token_ends(engine: Engine) -> None:
    now = datetime(2026, 6, 9, tzinfo=UTC)
    first = make_token(engine, "een", frozenset({READ}), 30, now, actor="bas")
    second = make_token(engine, "twee", frozenset({READ, CORRECT}), 30, now, actor="bas")
    found = client_of(engine, second, now)
    assert found is not None
    assert (found.name, found.scopes) == ("twee", {READ, CORRECT})
    assert client_of(engine, first, now + timedelta(days=31)) is None
    revoke(engine, 2, now, actor="bas")
    assert client_of(engine, second, now) is None
    assert client_of(engine, "x", now) is None
    assert not any(secret in str(row) for row in tokens(engine) for secret in (first, second))


@pytest.mark.parametrize(("name", "scopes", "days"), [(" ", {READ}, 1), ("x", set(), 1), ("x", {READ}, 0)])
def test_a_token_without_meaning_is_not_made(
    engine: Engine, name: str, scopes: set[Scope], days: int
) -> None:
    with pytest.raises(MessageError):
        make_token(engine, name, frozenset(scopes), days, datetime.now(UTC), actor="bas")


def test_nothing_that_is_sent_breaks_it(offers: Engine, address: str) -> None:
    token = make_token(offers, "fuzz", frozenset({READ, CORRECT}), 1, datetime.now(UTC), actor="bas")
    headers = {"authorization": f"Bearer {token}"}
    described = schemathesis.openapi.from_url(f"{address}/api/v1/openapi.json", headers=headers)
    operations = [found.ok() for found in described.get_all_operations()]
    assert len(operations) == 7
    for operation in operations:
        for mode in GenerationMode:
            _tried(operation.as_strategy(generation_mode=mode), headers)


def _tried(cases: hypothesis.strategies.SearchStrategy[schemathesis.Case], headers: dict[str, str]) -> None:
    statuses: set[int] = set()

    @hypothesis.given(cases)
    @hypothesis.settings(
        max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(hypothesis.HealthCheck)
    )
    def sent(case: schemathesis.Case) -> None:
        answer = case.call(headers=headers)
        statuses.add(answer.status_code)
        case.validate_response(answer, checks=[not_a_server_error, response_schema_conformance])

    sent()
    assert statuses - {401}, "everything was turned away at the door"
