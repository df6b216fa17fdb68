"""Runs in the environment of django-helpdesk: takes in what lies in a mailbox, and prints how long that took as JSON.

The site is set up as its documentation says: one queue that is read over IMAP with TLS, answers by SMTP with STARTTLS, SQLite.
"""

import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

TOLD = json.loads(sys.argv[1])
APPS = (
    "django.contrib.auth django.contrib.contenttypes django.contrib.sessions django.contrib.sites "
    "django.contrib.admin django.contrib.messages django.contrib.humanize rest_framework helpdesk"
)


def main() -> None:
    """`warm` mails first, which are not timed; then those that `more` (a file that appears) stands for."""
    settings.configure(
        INSTALLED_APPS=APPS.split(),
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": TOLD["folder"] + "/db"}},
        SECRET_KEY="bench", USE_TZ=True, SITE_ID=1, ROOT_URLCONF="site_urls", MEDIA_ROOT=TOLD["folder"],
        DEFAULT_AUTO_FIELD="django.db.models.AutoField", DEFAULT_FROM_EMAIL=TOLD["address"],
        HELPDESK_ACTIVATE_API_ENDPOINT=False, HELPDESK_TEAMS_MODE_ENABLED=False, HELPDESK_KB_ENABLED=True,
        EMAIL_HOST=TOLD["smtp_host"], EMAIL_PORT=TOLD["smtp_port"], EMAIL_USE_TLS=True,
        EMAIL_HOST_USER=TOLD["smtp_user"], EMAIL_HOST_PASSWORD=TOLD["smtp_password"],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
    )  # fmt: skip
    _make_urls()
    django.setup()
    call_command("migrate", verbosity=0)
    from helpdesk.email import process_email
    from helpdesk.models import Queue, Ticket

    long_ago = datetime(2026, 1, 1, tzinfo=UTC)
    Queue.objects.create(
        title="Migratie", slug="migratie", email_address=TOLD["address"], allow_email_submission=True,
        allow_public_submission=True, email_box_type="imap", email_box_ssl=True, email_box_host=TOLD["imap_host"],
        email_box_port=TOLD["imap_port"], email_box_user=TOLD["address"], email_box_pass=TOLD["imap_password"],
        email_box_interval=0, email_box_last_check=long_ago, logging_type="none", enable_notifications_on_email_events=True,
    )  # fmt: skip
    process_email(quiet=True)
    before = Ticket.objects.count()
    print("ready", flush=True)
    sys.stdin.readline()
    begun = time.perf_counter()
    process_email(quiet=True)
    seconds = time.perf_counter() - begun
    print(json.dumps({"seconds": seconds, "taken": Ticket.objects.count() - before}), flush=True)


def _make_urls() -> None:
    """The module that its documentation asks for, with the pages under /helpdesk/."""
    text = (
        'from django.urls import include, path\nurlpatterns = [path("helpdesk/", include("helpdesk.urls"))]\n'
    )
    Path(TOLD["folder"], "site_urls.py").write_text(text)
    sys.path.insert(0, TOLD["folder"])


Path(TOLD["folder"]).mkdir(exist_ok=True)
main()
