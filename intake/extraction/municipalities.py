"""On whose behalf is written: the sender's domain, what the text claims, the signature; never a name merely mentioned.

Each clue is a witness with a weight in log-odds; a municipality needs more than chance, and more than its rivals.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from intake.domain import Address, Evidence, Reading, Source
from intake.extraction.gazetteer import Gazetteer, Mention, Organisation

WEBMAIL = frozenset(
    "gmail.com googlemail.com hotmail.com hotmail.nl outlook.com outlook.nl live.nl live.com icloud.com me.com yahoo.com ziggo.nl kpnmail.nl "
    "kpnplanet.nl planet.nl xs4all.nl home.nl hetnet.nl casema.nl upcmail.nl telfort.nl msn.com proton.me protonmail.com solcon.nl zonnet.nl".split()
)
_OFFICIAL = re.compile(
    r"(?:\bgemeenten?|\bgem\.|\bcollege(?: van (?:b(?:urgemeester)?\s?(?:&|en)\s?w(?:ethouders)?|bw))?(?: van| der gemeente)?(?: de gemeente)?|\bb\s?(?:&|en)\s?w(?: van)?|"
    r"\b(?:loco-?)?burgemeester(?: van)?|\bwethouder(?: van| in)?|\bgemeenteraad(?: van)?|\braad van|\bgriffie[r]?(?: van)?|\bstad|\bgemeentehuis(?: van)?|\bgemeentesecretaris(?: van)?)"
    r"(?: de gemeente)?[ :]*$",
    re.IGNORECASE,
)
_BEHALF = re.compile(r"\b(?:namens|mede namens|vanuit|voor rekening van|ten behoeve van|in opdracht van)\b", re.IGNORECASE)
_TOGETHER = re.compile(r"\b(?:mede namens|ook namens|evenals namens|onszelf|wijzelf|naast onze eigen)\b", re.IGNORECASE)
_NOT_ABOUT = re.compile(
    r"(?:\bniet namens|\bbehalve|\bm\.?u\.?v\.?|\bmet uitzondering van|\bnaast|\bzoals(?: in)?|\bbuurgemeenten?|\bburen van|\bprovincie|\bazc(?: in| te)?|\bregio|\bvlakbij|\brichting|"
    r"\bbij|\btussen|\bvan der|\bvan den|\bjuist|\bnet als(?: in)?|\bsituatie in|\bgebeurtenissen in|\bcollega's (?:in|van|uit)|\brellen in|\beerder in|\brechtbank|\bgezien in|\bgebeurd in|"
    r"\buniversiteit|\bhogeschool|\bvoorbeeld van|\bvoorbeeld in|\bgebeurde in)(?: de)?(?: gemeenten?)?[ :]*$",
    re.IGNORECASE,
)
_NOT_TAKING_PART = re.compile(r"\b(?:doet|doen) (?:\w+ ){0,3}(?:niet|geen)\b|\bniet mee\b|\bhaakt af\b|\bsluit(?:en)? (?:zich )?niet aan\b|\bgeen onderdeel\b|\bzelf(?:standig)? (?:reageren|reageert|melden|meldt)\b", re.IGNORECASE)
_LIST_GLUE = re.compile(r"[\s,;/&+:()\d-]*(?:(?:en|alsmede|alsook|evenals|de|gemeenten?|resp\.?|respectievelijk|namens|ook|plekken|plaatsen)\b[\s,;/&+:()\d-]*)*", re.IGNORECASE)
_PROVINCE_HINT = re.compile(r"noord-?holland|\bn\.?-?h\.?\b|limburg|\bl\.?\b|zuid-?holland|overijssel|gelderland|\bgld\b|zeeland", re.IGNORECASE)

OWN_KINDS = frozenset({"work_organisation", "social_service"})


@dataclass(frozen=True, slots=True)
class Behalf:
    """The municipalities for which somebody writes; `organisation` when the sender's domain belongs to a joint body."""

    names: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    doubts: tuple[str, ...] = ()
    organisation: Organisation | None = None
    own_domain: str | None = None


@dataclass(frozen=True, slots=True)
class _Clue:
    municipality: str
    weight: float
    witness: str
    quote: str


def on_behalf_of(sender: Address | None, reading: Reading, gazetteer: Gazetteer, *, outsider: bool) -> Behalf:
    """Weigh every clue. `outsider`: the mail reads as a citizen's, seller's or journalist's, so a name means nothing."""
    domain = sender.domain if sender else ""
    own, organisation = gazetteer.of_domain(domain), gazetteer.organisation_of(domain)
    claimed, together, excluded = _claims(reading, gazetteer)
    clues = [*_sender_clues(sender, own, gazetteer), *_text_clues(reading, gazetteer)]
    clues += [_Clue(name, 3.5, "namens", "namens " + name) for name in claimed]
    scores: dict[str, float] = defaultdict(float)
    for clue in clues:
        scores[clue.municipality] += clue.weight
    names = _choose(own, organisation, claimed, together, scores, outsider, domain)
    names = tuple(name for name in names if name not in excluded or name == own)
    evidence = tuple(Evidence(c.municipality, c.weight, c.witness, c.quote) for c in clues if c.municipality in names)
    return Behalf(names, evidence, _doubts(names, scores, own, claimed), organisation, own)


def _choose(
    own: str | None,
    organisation: Organisation | None,
    claimed: tuple[str, ...],
    together: bool,
    scores: dict[str, float],
    outsider: bool,
    domain: str,
) -> tuple[str, ...]:
    if own:
        if claimed and own not in claimed and not together:
            return claimed
        return tuple(dict.fromkeys((own, *claimed)))
    if claimed:
        return claimed
    if outsider or (organisation and organisation.kind not in OWN_KINDS):
        return ()
    needed = 1.4 if domain in WEBMAIL or organisation or not domain else 2.4
    if organisation:
        inside = {name: score for name, score in scores.items() if name in organisation.members}
        return tuple(name for name, score in inside.items() if score >= 1.0)
    best = sorted(scores.items(), key=lambda item: -item[1])
    return (best[0][0],) if best and best[0][1] >= needed else ()


def _doubts(names: tuple[str, ...], scores: dict[str, float], own: str | None, claimed: tuple[str, ...]) -> tuple[str, ...]:
    if len(names) != 1 or own or claimed:
        return ()
    rivals = [name for name, score in scores.items() if name != names[0] and score >= scores[names[0]] - 0.7]
    return (f"De gemeente is niet zeker: {names[0]} of {' of '.join(rivals)}.",) if rivals else ()


def _sender_clues(sender: Address | None, own: str | None, gazetteer: Gazetteer) -> Iterator[_Clue]:
    if own and sender:
        yield _Clue(own, 4.0, "afzenderdomein", sender.domain)
    for mention in gazetteer.find(sender.name) if sender else ():
        if "gemeente" in sender.name.lower() and len(mention.municipalities) == 1:  # type: ignore[union-attr]
            yield _Clue(mention.municipalities[0], 2.5, "afzendernaam", mention.name)


def _text_clues(reading: Reading, gazetteer: Gazetteer) -> Iterator[_Clue]:
    texts = [(s.text, s.source) for s in reading.sentences] + [(line, Source.SIGNATURE) for line in reading.signature.split("\n")]
    hints = " ".join(text for text, _ in texts)
    for text, source in texts:
        for mention in gazetteer.find(text):
            clue = _clue(text, source, mention, hints)
            if clue:
                yield clue


def _clue(text: str, source: Source, mention: Mention, hints: str) -> _Clue | None:
    municipality = _resolve(mention, hints)
    before = text[: mention.start]
    if municipality is None or _NOT_ABOUT.search(before):
        return None
    if _OFFICIAL.search(before):
        weight = 2.5 if source is Source.SIGNATURE or source is Source.SUBJECT else 2.0
    elif mention.weak and not _opens(text, mention):
        return None
    else:
        weight = {"municipality": 1.0, "predecessor": 0.9, "place": 0.7}[mention.kind] * (0.6 if mention.weak else 1.0)
        weight *= {Source.SIGNATURE: 1.5, Source.SUBJECT: 1.5}.get(source, 1.0)
    return _Clue(municipality, weight, {"place": "plaatsnaam", "predecessor": "voorganger"}.get(mention.kind, "naam in tekst"), text[:200])


def _opens(text: str, mention: Mention) -> bool:
    """An ambiguous name counts where it can only be a name: after "in", "te", "uit", "voor" or between capitals' rights."""
    before = text[: mention.start].rstrip().lower()
    if not before:
        return bool(re.match(r"\s*(?:kan|stelt|biedt|heeft|wil|zegt|doet|draagt|levert|meldt|:|-|$|\d|komt|zal|vraagt|is\b)", text[mention.end :]))
    return before.endswith((" in", " te", " uit", " voor", " gemeente", " naar", " van", "|", "-", ",", ":")) or before in {"in", "te", "uit", "voor"}


def _resolve(mention: Mention, hints: str) -> str | None:
    if len(mention.municipalities) == 1:
        return mention.municipalities[0]
    wanted = {hint.lower().replace("-", "").replace(".", "") for hint in _PROVINCE_HINT.findall(hints)}
    for municipality in mention.municipalities:
        suffix = municipality.lower()
        if (wanted & {"noordholland", "nh"} and "(nh" in suffix) or ("limburg" in wanted and "(l." in suffix):
            return municipality
    return None


def _claims(reading: Reading, gazetteer: Gazetteer) -> tuple[tuple[str, ...], bool, frozenset[str]]:
    """The municipalities named after "namens" or as "de gemeenten A, B en C", and those said not to take part."""
    claimed: list[str] = []
    excluded: set[str] = set()
    together = False
    for sentence in reading.sentences:
        mentions = gazetteer.find(sentence.text)
        if mentions and _NOT_TAKING_PART.search(sentence.text):
            near = _NOT_TAKING_PART.search(sentence.text).start()  # type: ignore[union-attr]
            excluded |= {m.municipalities[0] for m in mentions if m.kind != "place" and 0 <= near - m.end < 40}
        for found in re.finditer(_BEHALF.pattern + r"|\bgemeenten\b", sentence.text, re.IGNORECASE):
            listed = _listed(sentence.text, found.end(), mentions)
            if len(listed) > 1 or (listed and found.group().lower() != "gemeenten"):
                claimed += listed
                together |= bool(_TOGETHER.search(sentence.text))
    return tuple(dict.fromkeys(claimed)), together, frozenset(excluded)


def _listed(text: str, start: int, mentions: tuple[Mention, ...]) -> list[str]:
    names: list[str] = []
    for mention in (m for m in mentions if m.start >= start):
        glue = text[start : mention.start]
        if not _LIST_GLUE.fullmatch(re.sub(r"\([^)]*\)|(?:het )?college(?: van (?:b&w|burgemeester en wethouders))?(?: van| der)?|de stad", " ", glue)):
            break
        if len(mention.municipalities) == 1 and mention.kind != "place":
            names.append(mention.municipalities[0])
        start = mention.end
    return names
