"""What a sentence leans to: an offer, or something that speaks against one; and the items of a list that stand together."""

import re
from collections.abc import Iterator, Sequence

from intake.domain import Sentence, Source
from intake.extraction.offering import is_question

_OFFER = 0.5
_LONGEST_ITEM = 4
_PLACES = 3
_IN_PLACE = re.compile(r"\W*(?:En |Tot slot )?[Ii]n (?:het dorp |de kern |het |de )?[A-ZÀ-Þ'’]\w")
BULLET = re.compile(r"^\s*(?:[-*•–·>]|\(?(?:\w{1,2}|[IVX]{1,4})[.)])\s+")
_NUMBER = re.compile(r"^\s*\(?(\d{1,2})[.)]\s+(?=\D)")
# A label alone makes an item of a list only beside another.
_ITEM = re.compile(
    rf"{BULLET.pattern}|^[\w', -]{{2,40}}(?:\([^()]{{1,30}}\)\s*)?\s*[:–]\s|^(?:[A-ZÀ-Þ'’][\w'’-]+ ){{1,4}}\d{{1,3}}(?: [a-z]+)?$"
)


# "In Ede drie gezinnen van vier.": a place and its number, without a verb.
PLACED = re.compile(
    r"^(?:[Ii]n|[Tt]e|[Oo]p|[Aa]an|[Bb]ij) (?:de |het )?(?:[A-ZÀ-Þ'’][\w'’-]+ ){1,3}(?:zelf |nog |ook )*"
    r"(?:een|één|\d{1,3}|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|\w+tien|\w*twintig) (?!van |keer )(?:[\w-]+ ){0,2}[\w-]+"
    r"(?: (?:van|voor) (?:elk )?\w+)?\.$"
)

# "Per 1 mei gaan zes statushouders wonen in de pastorie": who moves in on a day to come.
_SETTLE = re.compile(
    r"\b(?:gaan|komen|trekken|verhuizen)\b(?:(?! (?:al|reeds|nu)\b)[^.;:,]){0,25}\b(?:statushouders|vergunninghouders)\b"
    r"(?: er| daar| hier)? (?:wonen|in\b|intrekken)",
    re.IGNORECASE,
)
_ON_A_DAY = re.compile(
    r"\b(?:op|per|vanaf|met ingang van|begin|medio|half|eind|in) (?:\d{1,2} )?(?:januari|februari|maart|april|mei|juni|juli|"
    r"augustus|september|oktober|november|december)\b",
    re.IGNORECASE,
)


def against(sentence: Sentence) -> bool:
    """True when something else than an offer is heard louder."""
    acts = sentence.acts
    against = max((acts.get(act, 0.0) for act in ("existing", "refusal", "outsider", "tension")), default=0.0)
    return against > max(_OFFER, acts.get("pledge", 0.0)) or is_question(sentence.text)


def refuses(sentence: Sentence) -> bool:
    """True when a sentence says no."""
    return sentence.acts.get("refusal", 0.0) > max(_OFFER, sentence.acts.get("pledge", 0.0))


def settles(sentence: Sentence) -> bool:
    """True when people of the letter are said to move in on a day that is named, and nothing else is heard louder."""
    moves = _SETTLE.search(sentence.text) and _ON_A_DAY.search(sentence.text)
    return bool(moves) and not against(sentence)


def outside(sentence: Sentence) -> bool:
    """True for the words of outsiders and of others."""
    return max(sentence.acts.get("outsider", 0.0), sentence.acts.get("quoted", 0.0)) > _OFFER


def item_runs(sentences: Sequence[Sentence]) -> Iterator[list[int]]:
    """Runs of at least two list items that stand together, or that are numbered on."""
    yield from _numbered(sentences)
    run: list[int] = []
    for index, sentence in enumerate(sentences):
        item = _ITEM.match(sentence.text) or PLACED.match(sentence.text)
        if item and sentence.source is not Source.SUBJECT and "\t" not in sentence.text:
            run.append(index)
            continue
        if len(run) > 1:
            yield run
        run = []
    if len(run) > 1:
        yield run


def by_place(sentences: Sequence[Sentence]) -> Iterator[list[int]]:
    """ "In Vries ... In Zuidlaren ... In Eelde ...": three places at least, each in sentences of its own."""
    run: list[int] = []
    for index, sentence in enumerate(sentences):
        if not _IN_PLACE.match(sentence.text) or sentence.source is Source.SUBJECT:
            continue
        if run and index - run[-1] > _LONGEST_ITEM:
            if len(run) >= _PLACES:
                yield run
            run = []
        run.append(index)
    if len(run) >= _PLACES:
        yield run


def _numbered(sentences: Sequence[Sentence]) -> Iterator[list[int]]:
    """ "1. In Noord komen vier plekken. Dat zijn twee huizen. 2. In Oost ...": items of more than one sentence."""
    run: list[int] = []
    for index, sentence in enumerate(sentences):
        found = _NUMBER.match(sentence.text)
        if not found or sentence.source is Source.SUBJECT:
            continue
        if run and int(found[1]) == len(run) + 1 and index - run[-1] <= _LONGEST_ITEM:
            run.append(index)
            continue
        yield from _long(run)
        run = [index] if int(found[1]) == 1 else []
    yield from _long(run)


def _long(run: list[int]) -> Iterator[list[int]]:
    """A run that others do not find, because other sentences stand in it."""
    if len(run) > 1 and run[-1] - run[0] >= len(run):
        yield run
