"""Runs in the environment of Roundup: takes in what lies in a mailbox, and prints how long that took as JSON.

The tracker is the template "classic" on SQLite, made by roundup-admin; its mail gateway reads over IMAP with TLS. Only the port
differs from what its command line would do, which knows none but 993.
"""

import imaplib
import json
import ssl
import sys
import time
from functools import partial
from types import SimpleNamespace

from roundup import instance, mailgw

TOLD = json.loads(sys.argv[1])


def main() -> None:
    """One mail first, which is not timed; then, after a line on stdin, the others."""
    context = ssl.create_default_context(cafile=TOLD["imap_ca"])
    imaplib.IMAP4_SSL = partial(imaplib.IMAP4_SSL, port=TOLD["imap_port"], ssl_context=context)
    tracker = instance.open(TOLD["folder"])
    told = SimpleNamespace(default_class="", set_value=[], catch_all=None, oauth_directory="", args=[])
    gateway = mailgw.MailGW(tracker, told)
    take_in = partial(gateway.do_imap, TOLD["imap_host"], TOLD["address"], TOLD["imap_password"], ssl=1)
    take_in()
    before = _issues(tracker)
    print("ready", flush=True)
    sys.stdin.readline()
    begun = time.perf_counter()
    take_in()
    seconds = time.perf_counter() - begun
    print(json.dumps({"seconds": seconds, "taken": _issues(tracker) - before}), flush=True)


def _issues(tracker) -> int:  # noqa: ANN001  mypy does not know Roundup
    db = tracker.open("admin")
    try:
        return len(db.issue.list())
    finally:
        db.close()


main()
