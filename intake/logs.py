"""What the program logs: lines for a person, or JSON objects for a machine. Never names, addresses or texts of senders."""

import logging
import sys

from pythonjsonlogger.json import JsonFormatter

from intake.settings import LogSettings

_FIELDS = "%(asctime)s %(levelname)s %(name)s %(message)s"
_NAMES = {"asctime": "time", "levelname": "level", "name": "logger"}


def log_to_stderr(settings: LogSettings) -> None:
    """Lines of ours; of the libraries only what is wrong."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        JsonFormatter(_FIELDS, rename_fields=_NAMES, datefmt="%Y-%m-%dT%H:%M:%S%z")
        if settings.format == "json"
        else logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s")
    )
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    logging.getLogger("imapclient").setLevel(logging.WARNING)
    # APScheduler warns whenever a job is woken while it runs, which is how we use it.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    # Its lines about the schema come on every start.
    logging.getLogger("alembic").setLevel(logging.WARNING)
