"""The Dutch around the name of a municipality that tells whether it takes part, stays out, or is merely mentioned.

Every pattern is matched against text in small letters without accents (`plain`).
"""

import re
import unicodedata
from functools import lru_cache


@lru_cache(maxsize=128)
def plain(text: str) -> str:
    """Small letters without accents, of the same length as the text."""
    if text.isascii():
        return text.lower()
    return "".join(unicodedata.normalize("NFKD", char)[:1].lower()[:1] or " " for char in text)


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def _before_name(*patterns: str) -> re.Pattern[str]:
    """Patterns that must end where the name begins, with an article or "gemeente" between at most."""
    return re.compile(rf"\b(?:{'|'.join(patterns)})(?: (?:de|het|een|beide|onze))*(?: gemeenten?)?[ :(]*$")


_NUMBER_WORDS = (
    r"twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|\w+tien|\w+tig|\w*honderd|\w+tal|dozijn|echtpaar|een paar|"
    r"(?:de )?helft|kwart|rest\w*|er (?:een|1)|een (?:gezin|woning|plek|appartement|huis|kamer)"
)
_MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
_NO_PLACES = (
    rf"(?: (?:{_MONTHS}|uur|euro|procent|m2|km|kilometer|(?:werk)?dagen|weken|maanden|jaar|raden)|"
    r"(?: van (?:de|onze))?(?: \w+)? (?:gemeenten|colleges|wethouders))\b"
)
_ROLES = (
    r"colleges?|b ?(?:&|en) ?w|(?:loco-?)?burgemeesters?(?: en wethouders)?|wethouders?|gemeentera(?:ad|den)|ra(?:ad|den)|"
    r"griffier?|gemeentesecretaris|gemeentebestuur|directie|gemeentehuis|stadhuis"
)
_OFFERS = (
    r"plek\w*|plaats\w*|ruimte|mogelijk\w*|aanbod|bijdrage\w*|woning\w*|bed\w*|incident\w*|kans\w*|toezegging\w*|"
    r"capaciteit"
)
_REPORTS = (
    r"(?:(?:ge)?(?:meld|mail)|reage|hore|schrij[fv]|bericht|rapporte|regel|stu+r|zend|beslis|ontvang|hoor|hoort|maak|maken|laat|laten|doe|"
    r"gaa?)\w*"
)

# "Ik beloofde hun getal door te geven", "dat mocht ik namens hen melden".
_PASSED_ON = (
    rf"\b(?:hun|haar) (?:\w+ )?(?:getal|aantal|cijfer|aanbod|bod|bijdrage|opgave|plekken|plaatsen|\d+|{_NUMBER_WORDS})\b"
    r"[^,;.]{0,30}\b(?:door(?:geef|geven)?|door te geven|mee ?(?:te )?(?:nemen|geven)|meeneem|te melden)\b|"
    r"\b(?:namens|voor) (?:hen|hem)\b[^,;.]{0,30}\b(?:laten weten|meld(?:en)?|door\w*|door te geven|reageren)\b"
)

OFFICIAL = _any(
    r"\bgemeentes?[ :]*$|\bgemeenten[ :]*$|\bgem\.?[ :]*$|\bstad[ :]*$",
    rf"\b(?:{_ROLES})(?: en (?:{_ROLES}))*(?: (?:van|der|te|in|uit))?(?: de)?(?: gemeenten?)?[ :]*$",
)
BEHALF = _any(
    r"\b(?:namens|uit naam van|in opdracht van|op verzoek van|voor rekening van|ten behoeve van|vanuit (?:de )?gemeenten?)\b",
    r"\b(?:schrijf|schrijven|spreek|spreken|mail|mailen|reageer|reageren|antwoord|antwoorden|treed op|treden op)"
    r"(?: \w+){0,3}? voor\b",
)
# "Voor Goes vul ik de lijst in", "ik zoek voor de gemeente Goes uit of": for whom the writer does it.
DONE_FOR = re.compile(r"(?:^|[.:;,\n] ?)\W*(?:en |ook )?voor (?:de )?(?:gemeente )?$")
DONE_FOR_AFTER = re.compile(r"^,? (?:\w+ ){0,2}?[a-z]{2,} (?:ik|wij|we)\b")
DOING_FOR = re.compile(r"\b(?:ik|wij|we)(?: \w+){0,2} voor (?:de )?(?:gemeente )?$")
EXCLUSIVE = _any(
    r"\b(?:uitsluitend|enkel|alleen|slechts|louter) (?:voor|namens)\b",
    r"\balleen (?:het|ons) (?:getal|aantal|cijfer|aanbod|bod) van\b",
    r"\b(?:betreft|gaat|geldt) (?:uitsluitend|enkel|alleen|slechts)\b(?: over| voor)?",
)
NO_BEHALF = _any(
    r"\bniet (?:mede )?namens",
    r"namens (?:de |het |een |alle |onze |veel )?(?:\w+ )?(?:inwoners|bewoners|omwonenden|buurt\w*|wijk\w*|vereniging|"
    r"stichting)",
    r"namens (?:de |het |een |alle |onze )?(?:\w+ )?(?:fractie|partij|dorpsra\w+|ouders|ondernemers|huurders|actie\w+|"
    r"redactie)",
)
# "Mede namens Tholen", "namens zowel Goes als Tholen", "namens Tholen en onszelf": and for the writer's own.
ALSO = _any(
    r"\b(?:mede|ook|tevens|evenzeer|eveneens|zowel|niet alleen) (?:namens|voor (?:de )?(?:gemeente|ons|mijn|onze))\b|"
    r"\bnamens zowel\b|\b(?:zowel|niet alleen) voor\b",
    r"\b(?:en|ook|alsmede|evenals) (?:namens |voor )?(?:onszelf|wijzelf|mijzelf|wij zelf|ons zelf|onze eigen|de eigen)\b",
    r"\bnamens (?:onszelf|mijn eigen|onze eigen)\b",
)
TOGETHER = _any(
    ALSO.pattern,
    r"\bnamens (?:de |onze |alle )?(?:beide|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|\d+|gemeenten|colleges)\b",
    r"\bbeide (?:gemeenten|colleges|raden)",
    r"\b(?:twee|drie|vier|vijf|zes|zeven|acht|[2-8]) (?:\w+ ){0,2}(?:[a-z]+-)?(?:gemeenten|colleges|eilanden)\b",
    r"\b(?:mijn|onze) (?:twee|drie|vier|vijf|[2-5]) (?:ambtgenoten|ambtsgenoten|collega'?s|buren)\b|"
    r"\bals (?:\w+ )?(?:centrumgemeente|gastheergemeente|penvoerder|(?:kar)?trekker|coordinator)\b",
    r"\b(?:heeft|hebben|vroeg\w*|verzocht\w*) (?:mij|ons|me)\b.{0,40}\b(?:door te|te melden|mee te|toe te voegen|erbij)",
    r"\b(?:via|door) (?:mij|ons) (?:weten|melden|door)\w*\b|\bbuurgemeente \w+ vroeg|\bnamens hen\b|\bcolleges van\b|"
    r"\bsamen met (?:de )?(?:gemeenten?|buur\w*)",
    _PASSED_ON,
    r"\bgezamenlijke? (?:aanbod|aanmelding|bijdrage|toezegging)",
)
PERSON = _any(
    r"\b(?:dhr|mw|mevr|mevrouw|heer|meneer|mr|drs|ir|ing|prof|dr|familie|fam)\.? (?:(?:van|de|den|der|ter|ten|te|'t) )*$",
    r"(?<!\w)[a-z]\. ?(?:(?:van|de|den|der|ter|ten|te|'t) )*$",
)
ADDRESSEE = _any(r"^\W*(?:hallo|beste|geachte?|dag|hoi|ha|aan)\b[^,]*$")
ADDRESS = _any(
    r"(?:straat|laan|weg|plein|singel|kade|dijk|gracht|markt|hof|pad|steeg|dreef|baan|ring|allee|boulevard|park|wal|abdij) "
    r"\d+ ?[a-z]?\W*(?:\d{4} ?[a-z]{2}\W*)?$",
    r"\b\d{4} ?[a-z]{2}\W*$|\bpostbus \d+\W*$",
)
MERELY = _before_name(
    "behalve|m\\.?u\\.?v\\.?|uitzondering van|uitgezonderd|excl\\.?|exclusief|niet over",
    "naast|zoals(?: in)?|net als(?: in)?|voorbeeld van|rook van",
    r"(?:buur|(?:andere|omliggende|overige) (?:[\w-]+-)?)gemeenten?|buren(?: van)?|provincie",
    r"(?:stads)?regio(?! ?:)|(?:rijk|land) van|omgeving(?: van)?",
    r"vlak ?bij|richting|tussen",
    "(?:situatie|gebeurtenissen|onrust|rellen|beelden|eerder|gezien|gebeurde?|incidenten|onlusten)(?: in| van| uit| te)?",
    "(?:azc|politie|rechtbank|gerechtshof)(?: in| van| te)?",
    "(?:universiteit|hogeschool|ziekenhuis|station|omroep|ggd|veiligheidsregio)(?: in| van| te)?",
    r"collega'?s (?:in|van|uit)|(?:ondersteuning|me|mobiele eenheid) [\w ]{0,20}(?:van)?uit|niet (?:mede )?(?:namens|voor|in)",
    "(?:mensen|jongens|mannen|vrouwen|jongeren|gezin(?:nen)?|stellen|statushouders|vergunninghouders|asielzoekers) uit",
    "gekoppeld aan|woon(?:t|achtig)? in|wonen in|(?:inwoners?|bewoners?|burgers?|nieuws|krant) (?:van|uit)|mijn(?: eigen)?",
)
REQUESTED = _any(
    _PASSED_ON,
    r"^\W*(?:heeft|hebben|had) (?:mij|ons|me)\b.{0,70}\b(?:gevraagd|verzocht|gemachtigd)\b",
    r"^\W*(?:(?:is|zit|heeft|ligt|zijn|hebben)\b[^,;.]{0,40}\ben )?(?:vroeg(?:en)?|verzocht(?:en)?|vraagt|vragen|verzoekt|"
    r"verzoeken) (?:mij|ons|me|u|de vng)\b",
    r"^\W*(?:laat|laten|liet|lieten|meldt|melden) (?:\w+ )?(?:via|door) (?:mij|ons|deze|dit)\b",
)
# "Mede voor Tholen", "Tholen, voor wie ik hier spreek": the writer speaks for another one too.
SPOKEN_BEFORE = re.compile(
    r"\b(?:ook|mede|tevens|meteen|gelijk|eveneens) (?:het|de) (?:aantal\w*|getal\w*|cijfers?|opgave|plekken|bijdrage) van(?: de)?"
    r"(?: gemeente)? $|"
    r"\b(?:ook|mede|tevens|meteen|gelijk|eveneens)(?: [\w-]+){0,3} voor(?: (?:de|onze|het))?(?: (?:buren|collega'?s|buurgemeente|"
    r"gemeente))?(?: (?:van|in|uit|te))?[ :]*$"
)
SPOKEN_AFTER = re.compile(
    r"^\W*(?:(?:met|voor|namens) wie|waar(?:mee|voor|namens))\b(?![^,;.]*\bniet\b)[^,;.]*\b(?:(?:mag|mogen|spreek|spreken|"
    r"schrijf|schrijven|antwoord|antwoorden)\b|(?:een|1) (?:\w+ )?(?:organisatie|dienst|apparaat)\b|(?:werk|uitvoering|taken)\b)"
)
# "Meer dan de taakstelling vraagt": on top of what must be done.
ON_TOP = re.compile(
    r"\b(?:boven(?:op)?|buiten|naast|los van|meer\b.{0,40}\bdan)(?: op)?(?: (?:de|onze|het|haar|hun))?(?: \w+)? "
    r"(?:\w*taakstelling|opgave|achterstand)\b"
)
THIRD_PERSON = re.compile(
    r"^\W*(?:heeft|had|wil|zegt|laat|stuur\w*|verwijst|verwees|vertelde|doet|weigert|moet) (?:ons|mij|me|mijn)\b"
)
HEARSAY = _any(
    r"\bnaar (?:ik|wij|we|men) (?:meen|meent|hoor|hoorde|begrijp|begreep|vernam|las|weet|weten)\b|\bnaar verluidt\b",
    r"\b(?:begreep|begrepen|begrijp|hoorden?|hoor|las|lazen|lees|vernam|vernamen) (?:ik|wij|we)\b|"
    r"\bheb(?:ben)? (?:ik|wij|we) (?:\w+ )?(?:vernomen|begrepen|gehoord|gelezen)\b|\bschijn(?:t|en)\b|\bvolgens mij\b",
    r"\b(?:ik|wij|we) (?:hoorde|hoorden|las|lazen|vernam|vernamen|begreep|begrepen|meen|meende)\b|"
    r"\b(?:zo|dat) (?:zei|verzekerde|vertelde|meldde|lees|las|lazen|hoor|hoorde) (?:men|ik|wij|we|hun|haar|zij|hij)\b|"
    r"\bdat is aan (?:hen|hun|haar|hem)\b|\bmoeten? (?:zij|ze|hij|die) zelf\b|"
    r"\bmoe(?:t|ten) (?:u|jullie|je|wij|we)\b.{0,40}\bzelf (?:horen|vragen|vernemen)\b",
)
# "Ter vergelijking: …", "in het overleg bleek dat …": what follows is what others do.
TOLD_OF = _any(
    r"\bter (?:vergelijking|illustratie|orientatie)\b",
    r"\b(?:blijkt|bleek|hoor|hoorde|hoorden|las|lees|lazen|vernam|vernamen|begreep|begrepen|meldde|schreef) (?:ik |wij |we )?"
    r"(?:\w+ ){0,6}dat\b",
    r"\b(?:(?:ik|wij|we) heb(?:ben)?|heb(?:ben)? (?:ik|wij|we)) (?:\w+ ){0,4}(?:gehoord|gelezen|vernomen|begrepen) dat\b",
    r"\b(?:ik|wij|we) (?:hoop|hopen) (?:\w+ )?dat\b|\b(?:hoop|hopen) (?:ik|wij|we) (?:\w+ )?dat\b",
    r"\b(?:persbericht|krant|monitor|dashboard|overzicht van (?:de )?provincie)\b",
)
# "Waar Epe er zes doet en Heerde vier, komen wij met tien".
COMPARED = re.compile(
    r"\W*(?:waar|terwijl|hoewel|ofschoon|anders dan|in tegenstelling tot|vergeleken (?:met|bij)|net als|"
    r"in navolging van|naar het voorbeeld van)\b"
)
# What somebody else did before ("Emmen kondigde er 30 aan"), unless they told it to the writer.
PAST = re.compile(
    r"^\s*(?:[a-z]+[dt]en?|kwam(?:en)?|bracht(?:en)?|ging(?:en)?|deed|deden|gaf|gaven|nam(?:en)?|bood|boden)\b(?<!\bbeide)(?<!\bde)"
    r"(?!.{0,60}\b(?:mij|ons|door)\b)"
)
LOCATIVE = re.compile(r"\b(?:in|te|naar|bij|rond|nabij)(?: de)? $")
NOT_IN = _any(
    r"\bniet (?:aan )?mee\b|\bgeen deel\b|\bniet (?:aan )?deel\b|\bparticipe\w+ niet",
    r"\bsluit\w* (?:zich )?niet aan\b|\bha(?:akt|ken)\b.{0,20}\b(?:af|niet aan)\b",
    rf"(?<!verandert )(?<!verandert er )(?<!wijzigt )(?<!wijzigt er )\b(?:niets|niks|nihil|nul)\b|"
    rf"\bgeen(?: \w+)?? ?(?:{_OFFERS})\b",
    r"^\W*(?:geen|nee|0|nvt|n\.v\.t\.)\W*(?:,|;|\.|$)|^\W*geen\b",
    r"[\t|]\s*(?:0|-|geen|nihil|nee)\s*\|?\s*$|:\s*0\b|^\s*:\s*(?:besluit|beslist|later|onbekend|helaas)\b",
    rf"\b{_REPORTS}\b.{{0,30}}\b(?:zelf|rechtstreeks|apart|afzonderlijk\w*|separaat|zelfstandig|eigenstandig)\b",
    rf"\b(?:zelf|rechtstreeks|apart|afzonderlijk\w*|separaat|zelfstandig)\b.{{0,30}}\b{_REPORTS}\b|\been afzonderlijke\b",
    r"\beigen \w*(?:bericht|reactie|brief|mail|formulier|afweging\w*|weg|spoor|afspraken|melding|opgaven?|aanbod|college)\b",
    r"\b(?:hun|haar) antwoord al\b|\bberaa?d\w+ zich\b|\bnog niet zo ?ver\b|\ber nog niet uit\b",
    r"\bval(?:t|len)\b.{0,30}\b(?:buiten|niet)\b|\bho(?:or|re)(?:t|n)?\b.{0,40}\bniet (?:bij|onder)\b|\bhoren bij\b",
    r"\b(?:loopt|lopen|gaat|gaan)\b.{0,20}\b(?:niet via|via (?:de|een|het|hun|haar|gemeente|eigen))\b|\bnooit bij\b",
    r"\bslaa(?:t|n)\b.{0,25}\bover\b|^\W*(?:\w+ )?pas(?:t|sen)\b(?= (?:deze|voor)|\W*$)|\b(?:vriendelijk|zeg(?:t|gen)) nee\b",
    r"\b(?:heeft|hebben) (?:zich|hun \w+|haar \w+) .{0,30}\bgemeld\b|\bal gemeld\b|"
    r"(?<!ieder )(?<!elk )\b(?:hun|haar) eigen\b|"
    r"\b(?:doet|heeft|houdt|voert|volgt|kiest|maakt|regelt)\b.{0,25}\b(?:zijn|z'n|d'r) eigen\b",
    r"\bniet bereikt\b|\bweiger\w*|\bbedankt voor\b|\bafgezien\b|\bzie(?:t|n)\b.{0,40}\bvan\b.{0,25}af\b",
    r"\bontbre\w+|\bbuiten beschouwing\b",
    r"\b(?:antwoord|reage|besl[io])\w*\b.{0,15}\bnog niet\b|\bnog geen (?:besluit|antwoord|reactie)\b",
    r"\b(?:kan|kunnen|kon|konden|wil|willen)\b.{0,12}\bniet\b(?! (?:meer|anders) dan)|\bniet in staat\b",
    r"\b(?:besl[iu]\w*|volg(?:t|en)|antwoord\w*|reage\w+|kom(?:t|en)) (?:\w+ ){0,2}(?:later|na (?:de zomer|het reces))\b",
    r"\bkomt (?:er )?(?:voorlopig |nu )?(?:niets|niks|niet)\b|\b(?:spreekt|beslist|besluit|vergadert) (?:hier ?over )?pas\b",
    r"\bniet (?:betrokken|meegenomen|inbegrepen|van toepassing)\b",
)
# "Het aantal laat nog op zich wachten", "een getal kan ik er niet aan hangen": not "het aantal dat wij nog niet haalden".
_COUNT_LATER = (
    r"\b(?:aantal|getal|cijfer)s?\b(?:(?! (?:dat|die|van|waar\w*)\b)[^.]){0,30}\b(?:op zich wachten|nog niet|"
    r"niet (?:aan|bij) (?:hangen|geven|noemen|plakken)|(?:hoort|horen|hoor|laat|laten|verneemt?|volgt|"
    r"volgen|krijgt|komt?|melden?|geven)\b[^.]{0,30}\b(?:later|nog|nader\w*|spoedig|terug|weten))\b|"
    r"\b(?:later|nog|daarna) (?:\w+ ){0,2}(?:een|het|ons) (?:aantal|getal|cijfer)\b|"
    r"\b(?:hoeveel|welk aantal)\b[^.]{0,30}\b(?:later|nog niet|op terug|laten (?:wij|we|ik))\b"
)
_NO_COUNT_YET = (
    r"\b(?:hoeveel|welk aantal)\b.{0,20}\b(?:hoor\w*|volgt|verneem\w*|laat|laten|weet|weten|komt|zeg\w*|meld\w*)\b",
    r"\b(?:aantal|getal)\b.{0,15}\b(?:volgt|open|p\.?m)|\bja gezegd\b|\bzonder (?:\w+ ){0,3}(?:aantal|getal|cijfer)\b",
    r"\b(?:het|hun|haar) (?:aantal|getal|cijfer)s? (?:\w+ )?nog niet\b|\bnog geen (?:aantal|getal|cijfer)\b|"
    r"\b(?:aantal|getal|cijfer) heb(?:ben)? (?:ik|wij|we) nog niet\b",
    r"^\W*(?:nog )?(?:volgt(?! hier)|n\.?t\.?b\b|p\.?m\b|nader te bepalen)",
    _COUNT_LATER,
)
# "Maasdriel doet mee, aantal volgt".
OPEN_COUNT = _any(*_NO_COUNT_YET)
# "Wil meedoen", "heeft toegezegd mee te doen", "sluit aan": takes part in what VNG asked, whatever the number; not in a meeting.
JOINS = _any(
    r"\b(?:doe|doet|doen|gaat?|gaan|wil|willen|zal|zullen|heeft|hebben|is|zijn)\b"
    r"(?:(?! (?:niets?|niks|geen|of|nooit|blij|tevreden|bezig)\b)[^,;.?]){0,40}"
    r"\b(?:mee|meedoen|mee te doen|van de partij)\b"
    r"(?! te maken\b)(?! (?:aan|met|naar|in|op)\b(?! (?:de|uw|deze|die|jullie) (?:\w+ )?(?:actie|oproep|opvang\w*|brief)))",
    r"\bsluit(?:en)? (?:(?:wij|we|ons|zich|ook|graag|daarbij) ){0,3}aan\b(?! (?:bij|op)\b(?! (?:de|uw|deze) (?:actie|oproep)))",
    r"\bop (?:ons|onze (?:gemeente|steun|bijdrage|medewerking)) rekenen\b|\bja gezegd\b",
)
# "Of Rhenen meedoet weet ik nog niet".
WHETHER = re.compile(r"\W*(?:of|indien|als|mocht(?:en)?|wanneer)\b")
OPEN_NUMBER = _any(
    *_NO_COUNT_YET,
    JOINS.pattern,
    r"\b(?:doe(?:t|n)|wil(?:len)?|ga(?:at|n)) (?:ook |wel |graag )?iets\b|\bvroeg mij\b|\bwil ook\b",
    r"\b(?:wil\w*|vra(?:agt|gen)|zoek\w*|heb(?:ben)?|heeft)\b.{0,30}\b(?:advies|hulp|ondersteuning|bijstand|expertise)\b",
)
AMOUNT = _any(
    rf"(?<![\d.,/:€-])(?<!deel )(?<!ronde )\d{{1,3}}(?![\d.,:/%-]*[\d%])(?!{_NO_PLACES})",
    rf"(?<!deel )(?<!ronde )\b(?:{_NUMBER_WORDS})\b(?!{_NO_PLACES})",
)
# "Heeft er tien", "zijn het er vijf": a bare number that goes on about what the mail counts; not "heeft er al tien".
ER_COUNT = re.compile(
    rf"\b[a-z]+(?: het)? er (?!al\b|nu\b|reeds\b|inmiddels\b)(?:[a-z]+ )?(?:\d{{1,3}}|{_NUMBER_WORDS})"
    r"(?= kwijt\b|\W*$|\W*[,;]| (?:en|als|mits|bij|in|vanaf|per)\b)(?!.*\b(?:opgevangen|gehuisvest|geplaatst|wonen)\b)"
)
ROW = re.compile(
    r"^\s*(?:\([^)]*\)\s*)?(?:[\t|/:=]+|\s[–-]\s)\s*(?:\d|een (?:[a-z]+e )?[a-z-]*(?:woning|huis|appartement|studio|flat|kamer|"
    r"unit|chalet|gezin|plek|plaats)\b)"
)
OTHER_NUMBERS = _any(
    r"\b(?:taakstelling\w*|achterstand\w*|(?:reguliere|wettelijke) opgave|azc|oekrain\w*|ontheemden|noodopvang|asielzoekers)\b",
    r"\b(?:opgevangen|ouder nieuws|inwoners|eigen afspraken|coa-locatie|spreidingswet|richtgetal|telt)\b|"
    r"\bvang(?:t|en)\b.{0,15}\b(?:nu|al|reeds|momenteel|inmiddels|sinds)\b",
)
OURS = re.compile(
    r"\b(?:wij|we|ons|onze gemeente|als gemeente)\b[ ,(]*(?:hier )?(?:als|van|in|uit|te|bij|"
    r"vanuit)?(?: de)?(?: gemeente)?[ (:]*$"
)
ROLE = _any(
    r"\b(?:burgemeester|wethouder|gemeentesecretaris|griffier?|beleid\w*|ambtenaar|adviseur|projectleider|regisseur|"
    r"coordinator)\b",
    r"\b(?:programma\w*|college|b ?& ?w|gemeente|consulent|teamleider|secretar\w+|inburgering|sociaal domein|team|afdeling)\b",
    r"\b(?:medewerker|accounthouder|kabinet|strateeg)\b",
)
OUTSIDE = _any(
    r"woonstichting|woningstichting|woningbouw|corporatie|stichting|vereniging|\bvve|vastgoed|beheer|\bb\.?v\b|redactie",
    r"krant|dagblad|omroep|nieuws|journalist|verslaggever|student|scriptie|makelaar|\bcoa\b|vluchtelingenwerk|politie|"
    r"rechtbank|camping|fractie",
    r"universiteit|hogeschool|podcast|recruit|verkoop|offerte|accountmanager",
)
OUTSIDE_DOMAIN = _any(r"woon|wonen|huis|vastgoed|beheer|nieuws|dagblad|krant|omroep|student|coa\.nl")
# "Het betreft de opgave per gemeente, niet wat er is toegezegd".
TASK_ONLY = _any(
    r"\b(?:betreft|gaat om|gaat over|toont|geeft)\b[^.;]{0,20}\b(?:opgave|taakstelling\w*|richtgetal\w*|achterstand\w*)\b",
    r"\bniet (?:om |over )?wat (?:er )?(?:\w+ )?(?:is|wordt|werd) (?:toegezegd|aangeboden)\b",
)
WEAK_LEAD = _any(
    r"\b(?:in|te|uit|vanuit|voor|naar|van|bij|namens|en|of|gemeenten?|zowel|als)(?: de)?[ :]*$",
    r"[|,:/;(\t+&-]\s*(?:\d{1,3}\s+)?$",
)
WEAK_FOLLOW = _any(
    r"^\W*$|^\s*[\t|:/(,;+&=-]|^\W*\d",
    r"^\s*(?:en [a-z]|kan|stelt|biedt|heeft|wil|zegt|doet|draagt|levert|meldt|komt|zal|vraagt|is\b)",
    r"^\s*(?:ten slotte|tenslotte|tot slot|daarentegen|op (?:zijn|haar) beurt) [a-z]+t\b",
    r"^\s*(?:neemt|brengt|gaat|haakt|trekt|ziet|ook|schat|regelt|zit|nihil|geen)\b",
    rf"^\s*(?:{_NUMBER_WORDS})\b",
    r"^\s*(?!niet|met|uit|dat|wat|want)[a-z]{2,}t "
    r"(?:er|het|de|een|zich|zijn|ook|nog|nu|wel|op|mee|graag|voor|bij|met|in|aan|\d)\b",
)
VERB_OR_LINK = re.compile(r"(?<![A-Z\w])[a-z]\w+ $")
BEARER = re.compile(r"(?:^|[^\w])([A-Z][\w'-]+) (?:van|van de|van der|van den|de|den) $")
