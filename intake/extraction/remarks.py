"""What single sentences say became of places that were told before: "de bijgebouwen vallen af", "die tien zijn rond"."""

import re
from collections.abc import Iterator, Sequence
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
from intake.extraction.withdrawals import fewer, is_halved, is_removed
from intake.ties import ConditionNews, Fate, Remark

_OWN = frozenset({Source.BODY, Source.FORWARDED})
_TAKEN_BACK = 0.5
_GONE = re.compile(
    rf"\b(?:{GONE}|(?:kan|kunnen)\b[^.;,]{{0,25}}\bniets meer (?:aan ?)?(?:bieden|leveren|betekenen)|"
    rf"(?:is|zijn|werd|net|toch|inmiddels|vorige \w+|gisteren) (?:\w+ ){{0,2}}{LOST})",
    re.IGNORECASE,
)
_NOT_GONE = re.compile(
    r"\bniet (?:\w+ )?(?:van tafel|van de baan)|\bvoorbehoud|\bvoorwaarde|\bals\b|\bmocht|\bindien\b|,\s*dan\b",
    re.IGNORECASE,
)
_FIRM = re.compile(
    r"\b(?:is|zijn|staat|staan|daarmee|hiermee|nu|dus)\b[^.;]{0,60}\b(?:rond|zeker|definitief|hard|vast|geregeld|getekend|"
    r"onvoorwaardelijk|akkoord|aangenomen|ingestemd)\b|\bga(?:at|an) (?:\w+ ){0,3}door\b|"
    rf"{LIFTED}|"
    r"\b(?:ja|groen licht)\b[^.;]{0,20}\b(?:gezegd|gegeven)\b|\b(?:mag|mogen|kun(?:t|nen))\b[^.;]{0,30}\b(?:inboeken|rekenen)\b",
    re.IGNORECASE,
)
# "De andere drie": so many parts, and not so many places.
_POINTS = re.compile(r"\b(?:overige|andere|resterende|eerste|laatste)\s$", re.IGNORECASE)
_NOT_FIRM = re.compile(
    r"\b(?:niet|nog|geen|pas|nooit|als|indien|zodra|mits|tenzij|wacht\w*|zou(?:den)?)\b", re.IGNORECASE
)


def find_remarks(sentences: Sequence[Sentence], counting: CountingRules) -> tuple[Remark, ...]:
    """Every sentence of the sender's own that says what became of something, in order. A question says nothing."""
    return tuple(_remarks(sentences, counting))


def _remarks(sentences: Sequence[Sentence], counting: CountingRules) -> Iterator[Remark]:
    for index, sentence in enumerate(sentences):
        if sentence.source not in _OWN or ("?" in sentence.text and not asks_to_note(sentence.text)):
            continue
        # "Wilt u dat onder voorbehoud noteren?" says so.
        sentence = replace(sentence, text=sentence.text.replace("?", "."))
        if fate := _fate(sentence, counting):
            before = sentences[index - 1].text if index and sentences[index - 1].source in _OWN else ""
            numbers = {
                n.value
                for n in find_numbers(sentence.text)
                if n.explicit and n.value and not _POINTS.search(sentence.text[: n.start])
            }
            taken = fewer(sentence.text) if fate is Fate.LESS else None
            yield Remark(fate, sentence.text, before, frozenset(numbers - {taken}), taken)


def _fate(sentence: Sentence, counting: CountingRules) -> Fate | None:
    text, news, gone = sentence.text, condition_news(sentence.text), _is_gone(sentence)
    if fewer(text) or is_halved(text, gone=gone):
        return Fate.LESS
    if news is ConditionNews.FAILED or gone:
        return Fate.GONE
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
