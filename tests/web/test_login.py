"""Who comes in, who stays out, and what a session is worth."""

import threading
from collections.abc import Callable
from datetime import timedelta

import httpx2
import pytest
from sqlalchemy import Engine
from sqlmodel import select

from intake.errors import MessageError
from intake.services import accounts, login
from intake.services.accounts import Role
from intake.services.passwords import must_be_good
from intake.settings import WebSettings
from intake.store.engine import reading
from intake.store.people import SessionRow
from intake.store.tables import AuditRow
from intake.web.pages import own_path
from tests.web.conftest import NAMES, NOW, PASSWORD, Browser

Opened = Callable[..., Browser]
WEB = WebSettings()


@pytest.mark.parametrize(
    "path", ["/", "/zaak/VNG-2026-00001", "/beheer/accounts", "/wachtwoord", "/elders", "/static"]
)
def test_a_stranger_sees_only_the_login_page(path: str, filled: Engine, address: str) -> None:
    answer = httpx2.get(address + path)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/aanmelden?verder=/")
    assert "VNG-2026" not in answer.text


def test_a_stranger_may_ask_for_health_and_looks(address: str) -> None:
    assert httpx2.get(address + "/health").json()["status"] == "the worker is silent"
    assert httpx2.get(address + "/health/live").status_code == 200
    assert httpx2.get(address + "/aanmelden").status_code == 200
    assert httpx2.get(address + "/static/theme.css").status_code == 200


def test_htmx_is_told_to_go_to_the_login_page(address: str) -> None:
    answer = httpx2.get(address + "/", headers={"hx-request": "true"})
    assert (answer.status_code, answer.headers["hx-redirect"]) == (401, "/aanmelden?verder=/")


def test_after_login_one_is_where_one_wanted_to_be(filled: Engine, browser: Opened) -> None:
    stranger = browser()
    wish = {"naam": "lea", "wachtwoord": PASSWORD, "verder": "/zaak/VNG-2026-00001"}
    assert stranger.http.post("/aanmelden", data=wish).url.path == "/zaak/VNG-2026-00001"


@pytest.mark.parametrize(
    "wish",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil",
        "/\tevil",
        "javascript:alert(1)",
        "",
    ],
)
def test_no_open_redirect(wish: str, browser: Opened) -> None:
    stranger = browser()
    stranger.http.follow_redirects = False
    answer = stranger.http.post("/aanmelden", data={"naam": "lea", "wachtwoord": PASSWORD, "verder": wish})
    assert answer.headers["location"] == "/"
    assert own_path(wish) == "/"


@pytest.mark.parametrize(
    ("name", "password"), [("noor", "fout"), ("niemand", PASSWORD), ("noor", ""), ("", "")]
)
def test_a_wrong_password_tells_nothing(name: str, password: str, browser: Opened) -> None:
    answer = browser().log_in(name, password)
    assert answer.status_code in {401, 422}
    assert "set-cookie" not in answer.headers


def test_guessing_is_braked_also_for_the_right_password(browser: Opened) -> None:
    guesser = browser()
    assert [guesser.log_in("noor", f"gok {n}").status_code for n in range(6)] == [401] * 5 + [429]
    assert guesser.log_in("noor").status_code == 429
    assert guesser.log_in("lea").status_code == 200


def test_guessing_in_parallel_does_not_pay(engine: Engine, people: None) -> None:
    looked = []

    def guess() -> None:
        try:
            login.log_in(engine, "noor", "gok", "192.0.2.1", NOW, WEB)
        except login.TooManyAttemptsError:
            pass
        except MessageError:
            looked.append(1)

    threads = [threading.Thread(target=guess) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(looked) == 5


def test_the_brake_lets_go_after_a_quarter_of_an_hour(engine: Engine, people: None) -> None:
    for _ in range(5):
        with pytest.raises(MessageError):
            login.log_in(engine, "noor", "gok", "192.0.2.1", NOW, WEB)
    with pytest.raises(login.TooManyAttemptsError):
        login.log_in(engine, "noor", PASSWORD, "192.0.2.1", NOW + timedelta(minutes=14), WEB)
    assert login.log_in(engine, "noor", PASSWORD, "192.0.2.1", NOW + timedelta(minutes=16), WEB)


def test_a_session_that_was_planted_is_not_used(browser: Opened) -> None:
    victim = browser()
    victim.http.follow_redirects = False
    victim.http.cookies.set("intake", "chosen-by-somebody-else")
    given = victim.log_in("noor").cookies["intake"]
    assert given != "chosen-by-somebody-else"
    other = browser()
    other.http.cookies.set("intake", "chosen-by-somebody-else")
    assert other.get("/").url.path == "/aanmelden"


def test_a_new_login_is_a_new_session_and_logout_ends_it_everywhere(browser: Opened) -> None:
    noor = browser("noor")
    first = noor.http.cookies["intake"]
    noor.log_in("noor")
    assert noor.http.cookies["intake"] != first
    copy = browser()
    copy.http.cookies.set("intake", noor.http.cookies["intake"])
    assert copy.get("/").url.path == "/"
    assert noor.post("/afmelden").url.path == "/aanmelden"
    assert copy.get("/").url.path == "/aanmelden"


def test_the_cookie_is_not_for_scripts_nor_for_other_sites(browser: Opened) -> None:
    stranger = browser()
    stranger.http.follow_redirects = False
    cookie = stranger.log_in("noor").headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie


def test_the_database_does_not_hold_the_key(engine: Engine, noor: Browser) -> None:
    with reading(engine) as session:
        digests = session.exec(select(SessionRow.digest)).all()
    assert noor.http.cookies["intake"] not in digests


@pytest.mark.parametrize("late", [timedelta(minutes=121), timedelta(hours=13)])
def test_a_session_ends(engine: Engine, people: None, late: timedelta) -> None:
    key = login.log_in(engine, "noor", PASSWORD, "", NOW, WEB)
    assert login.visitor(engine, key, NOW + timedelta(minutes=100), WEB)
    assert login.visitor(engine, key, NOW + timedelta(minutes=100) + late, WEB) is None


def test_another_role_or_a_shut_account_counts_at_once(engine: Engine, browser: Opened) -> None:
    noor = browser("noor")
    accounts.change_account(engine, "noor", Role.LEZER, True, NOW, actor="bas")
    assert noor.get("/").url.path == "/aanmelden"
    assert noor.log_in("noor").status_code == 401


def test_the_first_account_must_choose_a_password(engine: Engine, browser: Opened) -> None:
    assert accounts.first_account(engine, NOW) == ""
    new = accounts.reset_password(engine, "bas", NOW, actor="noor")
    bas = browser()
    assert bas.log_in("bas", new).url.path == "/wachtwoord"
    assert bas.get("/").url.path == "/wachtwoord"
    chosen = "vier woorden achter elkaar"
    fields = {"csrf": bas.token("/wachtwoord"), "huidig": new, "nieuw": chosen}
    assert bas.http.post("/wachtwoord", data=fields).url.path == "/"
    assert browser().log_in("bas", new).status_code == 401
    assert browser().log_in("bas", chosen).status_code == 200


def test_an_empty_database_gets_one_account_once(engine: Engine) -> None:
    password = accounts.first_account(engine, NOW)
    assert len(password) >= 16
    assert accounts.first_account(engine, NOW) == ""
    assert login.proved(engine, "beheer", password, "", NOW).must_change


@pytest.mark.parametrize("bad", ["kort", "aaaaaaaaaaaaaa", "noornoornoor", "x" * 300])
def test_a_bad_password_is_not_taken(bad: str) -> None:
    with pytest.raises(MessageError):
        must_be_good(bad, "noor")


@pytest.mark.parametrize("token", ["", "00", "zz", "00" * 32])
def test_a_form_without_our_token_is_refused(token: str, noor: Browser) -> None:
    assert noor.http.post("/afmelden", data={"csrf": token}).status_code == 403
    assert noor.get("/").url.path == "/"


def test_the_token_of_somebody_else_is_refused(noor: Browser, lea: Browser) -> None:
    assert noor.http.post("/afmelden", data={"csrf": lea.token()}).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
    ],
)
def test_a_form_from_another_site_is_refused(headers: dict[str, str], noor: Browser) -> None:
    assert noor.http.post("/afmelden", data={"csrf": noor.token()}, headers=headers).status_code == 403
    assert (
        noor.http.post(
            "/aanmelden", data={"naam": "lea", "wachtwoord": PASSWORD}, headers=headers
        ).status_code
        == 403
    )


@pytest.mark.parametrize("name", NAMES)
def test_only_an_administrator_manages_accounts(name: str, browser: Opened) -> None:
    who = browser(name)
    may = NAMES[name] is Role.BEHEERDER
    assert who.get("/beheer/accounts").status_code == (200 if may else 403)
    assert ("Beheer" in who.get("/").text) is may
    for path in ("", "/wijzig", "/wachtwoord"):
        answer = who.post("/beheer/accounts" + path, naam="lea", rol="beheerder")
        assert (answer.status_code == 403) is not may


def test_an_administrator_makes_an_account(engine: Engine, bas: Browser) -> None:
    page = bas.post("/beheer/accounts", naam="ida", weergave="<b>Ida</b>", rol="lezer").text
    assert "&lt;b&gt;Ida" in page
    password = page.partition("wachtwoord door: ")[2].partition("<")[0].strip()
    assert login.proved(engine, "ida", password, "", NOW).role == "lezer"
    assert bas.post("/beheer/accounts", naam="ida", rol="lezer").status_code == 422
    assert bas.post("/beheer/accounts/wijzig", naam="bas", rol="lezer").status_code == 422
    with reading(engine) as session:
        made = session.exec(select(AuditRow).where(AuditRow.action == "account made")).all()
    assert ("bas", "ida") in [(row.actor, row.details["account"]) for row in made]
