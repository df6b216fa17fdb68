"""The wheel: one top-level name, and all content inside."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CONTENT = ("rules", "templates", "models")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built by hatchling itself, so without any network."""
    target = tmp_path_factory.mktemp("wheel")
    build = f"from hatchling.build import build_wheel; build_wheel({str(target)!r})"
    subprocess.run([sys.executable, "-c", build], cwd=ROOT, check=True, timeout=300, capture_output=True)
    (made,) = target.glob("*.whl")
    return made


def names(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as packed:
        return [name for name in packed.namelist() if not name.endswith("/")]


def test_the_only_top_level_name_is_ours(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in names(wheel)}
    assert tops == {"intake", next(top for top in tops if top.endswith(".dist-info"))}
    assert wheel.name.startswith("vng_mail_intake-")


def test_every_content_file_is_inside(wheel: Path) -> None:
    packed = set(names(wheel))
    listed = subprocess.run(
        ["git", "ls-files", *CONTENT], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    files = listed.stdout.split() if listed.returncode == 0 else []
    files = files or [
        str(f.relative_to(ROOT)) for top in CONTENT for f in (ROOT / top).rglob("*") if f.is_file()
    ]
    # What git ignores, such as a hidden marker of an empty folder, is no content.
    wanted = {f"intake/_content/{name}" for name in files if not Path(name).name.startswith(".")}
    assert len(wanted) > 10
    assert wanted <= packed


def test_samples_pages_and_licence_are_inside(wheel: Path) -> None:
    packed = names(wheel)
    assert sum(name.startswith("intake/demo/samples/") for name in packed) >= 32
    assert "intake/_content/templates/web/base.html" in packed
    assert {"intake/py.typed", "intake/web/static/vendor/nlds.css"} <= set(packed)
    assert any(name.endswith("licenses/LICENSE") for name in packed)


def test_the_unpacked_wheel_finds_its_own_content(wheel: Path, tmp_path: Path) -> None:
    """As installed: away from the checkout, the command reads the rules that it carries."""
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(site)
    ask = (
        "import intake, intake.content as c;"
        "print(intake.__file__); print(c.rules_dir()); print(c.templates_dir()); print(c.models_dir());"
        "from intake.extraction.gazetteer import load_gazetteer; load_gazetteer(c.rules_dir())"
    )
    clean = {key: value for key, value in os.environ.items() if not key.startswith("INTAKE_")}
    told = subprocess.run(
        [sys.executable, "-c", ask],
        cwd=tmp_path,
        env={**clean, "PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    lines = told.stdout.split()
    assert len(lines) == 4
    assert all(line.startswith(str(site)) for line in lines)
