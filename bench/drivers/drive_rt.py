"""Takes the mails of a mailbox into request-tracker5 as Debian packages it, and prints how long that took as JSON.

The site is set up as its documentation says: fetchmail hands each mail to rt-mailgate, which posts it to RT's own web server on
loopback; answers leave through msmtp. SQLite, the queue that comes with it, open to everybody.
"""

import json
import os
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

TOLD = json.loads(sys.argv[1])
SITE = Path(TOLD["folder"])
CONFIGURATION = """
Set($rtname, 'vng.example'); Set($Organization, 'vng.example'); Set($CorrespondAddress, '{address}');
Set($WebDomain, '127.0.0.1'); Set($WebPort, {port}); Set($WebBaseURL, 'http://127.0.0.1:{port}'); Set($WebPath, '');
Set($DatabaseType, 'SQLite'); Set($DatabaseName, '{site}/db');
Set($LogToSyslog, undef); Set($LogToSTDERR, 'error'); Set($LogDir, '{site}');
Set($MailCommand, 'sendmailpipe'); Set($SendmailPath, '/usr/bin/msmtp'); Set($SendmailArguments, '-oi --file={site}/msmtprc');
1;
"""
EVERYBODY_MAY_WRITE = """
push @ACL, map { { GroupDomain => 'SystemInternal', GroupType => 'Everyone', Queue => 'General', Right => $_ } }
    qw(SeeQueue CreateTicket ReplyToTicket);
"""
SENDING = """
account default
host {smtp_host}
port {smtp_port}
tls on
tls_starttls on
tls_trust_file {ca}
auth plain
user {smtp_user}
password {smtp_password}
from {address}
"""
FETCHING = """
poll {imap_host} protocol IMAP service {imap_port} no dns
user "{address}" password "{imap_password}" ssl sslcertck sslcertfile "{ca}"
mda "/usr/bin/rt-mailgate-5 --queue General --action correspond --url http://127.0.0.1:{port}/"
"""
LONGEST = 120


def main() -> None:
    """One mail first, which is not timed; then, after a line on stdin, the others."""
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    _set_up(port)
    with _serving(port):
        _fetch()
        before = _tickets()
        print("ready", flush=True)
        sys.stdin.readline()
        begun = time.perf_counter()
        _fetch()
        seconds = time.perf_counter() - begun
    print(json.dumps({"seconds": seconds, "taken": _tickets() - before}), flush=True)


def _set_up(port: int) -> None:
    (SITE / "more").mkdir(parents=True)
    told = {**TOLD, "port": port, "site": SITE, "ca": os.environ["SSL_CERT_FILE"]}
    texts = {"RT_SiteConfig.pm": CONFIGURATION, "msmtprc": SENDING, "fetchmailrc": FETCHING}
    for name, text in texts.items():
        (SITE / name).write_text(text.format(**told))
        (SITE / name).chmod(0o600)
    (SITE / "rights").write_text(EVERYBODY_MAY_WRITE)
    os.environ |= {"RT_SITE_CONFIG": str(SITE / "RT_SiteConfig.pm"), "RT_SITE_CONFIG_DIR": str(SITE / "more")}
    _run("/usr/sbin/rt-setup-database-5", "--action", "init")
    _run("/usr/sbin/rt-setup-database-5", "--action", "insert", "--datafile", str(SITE / "rights"))


@contextmanager
def _serving(port: int) -> Iterator[None]:
    # Mails come one by one, so one process is enough; with more, each would have to warm up.
    command = ["/usr/share/request-tracker5/libexec/rt-server", "--host", "127.0.0.1", "--port", str(port)]
    with (SITE / "log").open("wb") as log:
        server = subprocess.Popen([*command, "--max-workers", "1"], stdout=log, stderr=log)
    try:
        end = time.monotonic() + LONGEST
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                if time.monotonic() > end or server.poll() is not None:
                    raise
                time.sleep(0.2)
        yield
    finally:
        server.terminate()
        server.wait(20)


def _fetch() -> None:
    os.environ["FETCHMAILHOME"] = str(SITE)
    _run("fetchmail", "-f", str(SITE / "fetchmailrc"), "--nodetach", "--silent")


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=880)


def _tickets() -> int:
    with closing(sqlite3.connect(SITE / "db")) as database:
        return int(database.execute("SELECT count(*) FROM Tickets").fetchone()[0])


main()
