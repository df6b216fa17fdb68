"""What `make train` learns about numbers: each in its sentence, and then all that is known of it, weighed together.

The weights are fitted on readings by models that did not learn from the mail (retrain.py); the rules read first, as at work.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from intake.classification.pool import fit
from intake.classification.weights import Weights
from intake.domain import Sentence, Source
from intake.extraction.amounts import CountingRules
from intake.extraction.facts import Facts
from intake.extraction.places import PledgeReader
from intake.extraction.readings import PledgeReading
from intake.mail.parse import parse
from intake.nlp.contexts import Place
from intake.nlp.corpus import CorpusMail
from intake.nlp.model import DutchModel
from intake.nlp.rendering import gold, render
from intake.nlp.train import Mention
from intake.number_table import NumberTable
from intake.pipeline import load_examiner
from intake.reading import read
from intake.second_reader import considered, heard_of, may_count, mention, place_of
from intake.services.right_numbers import counts, right_numbers
from intake.unwrapping import passages_of, unwrap

_NOW = datetime(2026, 6, 9, tzinfo=UTC)
_RIDGE = 3.0
Row = tuple[dict[str, float], bool]


def mentions_of(mail: CorpusMail, counting: CountingRules) -> tuple[Mention, ...]:
    """The numbers of a mail that may count places, each in its context, and whether it counts."""
    if (numbers := right_numbers(mail)) is None:
        return ()
    sentences = read(passages_of(unwrap(parse(render(mail))))[0], None).sentences
    facts = [fact for fact in Facts(sentences, counting).all() if may_count(fact)]
    return tuple(
        Mention(mention(fact, sentences), right)
        for fact, right in zip(facts, counts(facts, numbers), strict=True)
    )


def places_of(mail: CorpusMail, texts: Sequence[str], counting: CountingRules) -> list[tuple[Place, bool]]:
    """Where in `texts`, its sentences, the numbers of a mail stand that may count places, and whether each counts."""
    if (numbers := right_numbers(mail)) is None:
        return []
    told = Facts([Sentence(text, Source.BODY) for text in texts], counting).all()
    facts = [fact for fact in told if may_count(fact)]
    return [(place_of(fact), right) for fact, right in zip(facts, counts(facts, numbers), strict=True)]


def fit_numbers(judged: Sequence[tuple[CorpusMail, DutchModel]], weights: Weights) -> dict[str, float]:
    """The weight of each witness about a number, from mails that hold one."""
    examiner = replace(load_examiner(use_model=False), weights=weights)
    rows: list[Row] = []
    for mail, model in judged:
        if (numbers := right_numbers(mail)) is None:
            continue
        read_by: list[tuple[PledgeReader, PledgeReading]] = []

        def listen(
            reader: PledgeReader, read_by: list[tuple[PledgeReader, PledgeReading]] = read_by
        ) -> PledgeReading:
            read_by.append((reader, reader.read()))
            return read_by[-1][1]

        asked = replace(examiner, language=model, reads_pledges=listen)
        asked.examine(render(mail), str(gold(mail, mail.name)["mailbox"]), _NOW)
        for reader, first in read_by:
            rows += _rows(reader, first, numbers, model)
    return fit([row for row, _ in rows], [counts for _, counts in rows], ridge=_RIDGE)


def _rows(
    reader: PledgeReader, first: PledgeReading, numbers: frozenset[int], model: DutchModel
) -> Iterator[Row]:
    facts = considered(first)
    table = NumberTable(reader.sentences, first, facts, heard_of(model, facts, reader.sentences))
    yield from zip(table.rows(), counts(facts, numbers), strict=True)
