"""What was told to VNG before, by the tense of the verb, the time of it, or the name of the message.

"In april schreven wij over twaalf plekken", "Onze vorige brief ging uit van acht", "Zeist heeft op 3 mei tien bedden gemeld".
"""

import re
from functools import lru_cache

from intake.domain import Sentence

_FLAGS = re.IGNORECASE
_MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
_MESSAGE = (
    r"(?:aanmelding|aanbod|bod|aanbieding|toezegging|brief|bericht|e?-?mail(?:tje)?|schrijven|opgave|melding|bijdrage|"
    r"inschrijving|formulier)"
)
_TELLING = (
    r"(?:door|op)gegeven|(?:aan)?gemeld|aangeboden|toegezegd|genoemd|beloofd|ingediend|ingebracht|u\b[^;.]{0,60}\bbericht|aangekondigd|"
    r"geschreven|me(?:d)?egedeeld|ingeschreven|geleverd|(?:toezegging|aanbod|melding|opgave) gedaan"
)
_THEN = (
    r"(?:eerder|(?:vorige?|afgelopen) (?:week|maand|jaar|zomer|winter|keer)|gisteren|eergisteren|vanmorgen|destijds|"
    rf"onlangs|indertijd|aanvankelijk|van de (?:zomer|winter)|dit voorjaar|(?:begin|half|medio|eind|in) (?:{_MONTHS})|"
    rf"op \d{{1,2}} (?:{_MONTHS})|{_MESSAGE} (?:van|d\.?d\.?) \d{{1,2}}|\w+ (?:dagen|weken|maanden) geleden|"
    r"aan de telefoon|telefonisch)"
)
# The simple past of telling; whoever writes it looks back.
_TOLD = re.compile(
    r"\b(?:gaf|gaven|meldden?|boden|bood|zegden?|noemden?|informeerden?|schreven|schreef|berichtten?|beloofden?|"
    r"deelden? .{0,40}\bmee|kwam(?:en)? (?:ik|wij|we) (?:\w+ ){0,3}op)\b",
    _FLAGS,
)
_HAS_TOLD = re.compile(
    rf"\b(?:heb|hebben|had|hadden|is|zijn)\b.{{0,80}}\b(?:{_TELLING})\b.{{0,20}}$|"
    rf"\b{_THEN}\b.{{0,120}}\b(?:{_TELLING})\b",
    _FLAGS,
)
_WAS_ABOUT = re.compile(
    rf"\b{_MESSAGE}\b[^;:]{{0,60}}?\b(?:ging (?:over|uit van|om)|betrof|bedroeg|luidde|telde|behelsde|sprak van|vermeldde|"
    r"stond(?:en)?|was|waren|omvatte)\b",
    _FLAGS,
)
# "U heeft van ons zes plekken genoteerd".
_NOTED = re.compile(
    r"\b(?:(?:u|jullie|je) (?:hebt|heeft|hebben|had|hadden)|(?:hebt|heeft|hebben|had|hadden) (?:u|jullie|je))\b.{0,80}"
    r"\b(?:genoteerd|geregistreerd|opgeschreven|ingeboekt|staan)\b",
    _FLAGS,
)
_OTHERS_TOLD = re.compile(r"\bzich\b.{0,60}\b(?:ge|aange)meld\b", _FLAGS)
# "... en vandaag komen er vier bij": what follows is of now.
_TURNS = re.compile(r";|\bmaar\b|\b(?:nu|vandaag|inmiddels|intussen)\b", _FLAGS)
# "De twaalf die wij in mei noemden, blijven gewoon staan": told again, and it holds.
_STANDS = re.compile(
    r"\b(?:(?<!schuldig )blij(?:ft?|ven)|ongewijzigd|onverkort|onveranderd|onverminderd|gehandhaafd|handha(?:af|aft|ven)|"
    r"ongemoeid|verander(?:t|en)(?: er)? (?:\w+ )?ni(?:ets|ks)|(?:gaat|gaan) (?:\w+ ){0,2}(?:gewoon |wel )?door|"
    r"staa(?:t|n) (?:\w+ )?(?:vast|nog)|hou(?:dt?|den) (?:\w+ ){0,2}vast aan|laten (?:we|wij) zo|definitief|hard)\b",
    _FLAGS,
)


# "Voor februari hadden wij er negen beloofd, dat worden er vijf"; not "hadden wij er negen beloofd, dan…".
_HAD = re.compile(r"\b(?:had|hadden)\b[^;:.,\d]{0,50}$", _FLAGS)
_PROMISED = re.compile(rf"^[^;:.,]{{0,40}}\b(?:{_TELLING})\b", _FLAGS)
_IF = re.compile(r"\W*(?:als|had|hadden|indien)\b", _FLAGS)


def promised(left: str, after: str) -> bool:
    """True for the number between these words, where it was told before: "hadden wij er negen beloofd"."""
    return bool(_HAD.search(left) and _PROMISED.match(after)) and not _IF.match(left)


def is_reported(sentence: Sentence) -> bool:
    """True when a sentence tells what was offered before: "op 29 mei boden wij vier plekken aan"."""
    return reports(sentence.text)


@lru_cache(maxsize=256)
def reports(text: str) -> bool:
    """True when the words look back on something told."""
    back = _TOLD.search(text) or _HAS_TOLD.search(text) or _WAS_ABOUT.search(text) or _NOTED.search(text)
    return bool(back) and not _OTHERS_TOLD.search(text)


def reported_at(text: str, start: int) -> bool:
    """The same for the number at `start`: "eerder meldden wij tien plekken, nu komen er vier bij" looks back on the ten."""
    cuts = [0, *(m.start() for m in _TURNS.finditer(text)), len(text)]
    left = max(cut for cut in cuts if cut <= start)
    right = min(cut for cut in cuts if cut > start)
    return reports(text[left:right]) if reports(text) else False


def stands(text: str) -> bool:
    """True when the words say that what was told still holds."""
    return bool(_STANDS.search(text))
