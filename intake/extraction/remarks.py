"""What single sentences say became of places that were told before: "de bijgebouwen vallen af", "die tien zijn rond"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from intake.domain import Sentence, Source
from intake.extraction.conditions import states_condition, waived
from intake.extraction.counting import CountingRules
from intake.extraction.gone import GONE, LOST
from intake.extraction.news import condition_news
from intake.extraction.numerals import find_numbers
from intake.extraction.offering import asks_to_note
from intake.extraction.reservations import LIFTED, is_lifted
from intake.extraction.retelling import stays_as_it_was
from intake.extraction.supposing import supposes
from intake.extraction.withdrawals import fewer, is_halved, is_removed
from intake.ties import ConditionNews, Fate, Remark

_OWN = frozenset({Source.BODY, Source.FORWARDED})
_TAKEN_BACK = 0.5
_SURELY = 1.0
_GONE = re.compile(
    rf"\b(?:{GONE}|bied(?:t|en)\b[^.;]{{0,40}}\bgeen (?:extra )?(?:plek|plaats|woning|kamer|bed)\w* meer\b|"
    rf"(?:kan|kunnen)\b[^.;,]{{0,25}}\bniets meer (?:aan ?)?(?:bieden|leveren|betekenen)|"
    rf"(?:is|zijn|werd|net|toch|inmiddels|vorige \w+|gisteren) (?:\w+ ){{0,2}}{LOST})",
    re.IGNORECASE,
)
_NOT_GONE = re.compile(
    r"\bniet (?:\w+ )?(?:van tafel|van de baan)|\bvoorbehoud|\bvoorwaarde|\bals\b|\bmocht|\bindien\b|,\s*dan\b",
    re.IGNORECASE,
)
# "Als dat verkeerd uitpakt, vallen die vijf af": not yet.
_IF = re.compile(
    r"(?:^\W*|[;,:]\s)(?:als (?!gevolg|u\b|gezegd|bekend)|indien|mocht(?:en)?\b(?! u\b)|"
    r"zonder (?:dat|die|(?:(?:hun|zijn|haar|diens|die) )?(?:goedkeuring|akkoord|toestemming))\b)",
    re.IGNORECASE,
)
_FIRM = re.compile(
    r"\b(?:is|zijn|staat|staan|daarmee|hiermee|nu|dus)\b[^.;]{0,60}\b(?:rond|zeker|definitief|hard|vast|geregeld|getekend|"
    r"onvoorwaardelijk|akkoord|aangenomen|ingestemd)\b|\bga(?:at|an) (?:\w+ ){0,3}door\b|"
    rf"{LIFTED}|"
    r"\b(?:ja|groen licht)\b[^.;]{0,20}\b(?:gezegd|gegeven)\b|\b(?:mag|mogen|kun(?:t|nen))\b[^.;]{0,30}\b(?:inboeken|rekenen)\b",
    re.IGNORECASE,
)
# Later is not uncertain.
_DELAYED = re.compile(
    r"\b(?:verscho(?:ven|f)|verschui\w+|schui(?:ft|ven)\b|opgescho(?:ven|f)|uitgesteld|uitstel|vertraging|"
    r"later dan|langer wachten)\b"
    r"(?![^.;]*\b(?:raad|college|besluit\w*|vergadering|behandeling)\b)",
    re.IGNORECASE,
)
_UNSURE = re.compile(
    r"\b(?:is|zijn|wordt|worden)\b[^.;,]{0,40}\b(?:niet (?:langer |meer )?zeker|onzeker)\b", re.IGNORECASE
)
# "Drie van die acht lever ik weer in".
_SOME_OF = re.compile(r"\b(\w+) van (?:de|die|deze|onze) \w+\b", re.IGNORECASE)
# "De andere drie": so many parts, and not so many places.
_POINTS = re.compile(r"\b(?:overige|andere|resterende|eerste|laatste)\s$", re.IGNORECASE)
_NOT_FIRM = re.compile(
    r"\b(?:niet|nog|geen|pas|nooit|als|indien|zodra|mits|tenzij|wacht\w*|zou(?:den)?|of)\b", re.IGNORECASE
)

Weights = Mapping[str, Mapping[str, float]]


def find_remarks(
    sentences: Sequence[Sentence], counting: CountingRules, weights: Weights | None = None
) -> tuple[Remark, ...]:
    """Every sentence of the sender's own that says what became of something, in order. A question says nothing.

    `weights`: per fate those of the words of a rule and of what the model hears; without them the rules decide.
    """
    return tuple(_remarks(sentences, counting, weights or {}))


def _remarks(sentences: Sequence[Sentence], counting: CountingRules, weights: Weights) -> Iterator[Remark]:
    for index, sentence in enumerate(sentences):
        if sentence.source not in _OWN or ("?" in sentence.text and not asks_to_note(sentence.text)):
            continue
        if "?" in sentence.text:
            # "Wilt u dat onder voorbehoud noteren?" says so, in whatever way the model hears a question.
            sentence = replace(sentence, text=sentence.text.replace("?", "."), fates={})
        fate, sure = _fate(sentence, by_words(sentence, counting), weights)
        if fate:
            before = sentences[index - 1].text if index and sentences[index - 1].source in _OWN else ""
            numbers = {
                n.value
                for n in find_numbers(sentence.text)
                if n.explicit and n.value and not _POINTS.search(sentence.text[: n.start])
            }
            taken = _taken(sentence) if fate is Fate.LESS else None
            yield Remark(fate, sentence.text, before, frozenset(numbers - {taken}), taken, sure)


def _taken(sentence: Sentence) -> int | None:
    """How many fall away; None is half of them, 0 an unknown number."""
    text = sentence.text
    if (told := fewer(text)) is not None or is_halved(text, gone=_is_gone(sentence)):
        return told
    found = _SOME_OF.search(text)
    return next((n.value or 0 for n in find_numbers(found[1])), 0) if found else 0


def _fate(sentence: Sentence, ruled: Fate | None, weights: Weights) -> tuple[Fate | None, bool]:
    """The fate for which rule and model together speak most, if more speaks for it than against; and whether that is sure."""
    if not sentence.fates or not weights:
        return ruled, False
    if ruled is Fate.GONE and sentence.acts.get("withdrawal", 0.0) > _TAKEN_BACK:
        # Rule and model, each in its own way.
        return ruled, True
    if ruled is not Fate.OPEN and _DELAYED.search(sentence.text):
        weights = {fate: own for fate, own in weights.items() if fate != Fate.OPEN}
    odds = {
        fate: own["bias"] + own["model"] * sentence.fates.get(fate, 0.0) + own["rules"] * (ruled == fate)
        for fate, own in weights.items()
    }
    if Fate.LESS in odds and _taken(sentence) == 0 and (ruled or find_numbers(sentence.text)):
        # "Die tien plekken zijn we kwijt": a number, and none that tells how many fewer.
        odds[Fate.LESS] = -1.0
    # The words of a rule are whole expressions: the model may say that they mean nothing here, not that they mean another thing.
    best = ruled or max(odds, key=odds.__getitem__)
    return (Fate(best), odds[best] > _SURELY) if odds[best] > 0 else (None, False)


def by_words(sentence: Sentence, counting: CountingRules) -> Fate | None:
    """What a sentence says became of something by its words alone; its acts may come from the model."""
    text, news, gone = sentence.text, condition_news(sentence.text), _is_gone(sentence)
    if fewer(text) or is_halved(text, gone=gone):
        return Fate.LESS
    if _UNSURE.search(text):
        return Fate.OPEN
    if news is ConditionNews.FAILED or gone:
        return Fate.OPEN if _IF.search(text) or supposes(text) else Fate.GONE
    firm = _FIRM.search(text) and not _NOT_FIRM.search(text)
    if (
        news is ConditionNews.MET
        or firm
        or (waived(text, counting) and not states_condition(sentence, counting))
    ):
        return Fate.FIRM
    if states_condition(sentence, counting):
        return Fate.OPEN
    return Fate.STAYS if stays_as_it_was(text) else None


def _is_gone(sentence: Sentence) -> bool:
    taken = sentence.acts.get("withdrawal", 0.0) > max(_TAKEN_BACK, sentence.acts.get("pledge", 0.0))
    words = _GONE.search(sentence.text) and not _NOT_GONE.search(sentence.text)
    return bool(is_removed(sentence) or taken or words) and not is_lifted(sentence.text)
