"""`make bench`: how fast a mail is understood and taken in, how fast the pages come, and how well is understood.

Not among them, because they take long or need a package index: `bench.day`, `bench.memory`, `bench.peers`, and `bench.growth`
with a million messages.
"""

import os
from pathlib import Path

from bench import corpora, growth, language, latency, pages, speed, stages, workers

speed.main()
stages.main()
workers.main()
latency.main()
growth.main((1_000, 10_000))
pages.main((0, 10_000))
language.main(())
corpora.main(Path(named) if (named := os.environ.get("INTAKE_TEST_CORPORA")) else None)
