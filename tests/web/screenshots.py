"""`make screenshots`: pictures of the pages of the demo, by day, by night and on a phone, in docs/screenshots/."""

import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.web.chromium import chromium

TARGET = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
# Name and path; {first} is a case in which words were understood.
PAGES = (
    ("inloggen", "/aanmelden"),
    ("werkvoorraad", "/"),
    ("zoeken", "/?weergave=alles&zoek=statushouders&provincie=Gelderland"),
    ("zaak", "/zaak/{first}"),
    ("plekken", "/plekken"),
    ("gemeente", "/plekken/GM0307"),
    ("kaart", "/kaart"),
    ("weekoverzicht", "/overzicht"),
    ("losse-mail", "/losse-mail"),
    ("accounts", "/beheer/accounts"),
)
MODES = {
    "licht": {"color_scheme": "light", "viewport": {"width": 1280, "height": 800}},
    "donker": {"color_scheme": "dark", "viewport": {"width": 1280, "height": 800}},
    "telefoon": {"color_scheme": "light", "viewport": {"width": 390, "height": 844}},
}
LARGEST = 200_000


def main() -> int:
    """Starts the demo, takes every picture, and ends it; 1 when a picture is too large."""
    TARGET.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-c", "from intake.cli import main; main()", "demo", "--port", "0"]
    demo = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        assert demo.stderr is not None
        told = next(line for line in demo.stderr if "http://" in line)
        address = told[told.index("http://") :].split()[0].rstrip("/")
        with chromium() as browser:
            files = [file for mode in MODES for file in _take(browser, address, mode)]
    finally:
        demo.terminate()
        demo.communicate()
    large = [file.name for file in files if file.stat().st_size > LARGEST]
    print(f"{len(files)} pictures in {TARGET}", *(f"too large: {name}" for name in large), sep="\n")
    return 1 if large else 0


def _take(browser: Browser, address: str, mode: str) -> list[Path]:
    page = browser.new_context(locale="nl-NL", **MODES[mode]).new_page()
    made = []
    first = ""
    for name, path in PAGES:
        page.goto(address + path.format(first=first))
        file = TARGET / f"{name}-{mode}.png"
        _steady(page)
        _shoot(page, file)
        made.append(file)
        if name == "inloggen":
            page.get_by_role("button", name="beheerder").click()
            page.goto(address + "/")
            first = page.locator(".queue tr", has_text="Texel").locator(".token").inner_text()
    return made


def _shoot(page: Page, file: Path) -> None:
    """The picture; what would be too large is cut off lower."""
    size = page.viewport_size or {"width": 1280, "height": 800}
    for height in (size["height"], size["height"] * 4 // 5):
        page.screenshot(path=file, clip={"x": 0, "y": 0, "width": size["width"], "height": height})
        if file.stat().st_size <= LARGEST:
            return


def _steady(page: Page) -> None:
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(200)


if __name__ == "__main__":
    sys.exit(main())
