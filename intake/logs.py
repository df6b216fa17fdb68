"""What the program logs: lines for a person, or JSON objects for a machine. Never names, addresses or texts of senders."""

import logging
import sys
import threading
import warnings
from types import TracebackType

from pythonjsonlogger.json import JsonFormatter

from intake.errors import in_short
from intake.settings import LogSettings

_FIELDS = "%(asctime)s %(levelname)s %(name)s %(message)s"
_NAMES = {"asctime": "time", "levelname": "level", "name": "logger"}

_log = logging.getLogger(__name__)


def log_to_stderr(settings: LogSettings) -> None:
    """Lines of ours; of the libraries only what is wrong. A traceback becomes its kind and place, whoever logs it."""
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(_without_traceback)
    handler.setFormatter(
        JsonFormatter(_FIELDS, rename_fields=_NAMES, datefmt="%Y-%m-%dT%H:%M:%S%z")
        if settings.format == "json"
        else logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s")
    )
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    logging.getLogger("intake").setLevel(logging.INFO)
    # APScheduler warns whenever a job is woken while it runs, which is how we use it.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    # It prints the values of tasks that failed.
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    # These go to stderr as they are, and quote whatever they are about.
    warnings.simplefilter("ignore")
    sys.excepthook = _unforeseen
    threading.excepthook = lambda told: _unforeseen(told.exc_type, told.exc_value, told.exc_traceback)


def _without_traceback(record: logging.LogRecord) -> bool:
    error = record.exc_info[1] if record.exc_info else None
    if error is not None:
        record.msg, record.args = f"{record.getMessage()} ({in_short(error)})", None
    record.exc_info = record.exc_text = record.stack_info = None
    return True


def _unforeseen(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    if isinstance(error, KeyboardInterrupt) or error is None:
        return
    _log.critical("ended by what nobody foresaw", exc_info=(kind, error, trace))
