"""The Dutch around the name of a municipality that tells whether it takes part, stays out, or is merely mentioned.

Every pattern is matched against text without accents and in small letters (`plain`).
"""

import re
import unicodedata


def plain(text: str) -> str:
    """Small letters without accents, of the same length as the text."""
    return "".join(
        (unicodedata.normalize("NFKD", c)[:1] if len(c) == 1 else c).lower()[:1] or " " for c in text
    )


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


_ARTICLE = r"(?: (?:de|het|een|beide|onze))*(?: gemeenten?)?[ :(]*$"
_LED = (
    r"colleges?|b ?(?:&|en) ?w|burgemeesters?(?: en wethouders)?|(?:loco-?)?burgemeesters?|wethouders?|gemeentera(?:ad|den)|ra(?:ad|den)|"
    r"griffier?|gemeentesecretaris|gemeentebestuur|directie|gemeentehuis|stadhuis"
)
OFFICIAL = re.compile(
    rf"(?:\bgemeentes?|\bgemeenten|\bgem\.?|\bstad|\b(?:{_LED})(?: en (?:{_LED}))*(?: (?:van|der|te|in|uit))?)(?: de)?(?: gemeenten?)?[ :]*$"
)
BEHALF = re.compile(
    r"\b(?:namens|uit naam van|in opdracht van|op verzoek van|voor rekening van|ten behoeve van|vanuit (?:de )?gemeenten?|"
    r"(?:uitsluitend|enkel|alleen|slechts) voor|betreft (?:uitsluitend|enkel|alleen))\b"
)
NO_BEHALF = re.compile(
    r"\bniet (?:mede )?namens|namens (?:de |het |een |alle |onze |veel )?(?:\w+ )?(?:inwoners|bewoners|omwonenden|buurt\w*|wijk\w*|vereniging|"
    r"stichting|fractie|partij|dorpsra\w+|ouders|ondernemers|huurders|actie\w+|werkgroep|redactie|bestuur van)"
)
TOGETHER = _any(
    r"\b(?:mede|ook|tevens|evenzeer) namens",
    r"\bnamens (?:de |onze |alle )?(?:beide|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|\d+|gemeenten|colleges)\b",
    r"\bbeide (?:gemeenten|colleges|raden)",
    r"\b(?:twee|drie|vier|vijf|zes|zeven|acht|[2-8]) (?:\w+ ){0,2}(?:gemeenten|colleges|eilanden)\b",
    r"\bgezamenlijk\w*|\bgebundeld\w*|\bonze buurgemeente \w+ vroeg|-gemeenten\b",
)
PERSON = _any(
    r"\b(?:dhr|mw|mevr|mevrouw|heer|meneer|mr|drs|ir|ing|prof|dr|familie|fam)\.? (?:(?:van|de|den|der|ter|ten|te|'t|van 't) )*$",
    r"\b[a-z]\. ?(?:(?:van|de|den|der|ter|ten|te|'t) )*$",
)
ADDRESSEE = re.compile(r"^\W*(?:hallo|beste|geachte?|dag|hoi|ha|aan)\b[^,]*$")
MERELY = re.compile(
    r"(?:\bbehalve|\bm\.?u\.?v\.?|\buitzondering van|\buitgezonderd|\bnaast|\bzoals(?: in)?|\b(?:buur|andere |omliggende )gemeenten?|\bburen(?: van)?|"
    r"\bprovincie|\bazc(?: in| te)?|\bregio|\bvlak ?bij|\brichting|\btussen|\bnet als(?: in)?|\b(?:situatie|gebeurtenissen|onrust|rellen|beelden|"
    r"eerder|gezien|gebeurd|gebeurde|voorbeeld|incidenten|protesten|politie|rechtbank|gerechtshof)(?: in| van| uit| te)?|"
    r"\bcollega'?s (?:in|van|uit)|\bondersteuning (?:uit|vanuit)|\brook van|\bniet (?:mede )?(?:namens|voor|in)|\bme .{0,20}uit|\bpolitie|"
    r"\b(?:rechtbank|universiteit|hogeschool|ziekenhuis|station|omroep|ggd|veiligheidsregio)(?: van| te| in)?|\bgekoppeld aan|\bwoon(?:t)? in|"
    r"\bwonen in|\binwoners? van|\bbewoners? van|\bmijn(?: eigen)?|\bnieuws uit|\bkrant van)" + _ARTICLE
)
NOT_IN = _any(
    r"\bniet (?:aan )?mee\b|\bgeen deel\b|\bniet deel\b|\bniet aan\b|\bparticipe\w+ niet|\bhaak\w* af\b|\bhaken af\b",
    r"\b(?:niets|niks|nihil|nul)\b|\bgeen(?: \w+)? ?(?:plek\w*|plaats\w*|ruimte|mogelijk\w*|aanbod|bijdrage\w*|woning\w*|bed\w*|incident\w*|kans\w*|toezegging\w*)",
    r"^\W*(?:geen|nee|0|nvt|n\.v\.t\.|-)\W*(?:,|;|\.|$)|^\W*geen\b",
    r"[\t|]\s*(?:0|-|geen|nihil|nee)\s*\|?\s*$|[\t|:]\s*0\b",
    r"\b(?:zelf|rechtstreeks|apart|afzonderlijk\w*|separaat|zelfstandig|eigenstandig|los van ons)\b",
    r"\beigen (?:bericht|reactie|brief|mail|afweging\w*|weg|spoor|afspraken|melding|college)\b",
    r"\b(?:val(?:t|len)|hoort|horen|ho(?:or|re)n)\b.{0,30}\b(?:buiten|niet)\b|\b(?:loopt|lopen)\b.{0,20}\b(?:niet via|via)\b",
    r"\bnooit bij\b|\bslaa?n?t?\b.{0,25}\bover\b|\bpas(?:t|sen)\b(?! (?:op|bij|in|binnen))|\bvriendelijk nee\b|\bzeg(?:t|gen) nee\b|\bgaat via de\b|\bvia de regio\b",
    r"\b(?:heeft|hebben) (?:zich|hun \w+|haar \w+) .{0,30}\bgemeld\b|\bal gemeld\b",
    r"\b(?:niet bereikt|nog niet|nog geen|weiger\w*|bedankt voor|afgezien|ziet? (?:er)?van af|ontbre\w+|ontbreekt|buiten beschouwing|hun eigen|haar eigen)\b(?! (?:zeker|rond|definitief))",
    r"\b(?:kan|kunnen|kon|konden|wil|willen|acht\w*)\b.{0,25}\bniet\b|\bniet in staat\b|\bkomt (?:er )?(?:voorlopig |nu )?(?:niets|niks|niet)\b",
    r"\b(?:spreekt|beslist|besluit|vergadert) (?:hier ?over )?pas\b|\bniet (?:betrokken|meegenomen|inbegrepen|van toepassing)\b",
)
OPEN_NUMBER = re.compile(
    r"\b(?:doe(?:t|n)|wil(?:len)?|ga(?:at|n)) (?:ook |wel |graag )?(?:mee|iets)\b|\baantal\b.{0,15}\b(?:volgt|open|p\.?m)|\bvroeg mij\b|\bwil ook\b|\bverzocht\b"
)
AMOUNT = re.compile(
    r"(?<![\d.,/:€-])\d{1,3}(?![\d.,:/%-]*[\d%])(?! ?(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|uur|euro|procent|m2|km|weken|maanden|jaar))|"
    r"\b(?:twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|\w*tien|\w*tig|\w*honderd|\w+tal|dozijn|echtpaar|een paar|helft|kwart|rest\w*|er (?:een|1))\b|\been (?:gezin|woning|plek|appartement|huis|kamer)\b"
)
OTHER_NUMBERS = re.compile(
    r"\b(?:taakstelling\w*|achterstand\w*|reguliere opgave|wettelijke opgave|azc|oekrain\w*|ontheemden|noodopvang|asielzoekers|opgevangen|vangt|vangen|ouder nieuws|"
    r"inwoners|eigen afspraken|coa-locatie|spreidingswet|richtgetal|telt)\b"
)
OURS = re.compile(
    r"\b(?:wij|we|ons|onze gemeente|als gemeente|ik)\b[ ,(]*(?:hier )?(?:als|van|in|uit|te|bij|vanuit)?(?: de)?(?: gemeente)?[ (:]*$"
)
ROLE = re.compile(
    r"\b(?:burgemeester|wethouder|gemeentesecretaris|griffie[r]?|beleid\w*|ambtenaar|adviseur|projectleider|regisseur|coordinator|programma\w*|college|b ?& ?w|gemeente|"
    r"consulent|teamleider|secretar\w+|inburgering|sociaal domein|team|afdeling|medewerker|accounthouder|kabinet)\b"
)
OUTSIDE = re.compile(
    r"woon|wonen|woning|corporatie|stichting|vereniging|vastgoed|beheer|\bb\.?v\b|redactie|krant|dagblad|omroep|nieuws|journalist|verslaggever|student|scriptie|"
    r"makelaar|\bcoa\b|vluchtelingenwerk|politie|rechtbank|camping|fractie|universiteit|hogeschool|podcast|recruit|verkoop|offerte"
)
WEAK_LEAD = re.compile(
    r"\b(?:in|te|uit|voor|naar|van|bij|namens|en|of|gemeenten?|zowel|als)(?: de)?[ :]*$|[|,:/;(\t+&-]\s*$"
)
WEAK_FOLLOW = re.compile(
    r"^\W*(?:$|[\t|:/(,;+&=-]|\d)|^\s*(?:en [A-Z]|kan|stelt|biedt|heeft|wil|zegt|doet|draagt|levert|meldt|komt|zal|vraagt|is\b|neemt|brengt|gaat|ook|schat|regelt|zit|nihil|geen|"
    + AMOUNT.pattern
    + ")"
)
