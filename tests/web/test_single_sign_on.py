"""Single sign-on against a real login service: who comes in, in which role, and which answers are not believed."""

import time
from collections.abc import Iterator

import pytest
from joserfc.jwk import OctKey, RSAKey
from sqlalchemy import Engine

from intake.services.accounts import accounts
from intake.settings import OidcSettings, Settings, WebSettings
from tests.web.conftest import Browser, serving
from tests.web.provider import CLIENT, SECRET, Provider, provider


@pytest.fixture
def service() -> Iterator[Provider]:
    with provider() as running:
        yield running


@pytest.fixture
def stranger(engine: Engine, people: None, service: Provider) -> Iterator[Browser]:
    oidc = OidcSettings(issuer=service.issuer, client_id=CLIENT, client_secret=SECRET)
    for address in serving(engine, Settings(web=WebSettings(oidc=oidc))):
        yield Browser(address)


def sign_on(browser: Browser) -> tuple[int, str]:
    answer = browser.get("/aanmelden/organisatie?verder=/losse-mail")
    return answer.status_code, answer.url.path


def test_who_is_vouched_for_comes_in_where_they_wanted_to_be(stranger: Browser, engine: Engine) -> None:
    assert "/aanmelden/organisatie" in stranger.get("/").text
    assert sign_on(stranger) == (200, "/losse-mail")
    assert "Ida Voorbeeld" in stranger.get("/").text
    assert "Wachtwoord wijzigen" not in stranger.get("/").text
    made = {row.name: row.role for row in accounts(engine)}
    assert made["ida@vng.example"] == "behandelaar"


@pytest.mark.parametrize(
    ("roles", "role"),
    [(["lezer"], "lezer"), ("beheerder", "beheerder"), (["lezer", "beheerder", "anders"], "beheerder")],
)
def test_the_highest_role_counts_and_follows_the_claims(
    roles: object, role: str, stranger: Browser, service: Provider, engine: Engine
) -> None:
    sign_on(stranger)
    service.claims = {"roles": roles}
    sign_on(stranger)
    assert {row.role for row in accounts(engine) if row.subject} == {role}


@pytest.mark.parametrize("roles", [[], ["anders"], None, "", [None]])
def test_without_a_role_nobody_comes_in(roles: object, stranger: Browser, service: Provider) -> None:
    service.claims = {"roles": roles}
    assert sign_on(stranger) == (401, "/aanmelden/terug")
    assert stranger.get("/").url.path == "/aanmelden"


def test_nobody_comes_into_the_account_of_somebody_else(
    stranger: Browser, service: Provider, engine: Engine
) -> None:
    service.claims = {"roles": ["lezer"], "preferred_username": "bas"}
    sign_on(stranger)
    made = {row.name: row.role for row in accounts(engine)}
    assert made["bas"] == "beheerder"
    assert [role for name, role in made.items() if name.startswith("bas-")] == ["lezer"]


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"aud": "another"},
        {"aud": [CLIENT, "another"]},
        {"iss": "https://evil.example"},
        {"exp": int(time.time()) - 3_600},
        {"sub": None},
    ],
)
def test_a_token_for_another_occasion_is_not_believed(
    claims: dict[str, object], stranger: Browser, service: Provider
) -> None:
    service.claims = {"roles": ["beheerder"]} | claims
    assert sign_on(stranger)[0] == 401
    assert stranger.get("/").url.path == "/aanmelden"


def test_a_token_by_another_hand_is_not_believed(stranger: Browser, service: Provider) -> None:
    service.key = RSAKey.generate_key(2048, {"kid": "one"})
    assert sign_on(stranger)[0] == 401
    service.key, service.algorithm = OctKey.import_key(SECRET, {"kid": "one"}), "HS256"
    assert sign_on(stranger)[0] == 401


def test_an_answer_that_nobody_asked_for_is_refused(stranger: Browser) -> None:
    assert stranger.get("/aanmelden/terug?code=once&state=x").status_code == 401
    stranger.http.follow_redirects = False
    stranger.get("/aanmelden/organisatie")
    for address in (
        "/aanmelden/terug?code=once&state=wrong",
        "/aanmelden/terug?state=",
        "/aanmelden/terug?error=denied",
    ):
        assert stranger.get(address).status_code == 401


def test_without_settings_there_is_no_such_way_in(lea: Browser) -> None:
    assert lea.get("/aanmelden/organisatie").status_code == 404
    assert "werkaccount" not in Browser(str(lea.http.base_url).rstrip("/")).get("/aanmelden").text
