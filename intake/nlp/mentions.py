"""A spaCy component that looks at one number in its sentence: is this what is offered, or does it tell something else?

What stands left of a number and what stands right of it mean other things ("van de 20", "20 van de"), and so does what is
near and what is far. The sentences before and after count as well: "Ik noemde 10. Dat moeten er 11 zijn."
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from spacy.language import Language

from intake.nlp.ngrams import Block, NgramClassifier
from intake.nlp.terms import runs

OFFERED = "offered"
# No mail holds them: where the number stood, and where another sentence begins.
_HERE, _BREAK = "\u241f", "\u241e"
_MARKS = re.compile(f"[{_HERE}{_BREAK}]")
_NEAR, _FAR, _AROUND = 4, 25, 40
_LONGEST = 700


def context(before: str, sentence: str, start: int, end: int, after: str) -> str:
    """A number, from `start` to `end` in its sentence, with the sentences around it, as the component reads it."""
    stretches = (
        before[-_LONGEST:],
        sentence[:start][-_LONGEST:],
        sentence[end:][:_LONGEST],
        after[:_LONGEST],
    )
    before, left, right, after = (_MARKS.sub(" ", text) for text in stretches)
    return f"{before} {_BREAK} {left} {_HERE} {right} {_BREAK} {after}"


@Language.factory("mentions", assigns=["doc.cats"], default_config={"strength": 30.0, "least": 2})
class MentionClassifier(NgramClassifier):
    """Says how likely it is that a number counts, from a text that `context` made."""

    def _blocks(self, tokens: Sequence[str]) -> Sequence[Block]:
        before, here, after = _parts(tokens)
        at = here.index(_HERE)
        left, right = here[:at][::-1][:_FAR], here[at + 1 :][:_FAR]
        around = [
            *_marked("v:", runs(before[:_AROUND], 2)),
            *_marked("n:", runs(after[:_AROUND], 2)),
        ]
        sides = [*_side("l", left), *_side("r", right)]
        whole = [*left[::-1], _HERE, *right]
        return (sides, ()), (_marked("z:", runs(whole, 3)), [*left, *right]), (around, ())


def _side(name: str, words: Sequence[str]) -> Iterator[str]:
    """The words of one side: how it begins at the number, what is near, and what is far."""
    near, far = words[:_NEAR], words[_NEAR:]
    yield from (f"{name}@{' '.join(near[:size])}" for size in range(1, len(near) + 1))
    yield from _marked(f"{name}:", runs(near, 3))
    yield from _marked(f"{name}-:", runs(far, 2))


def _marked(mark: str, terms: Iterable[str]) -> list[str]:
    return [f"{mark}{term}" for term in terms]


def _parts(tokens: Iterable[str]) -> tuple[list[str], list[str], list[str]]:
    """The words of the three sentences; punctuation counts here."""
    parts: list[list[str]] = [[]]
    for token in tokens:
        if token == _BREAK:
            parts.append([])
        else:
            parts[-1].append(token)
    before, here, after = parts
    return before, here, after
