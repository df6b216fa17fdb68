"""A private Dovecot 2.3 on loopback: IMAP with STARTTLS, IMAPS and LMTP; as root or as an ordinary user."""

import grp
import os
import pwd
import shutil
import signal
import smtplib
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from imapclient import IMAPClient

from intake.settings import ServerSettings
from tests.servers import free_ports
from tests.servers.certificates import Authority

USERS = {"migratie@vng.nl": "geheim-één", "ondersteuningsteamasiel@vng.nl": "geheim-twee"}
_BINARY = shutil.which("dovecot", path="/usr/sbin:/usr/local/sbin:" + os.environ.get("PATH", ""))

_CONFIGURATION = """
base_dir = {base}/run
state_dir = {base}/run
instance_name = {base.name}
log_path = {base}/log
protocols = imap lmtp
listen = 127.0.0.1 {also_at}
default_internal_user = {internal}
default_internal_group = {internal_group}
default_login_user = {login}
first_valid_uid = {uid}
first_valid_gid = {gid}
mail_location = maildir:{base}/mail/%u
mail_fsync = never
mail_max_userip_connections = 100
auth_mechanisms = {mechanisms}
auth_failure_delay = 0
ssl = yes
ssl_cert = <{certificate.certificate}
ssl_key = <{certificate.key}
{token_passdb}
passdb {{
  driver = passwd-file
  mechanisms = plain login
  args = {base}/users
}}
userdb {{
  driver = passwd-file
  args = {base}/users
}}
namespace inbox {{
  inbox = yes
  separator = /
}}
service imap-login {{
  {unchrooted}
  inet_listener imap {{
    port = {imap_port}
  }}
  inet_listener imaps {{
    port = {imaps_port}
    ssl = yes
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    port = {lmtp_port}
  }}
}}
service anvil {{
  {unchrooted}
  # Repeated wrong passwords are what we test, so nobody is made to wait for them.
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  {unchrooted}
}}
"""


# One token of an application opens every mailbox, as with access that an administrator gave it (app-only).
_TOKENS = """
introspection_mode = post
introspection_url = {url}
force_introspection = yes
username_attribute = username
username_format = app-only
active_attribute = active
active_value = true
timeout_msecs = 5000
"""
_TOKEN_PASSDB = "passdb {{\n  driver = oauth2\n  mechanisms = xoauth2 oauthbearer\n  args = {base}/oauth2\n}}"


class Dovecot:
    """A running server; a context manager. `ca_file` is what clients must trust.

    With `introspection_url` it accepts the tokens that are good there, beside the passwords. It listens on loopback,
    and `also_at` another address of this machine.
    """

    def __init__(
        self,
        *,
        expired: bool = False,
        certificate_host: str = "localhost",
        introspection_url: str = "",
        also_at: str = "",
    ) -> None:
        self._also_at = also_at
        self._introspection_url = introspection_url
        # Not below pytest's folder: that is closed to Dovecot's own users, and too long for its sockets.
        self.base = Path(tempfile.mkdtemp(prefix="dovecot-", dir="/tmp"))
        self.imap_port, self.imaps_port, self.lmtp_port = free_ports(3)
        authority = Authority(self.base / "tls")
        self.ca_file = authority.ca_file
        self._certificate = authority.issue("server", host=certificate_host, also_at=also_at, expired=expired)
        self._pid = 0

    @staticmethod
    def is_installed() -> bool:
        """False where a test must be skipped, with that reason told."""
        return _BINARY is not None

    def __enter__(self) -> Self:
        self._prepare()
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        shutil.rmtree(self.base, ignore_errors=True)

    def _prepare(self) -> None:
        as_root = os.getuid() == 0
        me, my_group = pwd.getpwuid(os.getuid()).pw_name, grp.getgrgid(os.getgid()).gr_name
        owner = pwd.getpwnam("mail" if as_root else me)
        for folder in (self.base / "run", self.base / "mail"):
            folder.mkdir()
        self.base.chmod(0o755)
        if as_root:
            os.chown(self.base / "mail", owner.pw_uid, owner.pw_gid)
        (self.base / "users").write_text(
            "".join(
                f"{user}:{{PLAIN}}{word}:{owner.pw_uid}:{owner.pw_gid}::::\n" for user, word in USERS.items()
            ),
            encoding="utf-8",
        )
        tokens = self._introspection_url
        (self.base / "oauth2").write_text(_TOKENS.format(url=tokens), encoding="utf-8")
        (self.base / "dovecot.conf").write_text(
            _CONFIGURATION.format(
                mechanisms="plain login xoauth2 oauthbearer" if tokens else "plain login",
                token_passdb=_TOKEN_PASSDB.format(base=self.base) if tokens else "",
                base=self.base,
                also_at=self._also_at,
                internal="dovecot" if as_root else me,
                internal_group="dovecot" if as_root else my_group,
                login="dovenull" if as_root else me,
                uid=owner.pw_uid,
                gid=owner.pw_gid,
                certificate=self._certificate,
                unchrooted="" if as_root else "chroot =",
                imap_port=self.imap_port,
                imaps_port=self.imaps_port,
                lmtp_port=self.lmtp_port,
            ),
            encoding="utf-8",
        )

    def start(self) -> None:
        """Starts the server and waits until it answers."""
        assert _BINARY is not None
        # A file, never a pipe: the daemon keeps it open, and waiting for its end would last for ever.
        with (self.base / "start.log").open("wb") as log:
            subprocess.run(
                [_BINARY, "-c", str(self.base / "dovecot.conf")],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                check=True,
                timeout=30,
            )
        pid_file = self.base / "run" / "master.pid"
        _wait_until(lambda: pid_file.exists() and pid_file.read_text().strip().isdigit())
        self._pid = int(pid_file.read_text())

    def stop(self) -> None:
        """Ends the server by its own process id, connections included, and waits until it is gone."""
        if not self._pid:
            return
        os.kill(self._pid, signal.SIGTERM)
        _wait_until(lambda: not _is_alive(self._pid))
        self._pid = 0

    def settings(
        self,
        user: str,
        security: Literal["tls", "starttls", "none"] = "tls",
        *,
        password: str | None = None,
        trusted: bool = True,
        port: int | None = None,
        timeout_seconds: float = 10,
    ) -> ServerSettings:
        """How to reach a mailbox here."""
        return ServerSettings(
            host="localhost",
            port=port or (self.imaps_port if security == "tls" else self.imap_port),
            security=security,
            ca_file=str(self.ca_file) if trusted else "",
            username=user,
            password=USERS[user] if password is None else password,
            timeout_seconds=timeout_seconds,
        )

    def client(self, user: str) -> IMAPClient:
        """A client of the test itself."""
        client = IMAPClient("127.0.0.1", port=self.imap_port, ssl=False, timeout=20)
        client.plain_login(user, USERS[user])
        return client

    def append(
        self, user: str, messages: Iterable[bytes], folder: str = "INBOX", flags: Sequence[str] = ()
    ) -> None:
        """Puts messages into a folder, byte for byte; makes the folder when it is missing."""
        client = self.client(user)
        try:
            if not client.folder_exists(folder):
                client.create_folder(folder)
            for message in messages:
                client.append(folder, message, flags, datetime.now(UTC))
        finally:
            client.logout()

    def deliver(self, user: str, message: bytes, envelope_from: str = "burger@gemeente.example") -> None:
        """Hands a message over as a mail server would (LMTP, RFC 2033)."""
        with smtplib.LMTP("127.0.0.1", self.lmtp_port, local_hostname="localhost") as line:
            line.sendmail(envelope_from, [user], message)

    def wipe(self, user: str) -> None:
        """Removes every message and every other folder."""
        client = self.client(user)
        try:
            # The deepest first: a folder with children cannot go.
            for flags, _, name in sorted(client.list_folders(), key=lambda one: str(one[2]), reverse=True):
                if b"\\Noselect" not in flags:
                    client.select_folder(name)
                    client.delete_messages(client.search())
                    client.expunge()
                    client.unselect_folder()
                    if name != "INBOX":
                        client.delete_folder(name)
        finally:
            client.logout()

    def change_uidvalidity(self, user: str, value: int, folder: str = "INBOX") -> None:
        """What happens when a server is restored or moved (RFC 9051, 2.3.1.1)."""
        self.doveadm("mailbox", "update", "--uid-validity", str(value), "-u", user, folder)

    def doveadm(self, *arguments: str) -> str:
        """Runs an administrator's command on this instance."""
        done = subprocess.run(
            ["doveadm", "-c", str(self.base / "dovecot.conf"), *arguments],
            check=True,
            capture_output=True,
            text=True,
            timeout=30,
        )
        return done.stdout


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not (status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z")


def _wait_until(condition: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError("Dovecot did not do what it should")
        time.sleep(0.02)
