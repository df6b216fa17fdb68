"""A private PostgreSQL on loopback, from the binaries of the system; as root (via runuser) or as anybody else."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self
from uuid import uuid4

import psycopg

from tests.servers import free_port

_SETTINGS = {
    "max_connections": "60",
    # The tests end workers, never the power; a real installation keeps fsync on.
    "fsync": "off",
    "full_page_writes": "off",
}


def _version(folder: Path) -> int:
    found = re.search(r"/(\d+)/bin$", str(folder))
    return int(found.group(1)) if found else 0


def _binaries() -> Path | None:
    folders = [one.parent for one in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if folders:
        return max(folders, key=_version)
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


class Postgres:
    """A context manager; `database()` makes an empty database and returns its URL.

    It listens on loopback, and `also_at` another address of this machine, to who is at the other end of that cable.
    """

    def __init__(self, also_at: str = "") -> None:
        self._also_at = also_at
        self._base = Path(tempfile.mkdtemp(prefix="intake-postgres-"))
        self._data = self._base / "data"
        self._bin = _binaries() or Path()
        self._port = free_port()

    @staticmethod
    def missing() -> str:
        """Why it cannot run here, in one sentence; "" when it can."""
        if _binaries() is None:
            return "PostgreSQL is not installed (apt-get install postgresql), so nothing is tested on it"
        if os.getuid() == 0 and shutil.which("runuser") is None:
            return "PostgreSQL does not run as root, and there is no runuser to become somebody else"
        return ""

    def __enter__(self) -> Self:
        if os.getuid() == 0:
            shutil.chown(self._base, "postgres", "postgres")
        try:
            self._run("initdb", "-D", self._data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-sync")
            options = " ".join(f"-c {name}={value}" for name, value in _SETTINGS.items())
            options += f" -p {self._port} -c unix_socket_directories={self._base}"
            options += f" -c listen_addresses={','.join(filter(None, ('127.0.0.1', self._also_at)))}"
            if self._also_at:
                with (self._data / "pg_hba.conf").open("a", encoding="utf-8") as admitted:
                    admitted.write(f"host all all {self._also_at}/30 trust\n")
            log = self._base / "log"
            self._run("pg_ctl", "-D", self._data, "-w", "-t", "60", "-l", log, "-o", options, "start")
        except BaseException:
            shutil.rmtree(self._base, ignore_errors=True)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._run("pg_ctl", "-D", self._data, "-w", "-m", "immediate", "stop")
        shutil.rmtree(self._base, ignore_errors=True)

    def restart(self) -> None:
        """Every connection is broken; then it is there again, on the same port."""
        self._run("pg_ctl", "-D", self._data, "-w", "-m", "fast", "-l", self._base / "log", "restart")

    def down(self) -> None:
        """Every connection is broken, and nobody answers."""
        self._run("pg_ctl", "-D", self._data, "-w", "-m", "fast", "stop")

    def up(self) -> None:
        """There again, on the same port with the same settings."""
        options = (self._data / "postmaster.opts").read_text()
        given = " ".join(options.split()[1:]).replace('"', "")
        self._run("pg_ctl", "-D", self._data, "-w", "-l", self._base / "log", "-o", given, "start")

    def database(self, like: str = "template1") -> str:
        """The URL of a new database: empty, or a copy of one to which nobody is connected."""
        name = f"intake_{uuid4().hex[:12]}"
        address = f"host=127.0.0.1 port={self._port} user=postgres dbname=postgres"
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {like}")  # type: ignore[arg-type]
        return f"postgresql+psycopg://postgres@127.0.0.1:{self._port}/{name}"

    def _run(self, program: str, *arguments: str | Path) -> None:
        command: Sequence[str | Path] = [self._bin / program, *arguments]
        if os.getuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        # To a file, never a pipe: the server keeps it open, and we would wait for ever.
        with tempfile.TemporaryFile() as output:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd="/",
                timeout=90,
                check=False,
                env={**os.environ, "LC_ALL": "C.UTF-8"},
            )
            output.seek(0)
            if done.returncode:
                raise RuntimeError(f"{program}: {output.read().decode(errors='replace')}")
