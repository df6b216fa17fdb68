"""The log of a process in which everything goes wrong with somebody's name in it: all lines are JSON, and none has the name."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import asyncio, logging, threading, warnings
from intake.logs import log_to_stderr
from intake.settings import LogSettings
from intake.store.engine import open_engine
from sqlalchemy import text

log_to_stderr(LogSettings(format="{form}"))
NAME = "Vogel" + "zang"

def fail():
    raise ValueError(NAME)

try:
    fail()
except ValueError:
    logging.getLogger("some.library").exception("a library tells")
    logging.getLogger("intake.x").warning("with a stack", stack_info=True, exc_info=True)
try:
    with open_engine("sqlite:///{folder}/i.db").connect() as connection:
        connection.execute(text("INSERT INTO nothing VALUES (:name)"), {{"name": NAME}})
except Exception as error:
    logging.getLogger("intake.x").error("%s", error)
warnings.warn(NAME)
logging.getLogger("some.library").info(NAME)

async def forgotten():
    asyncio.ensure_future(asyncio.to_thread(fail))
    await asyncio.sleep(0.1)

asyncio.run(forgotten())
thread = threading.Thread(target=fail)
thread.start()
thread.join()
logging.getLogger("intake.x").info("ours")
fail()
"""


@pytest.mark.parametrize("form", ["json", "text"])
def test_what_goes_wrong_is_told_without_what_it_quotes(form: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "default", "-c", SCRIPT.format(form=form, folder=tmp_path)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    lines = done.stderr.splitlines()
    assert done.returncode == 1
    assert "Vogelzang" not in done.stderr + done.stdout
    assert sum("ValueError at <string>:" in line for line in lines) == 4
    if form == "json":
        assert len(lines) == 6
        assert {json.loads(line)["level"] for line in lines} == {"INFO", "WARNING", "ERROR", "CRITICAL"}
