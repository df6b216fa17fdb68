"""Whether an offer depends on something that may still fail, and which of several offers a condition belongs to."""

import re
from collections.abc import Sequence
from functools import lru_cache

from intake.domain import Sentence, Source
from intake.extraction.amounts import find_amounts
from intake.extraction.changes import adds
from intake.extraction.clauses import ALL, Named, in_clause, open_spots
from intake.extraction.counting import CountingRules
from intake.extraction.declined import will_not
from intake.extraction.history import is_reported
from intake.extraction.offers import Offer
from intake.extraction.reservations import LIFTED
from intake.extraction.sites import names_place
from intake.extraction.supposing import supposes

_LAST = re.compile(
    r"\b(?:(?:die|dat|deze|dit) laatste|laatstgenoemde\w*|de laatste (?=is\b|zijn\b|hang|moet|nog\b|wacht|onder\b|alleen\b))",
    re.IGNORECASE,
)
_MET = re.compile(
    r"\b(?:zonder|geen) (?:enig |verder |nader )?voorbehoud|\b(?:is|zijn|staat|staan|nu|daarmee|"
    r"hiermee)\b[^.;]{0,40}\b(?:nu )?(?:zeker|definitief|hard|vast|"
    r"onvoorwaardelijk)\b|\bdefinitief geworden|"
    rf"{LIFTED}|"
    r"\bvoorwaarden?\b[^.;]{0,25}\b(?:vervuld|vervallen|voldaan)\b|"
    r"\b(?:is|zijn|werd|heeft|hebben|ging|stemde\w*|kreeg)\b[^.;]{0,60}\b(?:ingestemd|akkoord (?:gegaan|gegeven)|"
    r"vastgesteld|verleend|ja gezegd|"
    r"besloten\b[^.;]{0,60}\b(?:beschikbaar te stellen|door te gaan|aan te bieden)|"
    r"goedgekeurd|bekrachtigd|binnen|getekend|gevoteerd|in(?=[.,]|$))",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"\b(?:nog|niet|pas|tenzij|mits|voorbehoud|als|indien|onder de voorwaarde)\b", re.IGNORECASE
)
_OPEN_ASIDE = re.compile(
    r"^\W*(?:als|indien|mocht|wanneer) (?:u|jullie|er (?:nog )?vragen|dit vragen|je)\b", re.IGNORECASE
)
# "De 12 die wij eerder onder voorbehoud noemden": it was so then.
_BEFORE = re.compile(
    r"\b(?:eerder|destijds|vorige \w+|toen|nog) (?:\w+ )?onder (?:het )?voorbehoud\b|"
    r"\bonder (?:het )?voorbehoud (?:\w+ ){0,4}(?:aanboden|aanbood|noemden?|meldden?|aanmeldden?|toezegden?|opgaven|doorgaven|"
    r"(?:aan|toe|op|door)?ge\w+[dtn])\b",
    re.IGNORECASE,
)
# "Dat moest de raad nog goedkeuren": what was open then tells nothing about now.
_PAST = re.compile(
    r"\b(?:was|waren|had|hadden|moest|moesten|hing|hingen|stond|stonden|maakten?|leek|leken)\b[^.;,]*",
    re.IGNORECASE,
)
_LIFTED = re.compile(
    rf"{LIFTED}|\b(?:vervalt|vervallen|verdwijnt|schrap\w*|zonder|geen)\b[^.;]{{0,30}}\b(?:voorbehoud|voorwaarden?)\b|"
    r"\b(?:onvoorwaardelijk|van 'onder voorbehoud' naar)\b",
    re.IGNORECASE,
)
# "Wordt het een nee, dan blijft het bij de twaalf": those come anyhow.
_ANYHOW = re.compile(r"\bblij(?:ft|ven) (?:het |wij |we )?bij (?:de |die |onze )?$", re.IGNORECASE)
_MAYBE = 0.2
_LIKELY = 0.6


def is_conditional(
    offer: Offer, offers: Sequence[Offer], sentences: Sequence[Sentence], rules: CountingRules, named: Named
) -> bool:
    """Whether the offer depends on something that may still fail: its own words first, then the sentences about it."""
    own = sentences[offer.index]
    siblings = [o for o in offers if o.index == offer.index]
    if offer.conditional is not None:
        return offer.conditional
    lifted = max((i for i, s in enumerate(sentences) if _lifts(s.text)), default=-1)
    # "U kreeg acht plekken onder voorbehoud. ... De acht zijn daarmee definitief."
    confirmed = any(i > offer.index and _met(sentences[i].text) for i in offer.absorbed)
    told_then = confirmed or (is_reported(own) and lifted > offer.index)
    told_apart = len(siblings) > 1 and states_condition(own, rules)
    if not told_then and (
        in_clause(offer, siblings, own.text, rules, named) if told_apart else states_condition(own, rules)
    ):
        return True
    settled = max((i for i in offer.absorbed if _met(sentences[i].text)), default=-1)
    later = max(lifted, settled, offer.index if _met(own.text) else -1)
    here = {o.index for o in offers}
    about = [i for i, s in enumerate(sentences) if i not in here and i > later and states_condition(s, rules)]
    if told_apart:
        # "Vier in Ede en, onder voorbehoud, drie in Epe. De raad vergadert in mei." speaks of the three.
        about = [i for i in about if _says_which(sentences[i].text, offers, rules, named)]
    return any(_is_about(i, offer, offers, sentences, rules, named) for i in about)


def _is_about(
    index: int,
    offer: Offer,
    offers: Sequence[Offer],
    sentences: Sequence[Sentence],
    rules: CountingRules,
    named: Named,
) -> bool:
    sentence = sentences[index]
    if is_reported(sentence) and not _LAST.search(sentence.text) and any(_met(s.text) for s in sentences):
        return False
    towns = named(sentence.text)
    if towns and offer.municipality and offer.municipality not in towns:
        return False
    same_source = sentence.source is sentences[offer.index].source
    if len({o.index for o in offers}) < 2 and len(offers) < 2:
        return True
    if not same_source:
        return False
    # "Twee fracties zijn tegen" counts something else.
    counted = [a for a in find_amounts(sentence.text, rules) if a.unit or a.loose or a.counted]
    if any(
        a.count == offer.amount.count and _ANYHOW.search(sentence.text[: a.number.start]) for a in counted
    ):
        return False
    sizes = {a.count for a in counted if a.count and a.number.explicit}
    meant = [o for o in offers if o.amount.count in sizes]
    if meant:
        return offer in meant
    if ALL.search(sentence.text):
        return True
    if there := [o for o in offers if names_place(sentence.text, o)]:
        return offer in there
    if _LAST.search(sentence.text):
        here = [o for o in offers if o.index == _last_before(index, {o.index for o in offers})]
        return here[-1:] == [offer]
    if sizes and adds(sentence.text):
        return False
    return _last_before(index, {o.index for o in offers}) == offer.index


def _says_which(text: str, offers: Sequence[Offer], rules: CountingRules, named: Named) -> bool:
    """True when the words themselves tell which offers they are about: by number, by name or place, or all of them."""
    counted = any(a.unit or a.loose or a.counted for a in find_amounts(text, rules))
    called = len({o.municipality for o in offers}) > 1 and named(text)
    placed = any(names_place(text, o) for o in offers)
    return bool(counted or called or placed or ALL.search(text) or _LAST.search(text))


@lru_cache(maxsize=128)
def _met(text: str) -> bool:
    if text.rstrip().endswith("?"):
        return False
    text = of_now(text)
    found = _MET.search(text)
    clause = re.split(r"[;.:]", text[found.start() if found else 0 :])[0]
    return bool(found) and not _NOT_YET.search(clause.replace("niet meer", ""))


def of_now(text: str) -> str:
    """The words without a reservation that was told of before."""
    return _BEFORE.sub("", text)


def _lifts(text: str) -> bool:
    """True when a reservation is said to be gone: whatever was told of it before no longer holds."""
    return bool(_LIFTED.search(text)) and not text.rstrip().endswith("?")


def says_outright(text: str, rules: CountingRules) -> bool:
    """True when whole expressions say that it is not decided yet, so that nobody need hear it between the lines."""
    return bool(rules.pending.search(_PAST.sub("", text)))


def for_all(text: str) -> bool:
    """True when the words say that they hold for everything that is offered."""
    return bool(ALL.search(text))


def waived(text: str, rules: CountingRules) -> bool:
    """True when the words say that a condition is met, or that only the date or the kind of people is open."""
    return _met(text) or _is_beside(text, rules)


def _is_beside(text: str, rules: CountingRules) -> bool:
    return bool(_OPEN_ASIDE.match(text) or rules.beside.search(text))


def states_condition(sentence: Sentence, rules: CountingRules) -> bool:
    """True when a sentence says that something depends on what may still fail."""
    likely, text = sentence.acts.get("condition", 0.0), sentence.text
    if text.rstrip().endswith("?"):
        return likely > 0.8
    if will_not(text) or (said := _said(text, rules)) is None:
        return False
    words, awaits = said
    pledge = max(sentence.acts.get("pledge", 0.0), sentence.acts.get("detail", 0.0))
    heard = likely > _LIKELY and sentence.source is not Source.SUBJECT
    return heard or (words and (likely > _MAYBE or pledge > _LIKELY)) or awaits


# A sentence is asked about several times in one mail.
@lru_cache(maxsize=128)
def _said(text: str, rules: CountingRules) -> tuple[bool, bool] | None:
    """Whether there are words of a condition, and whether a decision is to come; None where it is met, or aside."""
    rest = rules.beside.sub("", text)
    if _is_beside(text, rules) and not _still_open(rest, rules):
        return None
    without = _MET.sub("", rest)
    if _met(rest) and not _still_open(of_now(without), rules):
        return None
    return bool(rules.condition.search(_PAST.sub("", without))), _awaits(rest, rules)


def _still_open(text: str, rules: CountingRules) -> bool:
    return bool(rules.condition.search(text)) or _awaits(text, rules)


def _awaits(text: str, rules: CountingRules) -> bool:
    """A decision that is still to come: said outright, or a decision and a word of what is to come in one clause."""
    now = _PAST.sub("", text)
    return bool(rules.pending.search(now) or open_spots(now, rules) or supposes(now))


def _last_before(index: int, offering: set[int]) -> int:
    return max((i for i in offering if i < index), default=min(offering))
