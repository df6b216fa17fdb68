"""What the encoder learns from: the mails of the corpus as windows, and windows in batches of about one length."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from intake.extraction.amounts import CountingRules
from intake.nlp.contexts import Place
from intake.nlp.corpus import CorpusMail
from intake.nlp.encoder import Encoder, numbered, windows
from intake.nlp.train import ACT_LABELS, FATE_LABELS, PURPOSE_LABELS, own_sentences, targets_of
from intake.services.retrain_numbers import places_of

TOKENS, SHUFFLED = 1536, 1024
ACTS, PURPOSES = sorted(ACT_LABELS), sorted(PURPOSE_LABELS)
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Window:
    """What the encoder sees at once, with what is true of it.

    `acts`: per sentence, None for a subject; `numbers`: where one stands, where its sentence does, and whether it counts;
    `purpose`: None when the mail goes on in another window. `fates`: per sentence, None where nobody tagged them.
    """

    pieces: list[int]
    sentences: list[Span]
    acts: list[list[bool] | None]
    numbers: list[tuple[Span, Span, bool]]
    purpose: list[bool] | None
    fates: list[list[bool] | None]


def windows_of(mail: CorpusMail, splitter: Encoder, counting: CountingRules) -> Iterator[Window]:
    """A mail of the corpus; the subject stands before its sentences, as at work."""
    own = own_sentences(mail)
    texts = [mail.first("subject"), *(one.text for one in own)]
    acts = [None, *([act in one.acts for act in ACTS] for one in own)]
    counts = places_of(mail, texts, counting)
    split = splitter.split(texts)
    purpose = [target in targets_of(mail) for target in PURPOSES]
    for window in windows([len(numbers) for numbers, _ in split]):
        ends = np.cumsum([1, *(len(numbers) for numbers, _ in split[window])]).tolist()
        spans = list(pairwise(ends))
        first = window.start or 0
        numbers = [
            (
                _span(place, spans[place.sentence - first], split[place.sentence][1]),
                spans[place.sentence - first],
                true,
            )
            for place, true in counts
            if window.start <= place.sentence < window.stop
        ]
        whole = window.start == 0 and window.stop == len(texts)
        nothing = [None] * len(spans)
        yield Window(
            numbered(split[window]), spans, acts[window], numbers, purpose if whole else None, nothing
        )


def later_windows(mail: CorpusMail, splitter: Encoder) -> Iterator[Window]:
    """What a later mail says became of earlier places; nobody tagged what else it does."""
    own = [one for part in mail.parts for one in part.sentences]
    split = splitter.split([one.text for one in own])
    for window in windows([len(numbers) for numbers, _ in split]):
        ends = np.cumsum([1, *(len(numbers) for numbers, _ in split[window])]).tolist()
        spans = list(pairwise(ends))
        fates = [[fate in one.acts for fate in FATE_LABELS] for one in own[window]]
        yield Window(numbered(split[window]), spans, [None] * len(spans), [], None, fates)


def _span(place: Place, sentence: Span, offsets: Sequence[Span]) -> Span:
    """The pieces of a number; those of its sentence when it stands behind the last one."""
    here = [at for at, (start, end) in enumerate(offsets) if end > place.start and start < place.end]
    return (sentence[0] + here[0], sentence[0] + here[-1] + 1) if here else sentence


def batches_of(examples: Sequence[Window], chance: random.Random) -> list[list[Window]]:
    """In an order of chance, those of about one length together, of TOKENS pieces at most."""
    order, batches = chance.sample(examples, len(examples)), list[list[Window]]()
    for at in range(0, len(order), SHUFFLED):
        batch: list[Window] = []
        for one in sorted(order[at : at + SHUFFLED], key=lambda window: len(window.pieces)):
            if batch and len(one.pieces) * (len(batch) + 1) > TOKENS:
                batches.append(batch)
                batch = []
            batch.append(one)
        batches.append(batch)
    chance.shuffle(batches)
    return batches
