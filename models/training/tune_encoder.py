"""Tunes the encoder of models/nl/contexts to our mails: twice, once without a third of the briefs and once with all.

    make tune              from the encoder as it was published
    make tune GO_ON=1      from what it learned before, in a third of the time: after new briefs

The first is models/training/left_out.npz: `make train` reads the mails of that third with it, because the weights of the
witnesses are fitted on mails that no witness learned from. The second becomes models/nl/contexts. It takes some 75 minutes on two
cores; seeds are fixed, yet PyTorch does not promise the same last digits on another machine.
"""

import math
import random
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from examples import ACTS, PURPOSES, Span, Window, batches_of, later_windows, windows_of
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional
from transformer import Transformer, tensors_of

from intake.content import models_dir, rules_dir
from intake.extraction.amounts import load_counting
from intake.nlp.additions import fill
from intake.nlp.contexts import FATES, HEADS, MAILS, NUMBERS, SENTENCES
from intake.nlp.corpus import CorpusMail, read_corpus
from intake.nlp.encoder import GRAPH, SIZE, Encoder, numbered
from intake.nlp.networks import Network, packed, unpacked
from intake.nlp.train import FATE_LABELS
from intake.services.retrain import LEARNED, LEFT_OUT, left_out_file, without_third

# Over fewer mails more rounds, so that either learns in about as many steps.
ROUNDS_WITHOUT_THIRD, ROUNDS, ROUNDS_GOING_ON = 5, 4, 1
STEP, STEP_GOING_ON, DECAY, WARM = 8e-4, 3e-4, 0.01, 0.06
HEAD_STEP, DROPPED = 1e-3, 0.1
# Later mails are few and short, so they come by more often in each round.
LATER_TIMES = 4
HIDDEN = {SENTENCES: 256, NUMBERS: 128, MAILS: 128, FATES: 64}
SAME = 0.999
WORTH = {SENTENCES: 1.0, NUMBERS: 2.0, MAILS: 0.3, FATES: 1.0}


class Reader(nn.Module):
    """The encoder with a small network for each of the four questions."""

    def __init__(self, graph: Path) -> None:
        super().__init__()
        self.encoder = Transformer(graph)
        sizes = {
            SENTENCES: (SIZE, len(ACTS)),
            NUMBERS: (2 * SIZE, 1),
            MAILS: (SIZE, len(PURPOSES)),
            FATES: (SIZE, len(FATE_LABELS)),
        }
        self.heads = nn.ModuleDict({name: Head(*sizes[name], HIDDEN[name]) for name in sizes})

    def forward(self, batch: Sequence[Window]) -> dict[str, Tensor]:
        return {name: self.heads[name](rows) for name, rows in self.rows(batch).items()}

    def rows(self, batch: Sequence[Window]) -> dict[str, Tensor]:
        """What the encoder makes of each sentence, number and mail."""
        lengths = torch.tensor([len(one.pieces) for one in batch])
        pieces = torch.ones(len(batch), int(lengths.max()), dtype=torch.long)
        for row, one in enumerate(batch):
            pieces[row, : len(one.pieces)] = torch.tensor(one.pieces)
        seen = self.encoder(pieces, lengths)
        sums = functional.pad(seen.cumsum(1), (0, 0, 1, 0)).reshape(-1, SIZE)

        def mean(spans: Sequence[tuple[int, Span]]) -> Tensor:
            starts = torch.tensor([row * (pieces.shape[1] + 1) + start for row, (start, _) in spans])
            sizes = torch.tensor([max(1, end - start) for _, (start, end) in spans])
            return (sums[starts + sizes] - sums[starts]) / sizes[:, None]

        numbers = [(row, *number) for row, one in enumerate(batch) for number in one.numbers]
        both = (
            [mean([(row, (at, around)[side]) for row, at, around, _ in numbers]) for side in (0, 1)]
            if numbers
            else []
        )
        sentences = mean([(row, span) for row, one in enumerate(batch) for span in one.sentences])
        return {
            SENTENCES: sentences,
            FATES: sentences,
            NUMBERS: torch.cat(both, 1) if both else torch.zeros(0, 2 * SIZE),
            MAILS: mean([(row, (1, len(one.pieces) - 1)) for row, one in enumerate(batch)]),
        }

    @torch.no_grad()
    def set_scales(self, batches: Sequence[Sequence[Window]]) -> None:
        """Each column of what comes into a network: from zero, and about as large as the others."""
        self.eval()
        seen = [self.rows(batch) for batch in batches]
        for name, head in self.heads.items():
            rows = torch.cat([one[name] for one in seen])
            head.mean, head.spread = rows.mean(0), rows.std(0) + 1e-6

    @torch.no_grad()
    def take(self, learned: Mapping[str, NDArray[np.float16]]) -> None:
        """The networks that another one had; a question that it was not asked is learned afresh."""
        for name, head in self.heads.items():
            if f"{name}.first" in learned:
                head.take(unpacked(learned, name))


class Head(nn.Module):
    """One hidden layer, and before it the scaling of what comes in."""

    def __init__(self, size: int, labels: int, hidden: int) -> None:
        super().__init__()
        self.first, self.last = nn.Linear(size, hidden), nn.Linear(hidden, labels)
        self.register_buffer("mean", torch.zeros(size))
        self.register_buffer("spread", torch.ones(size))

    def forward(self, rows: Tensor) -> Tensor:
        hidden = functional.relu(self.first(self._some((rows - self.mean) / self.spread)))
        return self.last(self._some(hidden))

    def _some(self, rows: Tensor) -> Tensor:
        return functional.dropout(rows, DROPPED, self.training)

    def take(self, network: Network) -> None:
        """Its weights, which hold the scaling, for what comes in scaled."""
        first = torch.tensor(network.first).T
        self.first.weight.copy_(first * self.spread)
        self.first.bias.copy_(torch.tensor(network.first_bias) + first @ self.mean)
        self.last.weight.copy_(torch.tensor(network.last).T)
        self.last.bias.copy_(torch.tensor(network.last_bias))

    def network(self) -> Network:
        """As intake reads it: scaling is part of the first layer."""
        first = self.first.weight / self.spread
        parts = (first.T, self.first.bias - first @ self.mean, self.last.weight.T, self.last.bias)
        return Network(*(part.detach().numpy() for part in parts))


def main() -> None:
    """Write left_out.npz, then the files of models/nl/contexts."""
    folder, training = models_dir() / "nl" / "contexts", models_dir() / "training"
    mails, later = read_corpus(training / "corpus" / "train"), read_corpus(training / "later" / "train")
    splitter, goes_on = Encoder(folder), "--go-on" in sys.argv
    partly, fully = _before(folder) if goes_on else (None, None)
    told = (partly[LEFT_OUT], partly[LEARNED]) if partly else ()
    briefs = {mail.brief for mail in (*mails, *later)}
    aside = without_third(briefs, *told)
    rest, rest_later = ([mail for mail in some if mail.brief not in aside] for some in (mails, later))
    reader = tuned(rest, rest_later, splitter, ROUNDS_WITHOUT_THIRD, "without a third", partly)
    names = {LEFT_OUT: np.array(sorted(aside)), LEARNED: np.array(sorted(briefs - aside))}
    np.savez_compressed(left_out_file(), **names, **reader.encoder.learned(), **_heads(reader))
    reader = tuned(mails, later, splitter, ROUNDS, "all", fully)
    fill(folder / GRAPH, reader.encoder.learned(), folder / GRAPH)
    np.savez_compressed(folder / HEADS, **_heads(reader))
    _check(reader, Encoder(folder))


def _before(folder: Path) -> tuple[dict[str, NDArray[Any]], dict[str, NDArray[Any]]]:
    """What the encoder learned before, without that third and with it."""
    with np.load(left_out_file()) as partly, np.load(folder / HEADS) as heads:
        return dict(partly), {**tensors_of(folder / GRAPH), **heads}


def _check(reader: Reader, encoder: Encoder) -> None:
    """Stops with an error when the graph that was written sees other things than PyTorch did."""
    mail = ("Wij bieden twaalf plekken aan.", "Worden de kosten vergoed?")
    pieces = numbered(encoder.split(mail))
    with torch.no_grad():
        (told,) = reader.encoder(torch.tensor([pieces]), torch.tensor([len(pieces)])).numpy()
    seen = np.concatenate([one.vectors for one in encoder.see(mail)])
    if np.corrcoef(told[1:-1].ravel(), seen.ravel())[0, 1] < SAME:
        sys.exit(f"{encoder.folder / GRAPH} sees other things than PyTorch did.")


def tuned(
    mails: Sequence[CorpusMail],
    later: Sequence[CorpusMail],
    splitter: Encoder,
    rounds: int,
    name: str,
    before: Mapping[str, NDArray[Any]] | None,
) -> Reader:
    """An encoder that learned from `mails` and `later`, from the published one on, or from what was learned `before`."""
    torch.manual_seed(0)
    chance, counting = random.Random(0), load_counting(rules_dir())
    examples = [window for mail in mails for window in windows_of(mail, splitter, counting)]
    examples += [window for mail in later for window in later_windows(mail, splitter)] * LATER_TIMES
    reader, stride = Reader(splitter.folder / GRAPH), STEP
    if before:
        reader.encoder.take(before)
        stride, rounds = STEP_GOING_ON, ROUNDS_GOING_ON
    reader.set_scales(batches_of(examples, chance)[:60])
    if before:
        reader.take(before)
    body, heads = list(reader.encoder.parameters()), list(reader.heads.parameters())
    optimiser = torch.optim.AdamW(
        [{"params": body, "lr": stride}, {"params": heads, "lr": HEAD_STEP}], weight_decay=DECAY
    )
    batches = [batch for _ in range(rounds) for batch in batches_of(examples, chance)]
    speed = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _speed(step / len(batches)))
    reader.train()
    for step, batch in enumerate(batches):
        optimiser.zero_grad()
        loss = _loss(reader(batch), batch)
        loss.backward()
        nn.utils.clip_grad_norm_([*body, *heads], 1.0)
        optimiser.step()
        speed.step()
        if step % 50 == 0:
            print(
                f"{name}: step {step} of {len(batches)}, loss {loss.item():.2f}", file=sys.stderr, flush=True
            )
    return reader.eval()


def _speed(done: float) -> float:
    """Fast at first, slowly in the end, after a short start."""
    return min(1.0, done / WARM) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * done)))


def _loss(said: dict[str, Tensor], batch: Sequence[Window]) -> Tensor:
    truths = {
        SENTENCES: [acts for one in batch for acts in one.acts],
        NUMBERS: [[counts] for one in batch for *_, counts in one.numbers],
        MAILS: [one.purpose for one in batch],
        FATES: [fates for one in batch for fates in one.fates],
    }
    return sum((WORTH[name] * _surprise(said[name], told) for name, told in truths.items()), torch.zeros(()))


def _surprise(said: Tensor, told: Sequence[list[bool] | None]) -> Tensor:
    """Cross-entropy of a row, all its labels together."""
    known = [at for at, truth in enumerate(told) if truth is not None]
    truths = torch.tensor([told[at] for at in known], dtype=torch.float32).reshape(len(known), said.shape[1])
    total = functional.binary_cross_entropy_with_logits(said[known], truths, reduction="sum")
    return total / max(1, len(known))


def _heads(reader: Reader) -> dict[str, NDArray[np.float16]]:
    return packed({name: head.network() for name, head in reader.heads.items()})


if __name__ == "__main__":
    main()
