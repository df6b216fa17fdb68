"""Which messages to fetch together: bounded in number and in bytes, so that memory stays bounded too."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from intake.settings import WorkerSettings

# Of a message over the limit this much is read: enough for headers, text and the names of most attachments.
FIRST_PART_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Envelope:
    """What the server tells about a message before we fetch it."""

    uid: int
    size: int
    received_at: datetime

    def is_oversize(self, limits: WorkerSettings) -> bool:
        """True when only the first part is fetched."""
        return self.size > limits.max_message_bytes

    def cost(self, limits: WorkerSettings) -> int:
        """How many bytes fetching brings in."""
        return first_part_bytes(limits) if self.is_oversize(limits) else self.size


def first_part_bytes(limits: WorkerSettings) -> int:
    """How much of an oversize message is read."""
    return min(FIRST_PART_BYTES, limits.max_message_bytes)


def batches(envelopes: Iterable[Envelope], limits: WorkerSettings) -> Iterator[tuple[Envelope, ...]]:
    """The envelopes in their order, cut so that no batch passes the limits; a large one may stand alone."""
    batch: list[Envelope] = []
    total = 0
    for envelope in envelopes:
        cost = envelope.cost(limits)
        if batch and (len(batch) >= limits.batch_messages or total + cost > limits.batch_bytes):
            yield tuple(batch)
            batch, total = [], 0
        batch.append(envelope)
        total += cost
    if batch:
        yield tuple(batch)
