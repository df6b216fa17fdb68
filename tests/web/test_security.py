"""What a sender or a colleague without the right role may try, each tried and refused."""

import re
from base64 import b64encode
from collections.abc import Callable

import pytest
from sqlalchemy import Engine

from intake.store.engine import unit_of_work
from intake.store.tables import RawRow
from intake.web.mailframe import page
from tests.web.conftest import EVIL, Browser, message

NAMES = [
    "../../etc/passwd",
    "..\\..\\windows\\system.ini",
    "/etc/shadow",
    "a\r\nSet-Cookie: x=1",
    'x".html',
    "\u202egnp.exe",
    "brief.html",
    "",
]
ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src='https://spion.example/pixel.gif'>",
    "<svg onload=alert(1)><a xlink:href='javascript:alert(1)'>x</a></svg>",
    "<a href='javascript:alert(1)'>klik</a>",
    "<a href='https://spion.example/'>klik</a>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<form action='https://spion.example'><input name=wachtwoord></form>",
    "<style>@import 'https://spion.example/x.css'; body{background:url(https://spion.example/y)}</style>",
    "<p style='background:url(https://spion.example/z);position:fixed;inset:0'>x</p>",
    "<link rel=stylesheet href='https://spion.example/a.css'>",
    "<base href='https://spion.example/'>",
    "<meta http-equiv=refresh content='0;url=https://spion.example'>",
    "<math><mtext></p><style><img src=x onerror=alert(1)></style>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "<object data='https://spion.example/o'></object><embed src='https://spion.example/e'>",
    "<video src='https://spion.example/v' poster='https://spion.example/p'></video>",
    "<div onmouseover=alert(1)>x</div>",
    "<body onload=alert(1)>",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_mail_does_nothing_and_fetches_nothing(attack: str) -> None:
    body = page(f"<p>begin</p>{attack}<p>einde</p>", "").partition("<body>")[2]
    assert "begin" in body
    assert "spion.example" not in body
    assert "javascript:" not in body
    assert not re.search(
        r"<(script|img|svg|iframe|form|input|style|link|base|meta|object|embed|video)\b", body, re.I
    )
    assert not re.search(r"<[^>]*\son\w+\s*=", body, re.I)
    assert "position" not in body


def test_ordinary_make_up_stays() -> None:
    kept = '<table border="1"><tr><td style="color:red">Ede</td><td><b>15</b></td></tr></table>'
    assert '<td style="color:red">Ede</td>' in page(kept, "")
    assert "<pre>a &lt; b</pre>" in page("", "a < b")


@pytest.fixture
def with_files(engine: Engine) -> Engine:
    """A mail with a file under each of the nasty names."""
    parts = [
        "Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n"
        f'Content-Disposition: attachment; filename="=?utf-8?b?{b64encode(name.encode()).decode()}?="\r\n\r\n'
        + b64encode(EVIL.encode()).decode()
        for name in NAMES
    ]
    body = "\r\n--x\r\n".join(
        ["", "Content-Type: text/html\r\n\r\n<p>hallo<script>alert(1)</script>", *parts]
    )
    head = "From: a@b.nl\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n"
    with unit_of_work(engine) as session:
        session.add(message(1, id=1, stage="filed", subject="x"))
        session.flush()
        session.add(RawRow(message_row_id=1, data=f"{head}{body}\r\n--x--\r\n".encode()))
    return engine


@pytest.mark.parametrize("position", range(len(NAMES)))
def test_a_file_is_only_ever_saved_under_a_harmless_name(
    position: int, with_files: Engine, lea: Browser
) -> None:
    answer = lea.get(f"/bericht/1/bijlage/{position}")
    assert answer.content == EVIL.encode()
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    found = re.fullmatch(
        r"attachment; filename=\"([^\"]+)\"; filename\*=UTF-8''(\S+)", answer.headers["content-disposition"]
    )
    assert found
    for name in found.groups():
        assert not re.search(r"[/\\\r\n\u202e]|%2F|%5C|%0[AD]|^\.|%E2%80%AE", name, re.I)
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "path",
    [
        "/bericht/1/bijlage/99",
        "/bericht/1/bijlage/-1",
        "/bericht/9",
        "/bericht/9/origineel",
        "/bericht/9/bron",
    ],
)
def test_what_is_not_there_is_not_found(path: str, with_files: Engine, noor: Browser) -> None:
    assert noor.get(path).status_code in {404, 422}


@pytest.mark.parametrize(
    "path",
    [
        "/bericht/1/bijlage/../../../etc/passwd",
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
    ],
)
def test_no_path_leads_outside(path: str, with_files: Engine, noor: Browser) -> None:
    answer = noor.get(path)
    assert answer.status_code in {404, 422}
    assert "create_app" not in answer.text


def test_the_frame_of_a_mail_is_a_stranger_in_its_own_house(with_files: Engine, lea: Browser) -> None:
    answer = lea.get("/bericht/1/origineel")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "allow-" not in policy
    assert "script" not in answer.text
    assert '<iframe src="/bericht/1/origineel"' in (shown := lea.get("/bericht/1").text)
    assert re.search(r"<iframe[^>]*\ssandbox\s", shown)


@pytest.mark.parametrize("path", ["/", "/aanmelden", "/zaak/VNG-2026-00001", "/losse-mail", "/elders"])
def test_nobody_may_put_our_pages_in_a_frame(path: str, filled: Engine, lea: Browser) -> None:
    headers = lea.get(path).headers
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-frame-options"] == "DENY"


VERBS = (
    "doe heropen behandelaar gemeente soort aanbod aanbod-erbij notitie samenvoegen splitsen antwoord".split()
)


@pytest.mark.parametrize("verb", VERBS)
def test_a_reader_changes_no_case(verb: str, filled: Engine, lea: Browser) -> None:
    page = lea.get("/zaak/VNG-2026-00001").text
    assert page.count("<form") == 1  # to log out
    assert lea.post(f"/zaak/VNG-2026-00001/{verb}", versie="1", actie="sluit", tekst="x").status_code == 403
    assert lea.get("/bericht/1/bron").status_code == 403


@pytest.mark.parametrize("verb", VERBS)
def test_no_change_without_the_token_of_this_session(
    verb: str, filled: Engine, noor: Browser, bas: Browser
) -> None:
    for token in ("", bas.token()):
        answer = noor.http.post(
            f"/zaak/VNG-2026-00001/{verb}", data={"csrf": token, "versie": "1", "actie": "sluit"}
        )
        assert answer.status_code == 403


def test_a_pledge_of_another_case_is_out_of_reach(filled: Engine, noor: Browser) -> None:
    answer = noor.post("/zaak/VNG-2026-00002/aanbod", versie="1", aanbod="1", actie="weg")
    assert answer.status_code == 422
    assert "hoort niet bij deze zaak" in answer.text


def test_every_route_that_changes_something_asks_for_a_role(
    filled: Engine, browser: Callable[..., Browser]
) -> None:
    stranger = browser()
    stranger.http.follow_redirects = False
    for path in (
        "/werk",
        "/weergaven",
        "/afmelden",
        "/zaak/VNG-2026-00001/doe",
        "/beheer/accounts",
        "/wachtwoord",
    ):
        answer = stranger.http.post(path, data={"actie": "sluit"})
        assert (answer.status_code, answer.headers["location"]) == (303, "/aanmelden?verder=/")
