"""From amounts in sentences to pledges: which numbers are an offer, what they count in people, and for which municipality."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from intake.domain import Pledge, Sentence, Source, Unit
from intake.extraction.amounts import Amount, CountingRules
from intake.extraction.gazetteer import Gazetteer
from intake.extraction.merging import merge
from intake.extraction.periods import find_date, find_duration
from intake.extraction.scope import municipality_of

_FROM_TO = re.compile(r"\bvan\s+(?:de\s+|onze\s+|eerder\s+genoemde\s+)?$", re.IGNORECASE)
_TO = re.compile(r"^(?:\s+\w+){0,3}?\s+(?:naar|tot)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_OF_THE = re.compile(r"^\s+van\s+(?:de|die|onze|deze|het totaal van)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_INSTEAD = re.compile(r"(?:in plaats van|i\.p\.v\.|ipv|niet|geen|eerder(?: genoemde| gemelde)?|was|oude(?: aantal)?|eerst|aanvankelijk|eerdere)\s+(?:de |het |onze |eerder gemelde |eerder genoemde )?$", re.IGNORECASE)
_MORE = re.compile(r"\b(?:nog eens|erbij|bovenop|boven op|daarbovenop|aanvullend|extra bovenop|daarnaast nog|aanvulling)\b", re.IGNORECASE)
_OWN_OFFER = re.compile(r"\b(?:toezegging|toegezegd\w*|aanbod|aanmelding|aangemeld\w*|opgave|bijdrage|doorgegeven|genoemd\w*|gemeld\w*|eerder|vorige mail|herzien\w*|correctie|verhog\w+|bijgesteld\w*|bijstell\w+)\b", re.IGNORECASE)
_OFFER = 0.5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pledge with where it was found: the index of its sentence, for telling repetition from addition."""

    pledge: Pledge
    sentence: int
    offer: float
    total: bool = False


def find_pledges(
    sentences: Sequence[Sentence], municipalities: tuple[str, ...], counting: CountingRules, gazetteer: Gazetteer, today: date
) -> tuple[tuple[Pledge, ...], tuple[str, ...]]:
    """The pledges of a mail and the doubts about them. `sentences` carry the accepted probability of every act."""
    candidates: list[Candidate] = []
    doubts: list[str] = []
    for index, sentence in enumerate(sentences):
        if not _offers(sentence):
            continue
        found, doubt = _in_sentence(sentence, index, sentences, municipalities, counting, gazetteer)
        candidates += found
        doubts += [doubt] if doubt else []
    pledges, merge_doubts = merge([(c.pledge, c.sentence, c.total) for c in candidates], sentences, counting)
    pledges = tuple(_with_terms(pledge, sentences, today) for pledge in pledges)
    if not pledges:
        pledges = tuple(_without_number(sentences, municipalities))
    return pledges, (*doubts, *merge_doubts)


def _offers(sentence: Sentence) -> bool:
    acts = sentence.acts
    offer = max(acts.get("pledge", 0.0), acts.get("withdrawal", 0.0) if acts.get("change", 0.0) > _OFFER else 0.0)
    against = max(acts.get("existing", 0.0), acts.get("refusal", 0.0), acts.get("outsider", 0.0))
    return offer >= _OFFER and offer >= against * 0.8


def _in_sentence(
    sentence: Sentence, index: int, sentences: Sequence[Sentence], municipalities: tuple[str, ...], counting: CountingRules, gazetteer: Gazetteer
) -> tuple[list[Candidate], str]:
    text = sentence.text
    amounts = [amount for amount in counting.amounts(text) if not amount.no_offer or amount.counted]
    amounts, doubt = _spelled_twice(amounts, text)
    changed = _change(amounts, sentence)
    if changed:
        amount, old, additional = changed
        town = municipality_of(amount, text, municipalities, gazetteer, sentences, index)
        pledge = _pledge(amount, sentence, town)
        if additional and old and pledge.places is not None:
            pledge = replace(pledge, places=pledge.places - old, persons_total=None)
        else:
            pledge = replace(pledge, replaces=old)
        return [Candidate(pledge, index, sentence.acts.get("pledge", 0.0))], doubt
    found = []
    for amount, persons in _with_persons(_usable(amounts, text, sentence), text):
        town = municipality_of(amount, text, municipalities, gazetteer, sentences, index)
        pledge = replace(_pledge(amount, sentence, town), persons_total=persons, additional=bool(_MORE.search(text)))
        total = bool(re.search(r"\b(?:totaal|samen|gezamenlijk|alles bij elkaar|optel\w*)\b", text[max(0, amount.number.start - 40) : amount.number.end + 30], re.IGNORECASE))
        found.append(Candidate(pledge, index, sentence.acts.get("pledge", 0.0), total))
    return found, doubt


def _spelled_twice(amounts: list[Amount], text: str) -> tuple[list[Amount], str]:
    """"twaalf (12) plekken" is one amount; "twaalf (15) plekken" is one amount and a doubt."""
    kept: list[Amount] = []
    doubt = ""
    for amount in amounts:
        before = kept[-1] if kept else None
        between = text[before.number.end : amount.number.start] if before else ""
        if before and re.fullmatch(r"\s*\(\s*(?:zegge:?\s*)?", between) and re.match(r"\s*\)", text[amount.number.end :]):
            if before.number.value != amount.number.value:
                doubt = f"Twee verschillende aantallen in één zin: {before.number.value} en {amount.number.value}."
            kept[-1] = replace(before, unit=before.unit or amount.unit)
        else:
            kept.append(amount)
    return kept, doubt


def _change(amounts: list[Amount], sentence: Sentence) -> tuple[Amount, int | None, bool] | None:
    """"van 10 naar 15" and "15 in plaats van 10": the new amount, the old number, and whether the difference is what is new."""
    text = sentence.text
    for first, second in zip(amounts, amounts[1:], strict=False):
        between = text[first.number.end : second.number.start]
        if _FROM_TO.search(text[: first.number.start]) and _TO.match(between) and first.number.value and second.number.value:
            own = sentence.acts.get("change", 0.0) > _OFFER or bool(_OWN_OFFER.search(text))
            grows = second.number.value > first.number.value
            return replace(second, unit=second.unit or first.unit), first.number.value, grows and not own
        if _INSTEAD.search(between):
            return replace(first, unit=first.unit or second.unit), second.number.value, False
        if _INSTEAD.search(text[: first.number.start]) and sentence.acts.get("change", 0.0) > _OFFER:
            return replace(second, unit=second.unit or first.unit), first.number.value, False
    return None


def _usable(amounts: list[Amount], text: str, sentence: Sentence) -> list[Amount]:
    """Amounts with a unit; a bare number only where the sentence can mean nothing else."""
    kept: list[Amount] = []
    for index, amount in enumerate(amounts):
        following = amounts[index + 1] if index + 1 < len(amounts) else None
        if following and following.unit and amount.unit is None and _OF_THE.match(text[amount.number.end : following.number.start]):
            amount = replace(amount, unit=following.unit)
            amounts[index + 1] = replace(following, unit=None, no_offer="van de")
        if amount.unit is not None or amount.counted or _bare(amount, amounts, sentence):
            kept.append(amount)
    return [amount for amount in kept if not amount.no_offer or amount.counted]


def _bare(amount: Amount, amounts: list[Amount], sentence: Sentence) -> bool:
    if amount.per or not amount.number.explicit or amount.no_offer:
        return amount.per
    others = [other for other in amounts if other is not amount and other.unit is not None]
    shared = bool(others) and bool(re.match(r"\s*(?:in|te|voor|,|en|\)|$)", sentence.text[amount.number.end :]))
    short = len(sentence.text) < 60 and not others
    after = bool(re.match(r"\s*(?:stuks|extra|beschikbaar|erbij|\)|\.|$|,|;|!|in\b|voor\b|per\b|vanaf\b|aan\b|kunnen\b)", sentence.text[amount.number.end :], re.IGNORECASE))
    return sentence.acts.get("pledge", 0.0) > 0.7 and after and (short or shared)


def _with_persons(amounts: list[Amount], text: str) -> Iterator[tuple[Amount, int | None]]:
    """Pair houses with the people in them, so that they are counted once."""
    index = 0
    while index < len(amounts):
        amount, following = amounts[index], amounts[index + 1] if index + 1 < len(amounts) else None
        if following and _describes(amount, following, text):
            yield _joined(amount, following)
            index += 2
        elif amount.per:
            index += 1
        else:
            yield amount, None
            index += 1


def _describes(first: Amount, second: Amount, text: str) -> bool:
    if first.unit is None or first.number.value is None:
        return False
    if second.per:
        return not first.unit.is_person
    if second.unit is None or first.unit.is_person == second.unit.is_person:
        return False
    between = text[first.number.end : second.number.start]
    return not re.search(r"\ben\s+(?:nog\s+|daarnaast\s+)?$|\bplus\b|\bdaarnaast\b", between) and len(between) < 70


def _joined(first: Amount, second: Amount) -> tuple[Amount, int | None]:
    count, other = first.number.value, second.number.value
    if second.per:
        return first, count * other if count and other else None
    if first.unit and first.unit.is_person:
        return first, None
    one_each = first.unit in {Unit.GEZINNEN, Unit.HUISHOUDENS, Unit.WONINGEN} and count == 1
    return first, other if other and (other >= (count or 0) or one_each) else None


def _pledge(amount: Amount, sentence: Sentence, municipality: str | None) -> Pledge:
    number = amount.number
    return Pledge(
        municipality, number.value, amount.unit or Unit.PLEKKEN, sentence.text[:500], sentence.source, sentence.name, min=number.low, max=number.high
    )


def _without_number(sentences: Sequence[Sentence], municipalities: tuple[str, ...]) -> Iterator[Pledge]:
    """An offer whose number is still to come, or a withdrawal of everything."""
    for sentence in sentences:
        acts = sentence.acts
        if acts.get("withdrawal", 0.0) > _OFFER and acts.get("withdrawal", 0.0) > acts.get("pledge", 0.0):
            yield from (Pledge(name, 0, Unit.PLEKKEN, sentence.text[:500], sentence.source, sentence.name, withdrawn=True) for name in municipalities or (None,))
            return
    best = max((s for s in sentences if _offers(s) and s.source is not Source.SUBJECT), key=lambda s: s.acts.get("pledge", 0.0), default=None)
    if best and best.acts.get("pledge", 0.0) > 0.6:
        yield from (Pledge(name, None, None, best.text[:500], best.source, best.name) for name in municipalities or (None,))


def _with_terms(pledge: Pledge, sentences: Sequence[Sentence], today: date) -> Pledge:
    """Condition, start and duration: from its own sentence first, else from the mail when it says so once."""
    own = next((s for s in sentences if s.text[:500] == pledge.quote), None)
    texts = [own.text] if own else []
    texts += [s.text for s in sentences if s is not own and max(s.acts.get("detail", 0.0), s.acts.get("pledge", 0.0)) > _OFFER]
    start = next((found for text in texts if (found := find_date(text, today))), None)
    return replace(
        pledge, conditional=_conditional(pledge, own, sentences), from_date=start, duration=next((d for t in texts if (d := find_duration(t))), None)
    )


def _conditional(pledge: Pledge, own: Sentence | None, sentences: Sequence[Sentence]) -> bool:
    if own and own.acts.get("condition", 0.0) > _OFFER:
        return True
    if own and len({s.text for s in sentences if _offers(s)}) > 2 and pledge.source is Source.BODY:
        index = next(i for i, s in enumerate(sentences) if s is own)
        return any(s.acts.get("condition", 0.0) > _OFFER for s in sentences[index + 1 : index + 3] if not _offers(s))
    return any(s.acts.get("condition", 0.0) > _OFFER for s in sentences)
