"""Dutch numbers in running text: digits, words and dozens; and what looks like a number and is none.

A number word is read by the grammar of the language (ANS, chapter 7: unit + "en" + ten; hundred; thousand), with or
without trema, hyphens and accents: tweeëntwintig, tweeentwintig, twee-en-twintig, twee en twintig.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from intake.extraction.ranges import Number, as_told
from intake.extraction.slips import slips

_UNITS = {
    word: value
    for value, word in enumerate(
        "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien "
        "zestien zeventien "
        "achttien negentien".split()
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate(
        "twintig dertig veertig vijftig zestig zeventig tachtig negentig".split(), start=2
    )
}
_SMALL = {**{word: value for word, value in _UNITS.items() if value}, **_TENS}
_SMALL.update({f"{u}en{t}": _UNITS[u] + ten for u in list(_UNITS)[1:10] for t, ten in _TENS.items()})
_COLLECTIVE = {"eentje": 1, "dozijn": 12, "half dozijn": 6, "anderhalf dozijn": 18}
# Low Saxon, Limburgish, Brabantish and Frisian, as they turn up in mails that are otherwise Dutch.
_REGIONAL = {
    2: "twie twa twei",
    3: "drei dree drij trije",
    4: "fjouwer",
    5: "vief vaif fiif",
    6: "seis",
    7: "zeuven sân",
    8: "aacht",
    9: "neugen njoggen",
    10: "tsien",
    11: "alve",
    12: "twaolf twaalef twalf tolve",
    13: "dartien trettjin",
    14: "viertien fjirtjin",
    15: "vieftien fyftjin",
    16: "sechstjin",
    17: "zeuventien santjin",
    18: "aachttien achttjin",
    19: "neugentien njoggentjin",
    20: "tweintich twinteg",
}
_SMALL.update({word: value for value, words in _REGIONAL.items() for word in words.split()})
# Words of their own, and no slips of "negen" and "zeven".
_NO_SLIPS = {"neen", "zeen", "engen"}
_SHORTEST = 5
# "Achtien", "twitnig", "vijv": two letters swapped, one left out or doubled, or heard as it sounds.
_SLIPS = {
    slip: value
    for word, value in (_UNITS | _TENS).items()
    for slip in (
        *(slips(word) if len(word) >= _SHORTEST else ()),
        *((word[:-1] + "v",) if word.endswith("f") else ()),
    )
    if slip not in _NO_SLIPS
}
_SMALL = {**_SLIPS, **_SMALL}
_MONTHS = (
    "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|"
    "jan|feb|mrt|apr|jun|jul|aug|sept|sep|okt|nov|dec"
)
# What carries digits and is never an amount. Order does not matter: the stretches are simply blanked out.
_NO_AMOUNT = re.compile(
    rf"""
      https?://\S+ | \S+@\S+
    | \d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{2,4}} | (?:\bper|\bvanaf|\bop|\bvan|\btot
        |\bd\.d\.)\s+\d{{1,2}}/\d{{1,2}}(?![\d/])
    | ^\s*(?:[-*•–>]\s*)?\(?\d{{1,2}}[.)](?=\s|$)
    | \b(?:rapport)?cijfer:?\s+\d{{1,2}}(?:,\d)?\b
    | \b(?:huisjes?|chalets?|units?|kamers?|bungalows?|woning(?:en)?|appartement(?:en)?|nummers?)\s+\d+\s*(?:t/m
        |tot\ en\ met)\s*\d+
    | \b(?:pand|bericht|mail|beslispunt|lichting)\s+\d{{1,2}}(?=\W|$)
    | \b(?:op|per|van|vanaf)\s+\d{{1,2}}(?:e|de|ste)?,?\s+(?:maar|naar|of)\s+(?:(?:pas|op|per|vanaf)\s+){{0,2}}
        \d{{1,2}}(?:e|de|ste)?\s+(?:{_MONTHS})\b
    | \b\d{{1,2}}(?:e|de|ste)?(?:\s*(?:,|en|/|-|tot|t/m
        |à)\s*\d{{1,2}})*\s+(?:{_MONTHS})\b\.?(?:\s+(?:'\d{{2}}|(?:19|20)\d{{2}}))?
    | \b(?:{_MONTHS})\s+(?:'\d{{2}}|(?:19|20)\d{{2}}|\d{{2}}(?=\s*(?:[.,;:)]|$)))\b
    | \b\d{{1,2}}[:.]\d{{2}}(?:\s*-\s*\d{{1,2}}[:.]\d{{2}})?\s*(?:uur|u\b|h\b) | \b\d{{1,2}}:\d{{2}}\b
        | \b\d{{1,2}}\s*(?:uur|u\.)(?!\w)
    | \b\d{{4}}\s?[A-Z]{{2}}\b
    | (?:\+\d{{2}}|\b0)[\d\s()./-]{{7,14}}\d
    | (?:€|\beuro|\beur)\s*[\d.,]+(?:\s*(?:miljoen|mln|ton|k|duizend))? | \b[\d.,]+(?:,-)?\s*(?:euro|eur
        |miljoen|mln|miljard)\b | \b[\d.,]+,-
    | \b[\d.,]+\s*(?:%|procent\b|‰)
    | \b[\d.,]+\s*(?:m2|m²|vierkante|meter|km|kilometer|hectare|ha\b|m\b|cm|kwh|mb\b|kb\b)
    | (?:\b(?:artikel(?:en)?|artt?\.?|lid|leden|hoofdstuk|paragraaf)|§)\s*\d+[\w:.]*(?:\s*(?:,|en|t/m|-
        |/)\s*\d+[\w:.]*)*
    | \b(?:nummer|nr\.?|nrs\.?|no\.?|kenmerk|zaak(?:nummer)?|dossier(?:nummer)?|registratienummer|ref\.?
        |referentie|lbr\.?|bijlage|agendapunt|punt|fase|stap|
        etages?|verdieping(?:en)?|pagina|blz\.?|p\.|week|weken|wk|alinea|perceel|paviljoen|huisnummer|lijn|route|kamernummer
            |schaal|categorie|model|deel|kavel|blok|gebouw|sheet|dia|versie|besluit|motie|tabel|kamerstuk
            |kamerstukken|rij|tranche|optie|scenario|variant|
        postbus|antwoordnummer|kvk|iban|ext\.?|toestel|doorkiesnummer|vraag|bestelnummer
            |factuur(?:nummer)?|ticket(?:nummer)?|vak)\s*(?:nr\.?|:|\#)?\s*\#?\d[\w./-]*(?![\w./-])
      (?!\s+(?:extra|nieuwe|plek|plaats|person|bed|woning|status|vergunning|unit|kamer|gezin|huishoud|appart|studio))
    | \#\d+
    | (?:\b[\w'-]*(?:straat|weg|laan|plein|plantsoen|gracht|kade|pad|singel|steeg|dreef|baan|boulevard|buurt|einde)
        |\b(?:aan|op|in)\s+(?:de|het|'t)\s+[\w'-]*(?:hof|markt|ring|wal|park|erf|veld|akker|brink|dam
            |dijk|haven|poort|kamp|eind|stee|wijk|burg|kerk|berg))
      \s+\d{{1,4}}(?!\d)\s?(?:[a-zA-Z]\b)?(?:\s*(?:-|t/m|tot\ en\ met|en)\s*\d{{1,4}}(?!\d)\s?[a-zA-Z]?\b)?
      (?!\s*(?:extra|nieuwe|plek|plaats|person|bed|woning|status|vergunning|unit|kamer|gezin|huishoud
          |appart|studio|pl\b|plk|pers\b|wo?ng|won\b|stat(?:us)?h|kmrs?\b|gez\b))
    | \b(?:(?<!bieden\ )(?<!biedt\ )(?<!melden\ )(?<!leveren\ )(?<!geven\ )aan(?!\ VNG)
        |(?:het|de)\ (?:huis|woning|adres))\s+(?-i:(?:[A-Z][\w'’-]+\s+){{1,2}})\d{{1,4}}(?:\s?[a-zA-Z])?\b
      (?!\s*(?:(?:,|en)\s+(?-i:[A-Z])[\w'’-]+\s+\d|[+&/]|extra|nieuwe|[\w-]*plek|[\w-]*plaats|person|mens|bed|[\w-]*woning|status
          |vergunning|unit|kamer|gezin|huishoud|appart|studio|bewoner|huizen))
    | \b[A-Za-z]{{1,6}}[-/.]?\d[\w]*[-/.]\d[\w/.-]* | \b\d+[-/]\d{{3,}}[\w/-]* | \b\d{{2,}}/\d+\b
        | \b[A-Za-z]+\d+\b | \b\d+[A-Za-z]{{2,}}\d*\b
    | \b(?:19|20)\d{{2}}\s*[-/]\s*(?:19|20)?\d{{2}}\b
    | '\d{{2}}\b
    | \b(?:broer|zus|zusje|broertje|zoon|dochter|moeder|vader|man|vrouw|jongen|meisje|kind|student|leerling|neef|nicht|oom|tante
        |opa|oma|echtgenote?|weduwe|weduwnaar|partner)\s*\(\d{{1,2}}(?:\s*jaar)?\)
    | \b\d{{1,2}}[- ]?jarige?n?\b | \b\d{{1,2}}\s+jaar\s+oud
    | \b\d{{1,3}}(?:e|de|ste)\b | \b\d{{6,}}\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
# A vote, in digits or words: "17 voor en 9 tegen", "met negen tegen acht".
_VOTE = re.compile(
    r"\b(?:\d{1,2}|[a-zë]+) (?:stemmen )?voor(?: en|,)? (?:\d{1,2}|[a-zë]+) (?:stemmen )?tegen\b|"
    r"\bmet (?:\d{1,2}|[a-zë]+) (?:stemmen )?tegen (?:\d{1,2}|[a-zë]+)\b|\b\d{1,2} tegen \d{1,2}\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d{2}")
_DIGITS = re.compile(
    r"(?<![\w.,/])(?<![^\W\d]-)(\d{1,3}(?:\.\d{3})+|\d{1,5})(?![\d/]|[.,]\d|-[A-Za-z])(?=\W|$)"
)
_WORD = re.compile(r"[a-zëéèïöüA-ZËÉ'-]+")
# "Kwart voor twaalf", "half acht": the hour; not "alle vijf voor drie mensen".
_CLOCK = re.compile(r"\b(?:(?<!alle )(?:kwart|vijf|tien) (?:voor|over)|half)\s+$", re.IGNORECASE)
# "Pand 1 is goed voor 7", "stap twee levert er vier op", "twee derde": which one, or what share.
_NAMED = re.compile(
    r"(?<!per )(?<!elk )(?<!elke )(?<!ieder )(?<!iedere )(?<!één )\b(?:stap|fase|tranche|lichting|ronde|punt|pand|locatie|"
    r"adres|bericht|deel|optie|variant|nummer|groep(?:en)?|klas(?:sen)?)\s+(?P<first>\d{1,2} (?:en|of) )?$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\s+(?:extra|nieuwe|plek|plaats|person|mens|bed|woning|status|vergunning|unit|kamer|gezin|huishoud|appart|studio)",
    re.IGNORECASE,
)
_NEXT_WORD = re.compile(r" ([a-zëéï]+)")
_FEW = 12
_ONE_OF = re.compile(
    r" van (?:de|die|deze|onze) (\d{1,3}|[a-zéë]+) (?:\w+ )?\w*(?:flats|woningen|hui[sz]\w+|appartementen|units|chalets|studio)",
    re.IGNORECASE,
)
_SHARE = re.compile(r"\s+(?:derden?|kwart)\b", re.IGNORECASE)


@lru_cache(maxsize=8192)
def parse_word(word: str) -> int | None:
    """The value of one number word ("tweeëntwintig", "honderdvijftig", "vijftal"), or None."""
    plain = _plain(word)
    if plain in _COLLECTIVE:
        return _COLLECTIVE[plain]
    if plain.endswith("tal") and (base := _cardinal(plain.removesuffix("tal"))) and base > 1:
        return base
    return _cardinal(plain)


@lru_cache(maxsize=512)
def find_numbers(text: str) -> tuple[Number, ...]:
    """Every amount in a text, in order; ranges are one number. Dates, sums of money, phones and the "
    "like are none."""
    voted = _VOTE.sub(lambda found: " " * len(found.group()), text)
    singles = sorted((*_digits(blanked(voted)), *_words(voted)), key=lambda number: number.start)
    singles = [number for number in singles if not _says_which(text, number)]
    return tuple(as_told(text, singles))


def _says_which(text: str, number: Number) -> bool:
    few = (number.value or 0) <= _FEW and not _COUNTED.match(text[number.end :])
    named = _NAMED.search(text[: number.start]) if few else None
    if named and (first := named["first"]):
        # "Groep 3 en 4": the next one too; not "zes in pand 1 en 8 in pand 2".
        return int(first.split()[0]) + 1 == number.value
    return named is not None


def blanked(text: str) -> str:
    """The text with everything that carries digits and is no amount replaced by spaces of the same length."""
    return _NO_AMOUNT.sub(lambda found: " " * len(found.group()), text)


@lru_cache(maxsize=8192)
def _plain(word: str) -> str:
    small = word.lower()
    if not small.isascii():
        folded = unicodedata.normalize("NFD", small)
        small = "".join(char for char in folded if not unicodedata.combining(char))
    return small.replace("-", "").replace("'", "")


def _cardinal(word: str) -> int | None:
    if word in _SMALL:
        return _SMALL[word]
    for scale, size in (("duizend", 1000), ("honderd", 100)):
        head, found, tail = word.partition(scale)
        if found:
            high = _cardinal(head) if head else 1
            low = _cardinal(tail.removeprefix("en")) if tail else 0
            return None if high is None or low is None or low >= size else high * size + low
    return None


def _digits(text: str) -> Iterator[Number]:
    for found in _DIGITS.finditer(text):
        value = int(found.group(1).replace(".", ""))
        if not _YEAR.fullmatch(found.group(1)):
            yield Number(value, None, None, found.start(1), found.end(1))


def _words(text: str) -> Iterator[Number]:
    last = 0
    for found in _WORD.finditer(text):
        if found.start() < last:
            continue
        value, end = _longest(text, found.start(), found.end())
        if value is None:
            continue
        before = text[max(0, found.start() - 20) : found.start()]
        if not (_CLOCK.search(before) or _SHARE.match(text, end)):
            last = end
            article = text[found.start() : end].lower() in {"een", "eens"} and not _counts_one(text[end:])
            yield Number(value, None, None, found.start(), end, explicit=not article)


def _counts_one(after: str) -> bool:
    """ "Een van de drie flats": there the word counts."""
    one_of = _ONE_OF.match(after)
    return one_of is not None and (one_of[1].isdigit() or (parse_word(one_of[1]) or 0) > 1)


def _longest(text: str, start: int, end: int) -> tuple[int | None, int]:
    """The longest run of at most four words from `start` that is one number: "twee en twintig", "
    ""honderd vijftig"."""
    best, best_end, stop = parse_word(text[start:end]), end, end
    for _ in range(3):
        following = _NEXT_WORD.match(text, stop)
        if not following:
            break
        stop = following.end()
        joined = text[start:stop].replace(" ", "")
        # "Van de tien" is no slip of "dertien".
        value = parse_word(joined) if joined != "eenen" and _plain(joined) not in _SLIPS else None
        value = _COLLECTIVE.get(_plain(text[start:stop]), value)
        if value is not None:
            best, best_end = value, stop
    return best, best_end
