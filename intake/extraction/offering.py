"""The words by which a sentence offers, takes a part of what was told, or says for whom it is."""

import re

_FLAGS = re.IGNORECASE
_THEREOF = re.compile(
    r"(?<!plaats )(?<!gevolg )(?<!grond )(?<!uitkomst )\b(?:waarvan|daarvan|hiervan|waaruit|ervan|een deel|waarbinnen|"
    r"daarbinnen|"
    r"daarin|waarin)\b|\bvan (?:deze|die) (?:\w+ )?(?=\w+ (?:wij|we))",
    _FLAGS,
)
_PURPOSE = re.compile(
    r"\b(?:(?:voor|naar|aan) (?:de )?(?:extra )?(?:statushouders|vergunninghouders|(?:deze|uw|jullie|de) (?:actie|oproep|"
    r"doelgroep|vraag|"
    r"verzoek|regeling)|u\b|jullie)|reserve\w+|inzetten|inzet|zetten|aanbied\w*|bieden|bied|bestem\w*|toewijz\w*|"
    r"toegewezen|beschikbaar|"
    r"vrijhouden|huren|gebruik\w*|houden (?:wij|we)|nemen|leveren)\b",
    _FLAGS,
)
_OFFER_VERB = re.compile(
    r"\b(?:bied\w*|aanbied\w*|lever\w*|toezeg\w*|zeggen|zegt|meld\w*|aanmeld\w*|aanbod|bijdrage|toezegging|stel(?:t|len)|"
    r"beschikbaar|"
    r"draag\w*|draagt|dragen|reken\w*|noteren|noteer)\b",
    _FLAGS,
)
_ROOM = re.compile(
    r"\b(?:ruimte|plek|plaats) (?:\w+ )?voor\b|\bgevonden\b|\bterecht\b|"
    r"^\W*\w+ is (?:\w+ )?(?:het|ons) (?:goede|juiste|correcte|definitieve|actuele) (?:aantal|getal|totaal)\b",
    _FLAGS,
)
_OURS = re.compile(
    r"\b(?:ons|onze) (?:\w+ )?(?:bod|aanbod|bijdrage|toezegging|opgave|aanmelding)\b|"
    r"\b(?:wij|we|ik|het college|onze (?:gemeente|wethouder)|de gemeente)\b[^;.]{0,40}\b(?:bied(?:en|t)?|lever(?:en|t)?|"
    r"stel(?:len|t) [^;.]{0,60}"
    r"beschikbaar|zeg(?:gen|t)? [^;.]{0,60} toe|meld(?:en|t)? [^;.]{0,60} aan|reserve(?:ren|ert)|brengen [^;.]{0,60} in)\b|"
    r"\b(?:bied(?:en|t)?|lever(?:en|t)?|stel(?:len|t)|zeg(?:gen|t)?|meld(?:en|t)?|reserve(?:ren|ert)|realiseren) (?:wij|"
    r"we|ik)\b|\b(?:ons|het) college\b[^;]{0,60}\b(?:ingestemd met|besloten tot|akkoord (?:gegaan )?met)\b|"
    r"\b(?:zoals|conform wat) (?:u|jullie|de vng|vng)\b[^;.]{0,60}\b(?:levert|biedt|stelt|meldt|doet) (?-i:[A-Z])|"
    r"\b(?:willen|gaan|zullen|kunnen) (?:wij|we)\b[^;.]{0,40}\b(?:bestemmen|inzetten|aanbieden|leveren|toezeggen) voor "
    r"(?:\w+ )?(?:statushouders|vergunninghouders)\b",
    _FLAGS,
)

# "Mag ik 12 plekken aanmelden?", "Mogen er nog drie bij?", "Wilt u er 8 voor ons noteren?": an offer in the form of a question.
_ASKS_TO_NOTE = re.compile(
    r"\b(?:mag|mogen|kan|kunnen|zou|zouden) (?:ik|wij|we)\b[^.;]{0,120}\b(?:aan ?(?:te )?melden|door ?(?:te )?geven|"
    r"op ?(?:te )?geven|toe ?(?:te )?zeggen|aan ?(?:te )?bieden|noteren|registreren|"
    r"reserveren|in ?te ?boeken|inschrijven|inbrengen|melden)\b|"
    r"\b(?:wil|wilt|willen|kan|kun|kunt|kunnen|zou|zouden) (?:u|je|jij|jullie)\b[^.;]{0,120}?\b(?:noteren|opnemen|"
    r"registreren|inboeken|bijschrijven|toevoegen|doorgeven|wijzigen|aanpassen|veranderen|ophogen|verhogen|verlagen|"
    r"bijstellen|corrigeren|laten weten dat (?:wij|we|de gemeente)|op de lijst zetten|"
    r"\bop (?:\d{1,3}|[a-zë]{3,15}) (?:zetten|brengen|houden|stellen)|"
    r"meetellen|bijtellen|vervangen door|(?:ervan|daarvan|van de \w+(?: \w+)? \w+(?: willen)?|er \w+ van) (?:te )?maken)\b|"
    r"^\W*(?:mag|mogen|kan|kunnen) er (?:ook |misschien )?nog (?:een|eentje|\d{1,3}|[a-zë]{3,12}) (?:plekken )?bij\W*$",
    _FLAGS,
)


# "Zijn jullie gebaat bij zes plekken? Dan mogen jullie die inboeken."
_GRANTS = re.compile(
    r"\W*(?:dan|in dat geval|zo ja)\b[^.;]{0,30}\b(?:mag|mogen|kunt|kun|kunnen) (?:u|je|jij|jullie)\b[^.;]{0,60}\b(?:in ?boeken|"
    r"noteren|opnemen|registreren|bijschrijven|meetellen|op ons rekenen|toevoegen)\b",
    _FLAGS,
)


# "En een echtpaar wil er twee in huis nemen": somebody new, who takes nothing from what was told before.
_GIVER = re.compile(
    r"\W*(?:(?:en|ook|maar|verder|daarnaast|tot slot|ten slotte)\s+){0,2}(?:een|nog een|(?:twee|drie|enkele|een paar) andere) "
    r"(?!deel|van|aantal|paar|enkele?)[\w-]+[^;.,:\d]{0,40}?\b(?:wil|willen|kan|kunnen|neemt|nemen|biedt|bieden|stelt|"
    r"heeft|hebben|verhuurt|vangt)\b",
    _FLAGS,
)

# "De corporatie heeft toegezegd acht mensen te huisvesten": who lives or lets here, and gives to the writer.
_LOCALS = (
    r"(?:\w*corporatie|woningstichting|kerk|parochie|diaconie|klooster|zusters|boer|boerin|hotelier|\w*eigenaar|verhuurder|"
    r"particulier|echtpaar|familie|gezin|ondernemer|makelaar|inwoner)"
)
_LOCALS_GIVE = re.compile(
    rf"\b{_LOCALS}\b[^.;:]{{0,25}}\b(?:heeft|hebben|wil|willen|kan|kunnen|gaat|gaan)\b[^.;:]{{0,60}}"
    r"\b(?:toegezegd|aangeboden|huisvesten|opvangen|opnemen|onderbrengen|kwijt)\b",
    _FLAGS,
)


def asks_to_note(text: str) -> bool:
    """True when a sentence asks leave to offer, or asks VNG to write the offer down."""
    return text.rstrip().endswith("?") and bool(_ASKS_TO_NOTE.search(text))


def grants(text: str) -> bool:
    """ "Dan mogen jullie die inboeken": leave to note what was asked in the sentence before."""
    return bool(_GRANTS.match(text)) and not text.rstrip().endswith("?")


def is_question(text: str) -> bool:
    """True when a sentence asks something; not when only its form does."""
    return text.rstrip().endswith("?") and not asks_to_note(text)


def points_back(text: str) -> bool:
    """True for "daarvan", "hiervan": the sentence takes a part of what was told before."""
    return bool(_THEREOF.search(text))


def is_for_us(text: str) -> bool:
    """True when a part is said to be for the people of the letter, or offered."""
    return bool(_PURPOSE.search(text))


def offers_openly(text: str) -> bool:
    """True when the words themselves offer, so that a part is a detail of what is offered."""
    return bool(_OFFER_VERB.search(text))


def makes_room(text: str) -> bool:
    """True when the words offer, or tell that room was found."""
    return bool(_OFFER_VERB.search(text) or _ROOM.search(text))


def offers_ours(text: str) -> bool:
    """True when the writer's own side is said to offer: "wij bieden", "onze bijdrage is"."""
    return bool(_OURS.search(text))


def gives_anew(text: str) -> bool:
    """True for "en een echtpaar wil er twee in huis nemen", which takes nothing from what was told before."""
    return bool(_GIVER.match(text))


def locals_give(text: str) -> bool:
    """True when somebody in the municipality is said to offer a roof."""
    return bool(_LOCALS_GIVE.search(text))
