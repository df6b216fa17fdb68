"""How well later mails are understood: what each sentence says became of places told before, on mails that nothing learned from.

`python -m bench.fates` prints, for each fate, how many sentences were found of those that say so, by the rules alone, the model
alone and both together, and how many were found where nothing is said.
"""

from collections.abc import Callable, Mapping, Sequence

from rich.console import Console
from rich.table import Table

from intake.content import models_dir, rules_dir
from intake.domain import Sentence, Source
from intake.extraction.counting import load_counting
from intake.extraction.remarks import by_words, find_remarks
from intake.nlp.corpus import CorpusMail, TaggedSentence, read_corpus
from intake.nlp.train import FATE_LABELS, own_sentences
from intake.pipeline import Examiner, load_examiner
from intake.tally import tally

Says = Callable[[Sentence], str | None]
Told = Sequence[tuple[TaggedSentence, Sentence]]


def main() -> None:
    """Measure and print."""
    examiner = load_examiner()
    mails = read_corpus(models_dir() / "training" / "later" / "heldout")
    told = [pair for mail in mails for pair in _heard(mail, examiner)]
    readers = _readers(examiner)
    table = Table(title=f"{len(told)} sentences of {len(mails)} later mails")
    for heading in (
        "fate",
        "said",
        *(f"{name}: {figure}" for name in readers for figure in ("found", "right")),
    ):
        table.add_column(heading, justify="left" if heading == "fate" else "right")
    for fate in FATE_LABELS:
        cells = [cell for says in readers.values() for cell in _row(fate, told, says)]
        table.add_row(fate, str(sum(fate in one.acts for one, _ in told)), *cells)
    Console().print(table)


def _heard(mail: CorpusMail, examiner: Examiner) -> list[tuple[TaggedSentence, Sentence]]:
    assert examiner.language
    own = own_sentences(mail)
    texts = [one.text for one in own]
    heard = zip(own, examiner.language.acts(texts), examiner.language.fates(texts), strict=True)
    return [(one, Sentence(one.text, Source.BODY, "", acts, fates)) for one, acts, fates in heard]


def _readers(examiner: Examiner) -> Mapping[str, Says]:
    counting, weights = load_counting(rules_dir()), examiner.weights.fates

    def heard(sentence: Sentence) -> str | None:
        odds = {fate: own["bias"] + own["model"] * sentence.fates[fate] for fate, own in weights.items()}
        best = max(odds, key=odds.__getitem__)
        return best if odds[best] > 0 else None

    def weighed(sentence: Sentence) -> str | None:
        found = find_remarks([sentence], counting, weights)
        return found[0].fate if found else None

    return {
        "rules": lambda sentence: by_words(sentence, counting),
        "model": heard,
        "both": weighed,
    }


def _row(fate: str, told: Told, says: Says) -> tuple[str, str]:
    """How many of those that say it were found (recall), and how many of those found say it (precision)."""
    figures = tally((fate in one.acts, says(sentence) == fate) for one, sentence in told)
    return f"{figures.recall:.2f}", f"{figures.precision:.2f}"


if __name__ == "__main__":
    main()
