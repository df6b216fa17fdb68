"""The slips of a hurried hand."""

from collections.abc import Iterator


def slips(word: str) -> Iterator[str]:
    """A word with two letters swapped, or with one left out or doubled; the first letter is never left out."""
    for at in range(1, len(word)):
        slipped = (
            word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :],
            word[:at] + word[at + 1 :],
            word[:at] + word[at - 1] + word[at:],
        )
        yield from (slip for slip in slipped if slip != word)
