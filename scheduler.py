"""Front door of the worker: `python scheduler.py [--config FILE] [--once]`."""

import argparse
import sys
from pathlib import Path

from intake.errors import ConfigurationError
from intake.logs import log_to_stderr
from intake.settings import load_settings
from intake.worker import run


def main(arguments: list[str] | None = None) -> int:
    """Exit code: 0 done, 1 something failed, 2 bad configuration."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config", type=Path, help="the settings (default: INTAKE_CONFIG, else intake.toml)")
    parser.add_argument("--once", action="store_true", help="one round of everything that is due, then stop")
    options = parser.parse_args(arguments)
    try:
        settings = load_settings(options.config)
        log_to_stderr(settings.log)
        return run(settings, options.once)
    except ConfigurationError as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
