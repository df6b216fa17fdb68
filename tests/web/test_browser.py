"""A day's work in a real browser, with and without JavaScript; and whether everybody can use every page."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect
from sqlalchemy import Engine

from intake.services.export import state
from intake.store.engine import unit_of_work
from intake.store.tables import RawRow
from tests.web.chromium import NEEDED, chromium, log_in, violations
from tests.web.conftest import PASSWORD

pytestmark = NEEDED
PAGES = (
    "/", "/?weergave=mijn", "/?zoek=nergens", "/?weergave=alles&provincie=Gelderland", "/losse-mail", "/wachtwoord",
    "/zaak/VNG-2026-00001", "/zaak/VNG-2026-00002", "/bericht/1", "/bericht/3", "/zaak/bestaat-niet", "/beheer/accounts",
    "/plekken", "/plekken/GM0228", "/kaart", "/overzicht",
)  # fmt: skip


@pytest.fixture(scope="module")
def browser_window() -> Iterator[Chromium]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def faults() -> list[str]:
    return []


def opened(window: Chromium, address: str, faults: list[str], name: str = "noor", **wishes: object) -> Page:
    context = window.new_context(locale="nl-NL", **wishes)
    context.set_default_timeout(15_000)
    context.on(
        "console", lambda line: faults.append(line.text) if line.type in {"error", "warning"} else None
    )
    context.on("weberror", lambda error: faults.append(str(error.error)))
    return log_in(context, address, name, PASSWORD)


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_days_work(
    script: bool, ede: Engine, address: str, browser_window: Chromium, faults: list[str], tmp_path: Path
) -> None:
    page = opened(browser_window, address, faults, java_script_enabled=script)
    expect(page).to_have_title(re.compile(r"^\(2\) Te doen"))
    page.get_by_role("link", name="Aanbod").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Aanbod")
    page.goto(address + "/zaak/VNG-2026-00001")
    page.get_by_label("Aantal", exact=True).first.fill("15")
    page.get_by_role("button", name="Bewaar", exact=True).click()
    expect(page.locator(".pledge .big")).to_contain_text("15 plekken")
    assert state(ede)["ledger"]["Ede"]["firm"] == 15
    page.get_by_role("button", name="Bekeken, klopt").click()
    expect(page.locator(".title")).to_contain_text("bekeken of zonder twijfel")

    page.get_by_role("link", name="Plekken", exact=True).click()
    expect(page.get_by_role("row").filter(has_text="Ede").first).to_contain_text("15")
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("Excel")).first.click()
    download.value.save_as(tmp_path / "plekken.xlsx")
    sheet = load_workbook(tmp_path / "plekken.xlsx")
    assert any(15 in row for one in sheet for row in one.iter_rows(values_only=True))
    page.get_by_role("link", name="Kaart", exact=True).click()
    expect(page.locator("svg").first).to_contain_text("Ede")
    page.goto(address + "/zaak/VNG-2026-00001")

    page.get_by_text("Voeg samen met een andere zaak").click()
    page.get_by_role("radio", name=re.compile("VNG-2026-00002")).check()
    page.get_by_role("button", name="Voeg samen").click()
    page.get_by_role("link", name="VNG-2026-00002").click()
    expect(page.get_by_role("article")).to_have_count(3)

    page.get_by_label("Begin met").select_option(label="Vraag: antwoord")
    page.get_by_role("button", name="Vul in").click()
    page.get_by_label("Uw tekst").fill("Beste meneer Bakker,\n\nDat kan.\n\nNoor")
    page.get_by_role("button", name="Bekijk voorbeeld").click()
    expect(page.locator(".preview")).to_contain_text("Re: [VNG-2026-00002] Aanbod")
    page.get_by_role("button", name="Verstuur").click()
    expect(page.locator(".ours")).to_contain_text("Dat kan.")
    assert [row["to"] for row in state(ede)["outbox"]] == ["j.bakker@ede.nl"]

    page.locator(".who summary").click()
    page.get_by_role("button", name="Afmelden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Inloggen")
    page.goto(address + "/zaak/VNG-2026-00002")
    expect(page.get_by_role("heading", level=1)).to_have_text("Inloggen")
    assert faults == []


def test_the_queue_by_keyboard_alone(
    ede: Engine, address: str, browser_window: Chromium, faults: list[str]
) -> None:
    page = opened(browser_window, address, faults)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    # The browser closes it a moment later, and keys typed in a dialog are not the queue's.
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator(".bulk-count")).to_have_text("1 zaak gekozen")
    page.keyboard.press("k")
    page.keyboard.press("e")
    expect(page.locator("#melding")).to_contain_text("1 zaak is gewijzigd.")
    expect(page.locator("#lijst tbody tr")).to_have_count(1)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page).to_have_url(address + "/zaak/VNG-2026-00001")
    page.wait_for_load_state()
    page.keyboard.press("u")
    expect(page).to_have_url(address + "/")
    page.wait_for_load_state()
    page.keyboard.press("/")
    page.keyboard.type("nergens")
    expect(page.locator("#lijst")).to_contain_text("Niets gevonden")
    assert "zoek=nergens" in page.url
    assert faults == []


def test_keys_can_be_switched_off(
    ede: Engine, address: str, browser_window: Chromium, faults: list[str]
) -> None:
    page = opened(browser_window, address, faults)
    page.keyboard.press("?")
    page.get_by_label("Sneltoetsen aan").uncheck()
    page.get_by_role("button", name="Sluiten").click()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_the_queue_notices_news(
    ede: Engine, address: str, browser_window: Chromium, faults: list[str]
) -> None:
    from intake.services import handling
    from tests.web.conftest import NOW

    page = opened(browser_window, address, faults)
    handling.settle(ede, "VNG-2026-00002", 1, NOW, actor="bas")
    page.evaluate("look()")
    expect(page).to_have_title(re.compile(r"^\(1\) Te doen"))
    expect(page.locator("#lijst tbody tr")).to_have_count(1)


def test_evidence_shows_on_focus(
    ede: Engine, address: str, browser_window: Chromium, faults: list[str]
) -> None:
    page = opened(browser_window, address, faults)
    page.goto(address + "/zaak/VNG-2026-00001")
    page.locator("mark").first.focus()
    expect(page.locator(".tip").first).to_be_visible()
    expect(page.locator(".tip").first).to_contain_text("Aanbod: Ede: 12 plekken")


def test_a_mail_in_its_frame_neither_runs_nor_calls_home(
    ede: Engine, address: str, browser_window: Chromium, faults: list[str]
) -> None:
    evil = (
        b"From: a@ede.nl\r\nSubject: x\r\nContent-Type: text/html\r\n\r\n<p>Hallo</p><script>top.document.title='weg'</script>"
        b"<img src='http://127.0.0.1:9/spion.png'><a href='http://127.0.0.1:9/'>klik</a>"
    )
    with unit_of_work(ede) as session:
        session.get_one(RawRow, 1).data = evil
    page = opened(browser_window, address, faults)
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.goto(address + "/zaak/VNG-2026-00001")
    page.get_by_text("Bekijk de mail zoals de afzender hem maakte").click()
    frame = page.frame_locator("iframe")
    expect(frame.get_by_text("Hallo")).to_be_visible()
    frame.get_by_text("klik").click()
    page.wait_for_timeout(300)
    assert all(url.startswith(address) for url in asked)
    assert "weg" not in page.title()


def test_what_strangers_write_never_runs(
    filled: Engine, address: str, browser_window: Chromium, faults: list[str]
) -> None:
    page = opened(browser_window, address, faults)
    page.on("dialog", lambda dialog: faults.append(dialog.message))
    for path in ("/", "/?zoek=alert", "/zaak/VNG-2026-00001", "/losse-mail", "/bericht/1", "/bericht/3"):
        page.goto(address + path)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        page.wait_for_timeout(100)
    assert faults == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_every_page(
    scheme: str, ede: Engine, address: str, browser_window: Chromium, faults: list[str]
) -> None:
    page = opened(browser_window, address, faults, "bas", color_scheme=scheme)
    found = []
    for path in PAGES:
        page.goto(address + path)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        found += [f"{path} {fault}" for fault in violations(page)]
    page.context.clear_cookies()
    page.goto(address + "/aanmelden")
    assert found + violations(page) == []


def test_nothing_sticks_out_on_a_narrow_phone(
    ede: Engine, address: str, browser_window: Chromium, faults: list[str]
) -> None:
    page = opened(browser_window, address, faults, "bas", viewport={"width": 360, "height": 740})
    wide = []
    for path in PAGES:
        page.goto(address + path)
        if page.evaluate("document.documentElement.scrollWidth") > 360:
            wide.append(path)
    assert wide == []


def test_a_page_is_light(ede: Engine, address: str, browser_window: Chromium, faults: list[str]) -> None:
    page = opened(browser_window, address, faults)
    for path in ("/", "/zaak/VNG-2026-00001"):
        probe = page.context.new_cdp_session(page)
        probe.send("Network.enable")
        probe.send("Network.setCacheDisabled", {"cacheDisabled": True})
        sizes: list[int] = []
        probe.on(
            "Network.loadingFinished", lambda event, sizes=sizes: sizes.append(event["encodedDataLength"])
        )
        page.goto(address + path, wait_until="networkidle")
        assert 10_000 < sum(sizes) < 150_000, path
        probe.detach()
