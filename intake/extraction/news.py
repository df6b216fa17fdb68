"""What a mail says about an offer without naming a number: the condition is met or has failed, or "conform de richtlijn"."""

import re
from collections.abc import Sequence
from functools import lru_cache

from intake.domain import Sentence, Source
from intake.extraction.conditions import of_now
from intake.extraction.reservations import LIFTED
from intake.ties import ConditionNews, News

_DECIDES = (
    r"(?:gemeente)?raad\b|raadsbesluit|college\b|b\s?(?:&|en)\s?w\b|collegebesluit|(?:de |onze )?vergunning|"
    r"het contract|huurcontract|het bestuur|de provincie|het coa"
)
_AGREED = (
    r"ingestemd|akkoord|goedgekeurd|vastgesteld|toegestemd|verleend|getekend|ondertekend|unaniem voor|groen licht|"
    r"positief besloten|bekrachtigd|rond|onherroepelijk|ja gezegd|"
    r"besloten\b.{0,80}\b(?:beschikbaar te stellen|door te gaan|aan te bieden|te (?:leveren|realiseren|verhuren))"
)
_HAS = r"(?:heeft|hebben|is|zijn|gaf|geeft|gaat|ging)\b"
_NO = (
    r"(?:niet (?:\w+ )?(?:ingestemd|akkoord|goedgekeurd|verleend|getekend|door)|geen (?:toestemming|akkoord|meerderheid|"
    r"vergunning|groen licht)|afgewezen|verworpen|weggestemd|tegengestemd|tegen gestemd|geweigerd|negatief besloten|"
    r"nee gezegd)\b"
)
_MET = re.compile(
    rf"(?:{_DECIDES}).{{0,60}}?\b{_HAS}.{{0,80}}?\b(?:{_AGREED})\b|"
    # "Gisteren heeft de raad ingestemd": the verb stands before who decides.
    rf"\b{_HAS}.{{0,20}}\b(?:{_DECIDES}).{{0,60}}?\b(?:{_AGREED})\b|"
    rf"(?:{_DECIDES}).{{0,60}}?\bstemde\b.{{0,60}}\bin\b|\bstemde\b.{{0,20}}\b(?:{_DECIDES}).{{0,60}}\bin\b|"
    r"\bcontract\w*\b.{0,60}\b(?:getekend|ondertekend)\b|\b(?:is|zijn|hebben|heeft)\b.{0,30}\b(?:getekend|ondertekend)\b|"
    rf"{LIFTED}|\b(?:nu|inmiddels|daarmee|hiermee|dus|voortaan) zonder\b.{{0,30}}\bvoorbehoud|"
    r"(?:als|voor) (?:zeker|definitief|vast|hard) (?:beschouwen|noteren|aanmerken|meetellen|tellen|boeken)\b|"
    r"voorwaarde\w*\b.{0,40}\b(?:is|zijn)\b.{0,20}\bvoldaan|"
    r"(?:daarmee|nu|inmiddels|dus) (?:definitief|onvoorwaardelijk|hard)\b|"
    r"(?:aanbod|toezegging|plekken|plaatsen)\b.{0,40}\b(?:is|zijn)\b.{0,30}\b(?:definitief|onvoorwaardelijk)\b",
)
_FAILED = re.compile(
    r"\b(?:is|zijn|werd|werden)\b.{0,40}\b(?:weggestemd|verworpen|afgestemd)\b|"
    r"\b(?:stemming|voorstel|motie)\b.{0,20}\b(?:ging|gaat|is) (?:\w+ )?verloren\b|"
    rf"\b(?:{_DECIDES}) (?:is|was|bleek|stemde|blijft) (?:\w+ ){{0,2}}tegen\b(?! gekomen)|"
    rf"(?:{_DECIDES}|voorstel\b|motie\b|aanvraag\b).{{0,100}}?\b{_NO}|{_NO}.{{0,60}}\b(?:{_DECIDES})",
)
_OPEN = re.compile(
    r"\?|\b(?:als(?! (?:zeker|definitief|vast|hard)\b)|indien|mits|zodra|wanneer|nog niet|"
    r"onder voorbehoud|verwacht\w*|zou|zullen|zal|wacht\w*|moet nog)\b",
    re.IGNORECASE,
)
# "Of die verleend wordt, staat niet vast".
_WHETHER = re.compile(
    r"\bof\b[^.;]{0,60}\b(?:wordt|worden|komt|komen|is|staat|lukt|gaat|kan)\b", re.IGNORECASE
)
_GUIDELINE = re.compile(
    r"\b(?:conform|volgens|overeenkomstig|in lijn met|naar|op basis van|gelijk aan|ter hoogte van|zoals)\s+"
    r"(?:(?:de|het|uw|jullie|die|dat|onze|vng)[\s-]+){0,3}(?:\w+\s)?"
    r"(?:richtlijn\w*|richtgetal\w*|richtsnoer\w*|referentie\w*|indicatie\w*|verdeelsleutel)\b|"
    r"\baantal\w*\b.{0,20}\b(?:uit|in|van|zoals|dat)\b.{0,25}\b(?:ledenbrief|brief|richtlijn)\b",
    re.IGNORECASE,
)
_COUNCIL = re.compile(
    r"\b(?:gemeente)?raads?(?:besluit)?\b|\bcollege(?:besluit)?\b|\bb\s?(?:&|en)\s?w\b", re.IGNORECASE
)
_HEARD = 0.5
_OWN = frozenset({Source.BODY, Source.SUBJECT, Source.FORWARDED})


def find_news(sentences: Sequence[Sentence]) -> News:
    """The news in a mail; the last sentence about a condition holds."""
    own = [sentence.text for sentence in sentences if sentence.source in _OWN]
    guideline = any(_GUIDELINE.search(text) and "?" not in text for text in own)
    told = [(news, text) for text in own if (news := condition_news(text))]
    refuses = any(s.acts.get("refusal", 0.0) > _HEARD for s in sentences if s.source in _OWN)
    if not told:
        return News(guideline=guideline, refuses=refuses)
    council = any(_COUNCIL.search(text) for _, text in told)
    return News(*told[-1], guideline=guideline, council=council, refuses=refuses)


@lru_cache(maxsize=128)
def condition_news(text: str) -> ConditionNews | None:
    """What a sentence says became of a condition."""
    # In small letters, where these long expressions are twice as fast.
    small = text.lower()
    if _FAILED.search(small) and "?" not in text:
        return ConditionNews.FAILED
    met = (
        _MET.search(small) and not _WHETHER.search(small) and not _OPEN.search(of_now(_without_lifted(text)))
    )
    return ConditionNews.MET if met else None


def _without_lifted(text: str) -> str:
    """ "Het genoemde onder voorbehoud vervalt": the reservation that is lifted is no reservation."""
    lifted = re.search(
        r"\b(?:vervalt|vervallen|van de baan|opgeheven|eraf|niet meer|voldaan)\b", text, re.IGNORECASE
    )
    return re.sub(r"onder voorbehoud", "", text, flags=re.IGNORECASE) if lifted else text
