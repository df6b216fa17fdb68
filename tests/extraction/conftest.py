"""What every reading of numbers and names needs, loaded once."""

import pytest

from intake.content import rules_dir
from intake.extraction.amounts import CountingRules, load_counting
from intake.extraction.gazetteer import Gazetteer, load_gazetteer


@pytest.fixture(scope="package")
def gazetteer() -> Gazetteer:
    return load_gazetteer(rules_dir())


@pytest.fixture(scope="package")
def counting() -> CountingRules:
    return load_counting(rules_dir())
