"""The units of systemd and the Containerfile, as far as they can be judged without installing them."""

import ctypes
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
UNITS = sorted((ROOT / "deploy" / "systemd").iterdir())
_WRITES_CODE = "import mmap; mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)"
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]


def _analyze(*arguments: str) -> subprocess.CompletedProcess[str]:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed (apt-get install systemd), so no unit is verified")
    return subprocess.run(
        ["systemd-analyze", "--no-pager", *arguments], capture_output=True, text=True, timeout=60, check=False
    )


def test_systemd_understands_every_unit(tmp_path: Path) -> None:
    program = tmp_path / "intake"
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    for unit in UNITS:
        there = unit.read_text(encoding="utf-8").replace(
            "/opt/vng-mail-intake/.venv/bin/intake", str(program)
        )
        (tmp_path / unit.name).write_text(there, encoding="utf-8")
    done = _analyze(
        "verify", "--man=no", "--recursive-errors=no", *(str(tmp_path / unit.name) for unit in UNITS)
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_what_runs_is_locked_in(unit: Path) -> None:
    # Of 10 (nothing is shut) to 0; a service as packages ship it has about 9.6.
    limit = 50 if "backup" in unit.name else 20
    done = _analyze("security", "--offline=true", f"--threshold={limit}", str(unit))
    assert done.returncode == 0, done.stdout[-400:] + done.stderr


def _forbid_executable_memory() -> None:
    # PR_SET_MDWE with PR_MDWE_REFUSE_EXEC_GAIN (Linux 6.3, prctl(2)): what MemoryDenyWriteExecute=yes does.
    ctypes.CDLL(None).prctl(65, 1, 0, 0, 0)


def test_the_program_needs_no_memory_that_the_units_forbid() -> None:
    """The model, attachments, database, TLS and SMTP: all that the demo does."""
    demo = [sys.executable, "-c", "from intake.cli import main; main()", "demo", "--once"]
    for command in ([sys.executable, "-c", _WRITES_CODE], demo):
        done = subprocess.run(
            command,
            preexec_fn=_forbid_executable_memory,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        if command is not demo and done.returncode == 0:
            pytest.skip("this kernel cannot forbid it (Linux 6.3 can)")
    assert (done.returncode, "verstuurd" in done.stdout) == (0, True), done.stderr


def test_the_container_copies_what_is_there_and_is_not_root() -> None:
    lines = (ROOT / "Containerfile").read_text(encoding="utf-8").splitlines()
    sources = [one for line in lines if line.startswith("COPY ") for one in line.split()[1:-1]]
    assert sources
    assert [one for one in sources if not (ROOT / one).exists()] == []
    users = [line.split()[1] for line in lines if line.startswith("USER ")]
    assert users
    assert re.fullmatch(r"[1-9]\d+", users[-1])
