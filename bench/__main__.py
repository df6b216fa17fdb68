"""`make bench`: how fast a mail is understood, how fast the pages come, how well is understood, and who is a machine."""

import os
from pathlib import Path

from bench import corpora, language, latency, pages, speed, workers

speed.main()
workers.main()
latency.main()
pages.main((0, 10_000))
language.main(())
corpora.main(Path(named) if (named := os.environ.get("INTAKE_TEST_CORPORA")) else None)
