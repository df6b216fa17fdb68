"""The Dutch for a number that is told by another: a share, a multiple, so many more, the rest."""

import re

_FLAGS = re.IGNORECASE

FACTORS = {
    "de helft": (1, 2),
    "half zoveel": (1, 2),
    "half zo veel": (1, 2),
    "een derde": (1, 3),
    "een derde deel": (1, 3),
    "eenderde": (1, 3),
    "een kwart": (1, 4),
    "een vierde": (1, 4),
    "een vijfde": (1, 5),
    "driekwart": (3, 4),
    "twee derde": (2, 3),
    "tweederde": (2, 3),
    "evenveel": (1, 1),
    "even veel": (1, 1),
    "net zoveel": (1, 1),
    "net zo veel": (1, 1),
    "hetzelfde aantal": (1, 1),
    "eenzelfde aantal": (1, 1),
    "een gelijk aantal": (1, 1),
    "het dubbele": (2, 1),
    "dubbel zoveel": (2, 1),
    "tweemaal zoveel": (2, 1),
    "twee keer zoveel": (2, 1),
    "driemaal zoveel": (3, 1),
    "drie keer zoveel": (3, 1),
    "het drievoudige": (3, 1),
}
_MULTIPLES = "|".join(sorted(FACTORS, key=len, reverse=True)).replace(" ", r"\s+")
MULTIPLE = re.compile(rf"\b(?:{_MULTIPLES})\b", _FLAGS)
# "Elburg drie minder", "Tholen twee plekken meer dan Goes".
DIFFERENCE = re.compile(
    r"(?<!niet )(?<!nog )(?<!bijna )\b(\d{1,2}|[a-zë]+)\s+(?:(?:plekken|plaatsen|personen|mensen|stuks)\s+)?(meer|minder)\b",
    _FLAGS,
)
REST = re.compile(
    r"\b(?:de rest(?!eren)|het restant|het overige|de overige(?=\s*[,;.)]|\s+(?:in|voor|bij|naar|komen)\b))\b"
    r"(?: daarvan| ervan)?",
    _FLAGS,
)
FILLS = re.compile(
    r"\b(?:vult|vullen)\s+(?:het\s+|dat\s+|de rest\s+)?aan\s+tot\s+(?:het|dat|de|een)\s+(?:\w+\s+)?(?:totaal|aantal|geheel)\b",
    _FLAGS,
)
# A whole that several give together.
JOINT = re.compile(
    r"\b(?:samen|gezamenlijk\w*|tezamen|(?:met|bij) elkaar|onderling|met (?:z'n|zijn) \w+en|in totaal|totaal|"
    r"waarvan|daarvan|hiervan|ervan|verdeeld|verdelen|verdeling)\b",
    _FLAGS,
)
# "De drie BAR-gemeenten", "verdeeld over twee dorpen".
NO_PLACES = re.compile(
    r"\s+(?:[\w-]+\s+){0,2}[\w-]*(?:gemeenten|colleges|raden|dorpen|kernen|wethouders|ambtgenoten)\b", _FLAGS
)
BACK = re.compile(
    r"\s+(?:daarvan|hiervan|ervan|van (?:dat|die|deze|dit)(?: \w*(?:plekken|plaatsen|aantal|getal))?)\b",
    _FLAGS,
)
OF = re.compile(
    r"\s+(?:van|als|dan)\s+(?:(?:wat|hetgeen|dat|die|het (?:getal|aantal)|de plekken|wat er|van|in|bij|de|gemeente|uit)\s+)*",
    _FLAGS,
)
VERB = re.compile(
    r"\s+(?:doet|doen|biedt|bieden|levert|leveren|neemt|nemen|heeft|hebben|geeft|geven|aanbiedt|aanbieden|inbrengt|inbrengen|opvangt|"
    r"huisvest|huisvesten|toezegt|toezeggen)\b",
    _FLAGS,
)
CLOSES = re.compile(
    r"\s*(?:[,;.)]|$|(?:en|extra|in|bij|voor|op|toe|plekken|plaatsen|aan|doen|bieden|leveren)\b)", _FLAGS
)
OWN = re.compile(
    r"\b(?:wij|we|wijzelf|ons|onszelf|onze (?:eigen )?(?:gemeente|naam|rekening)|ons deel)\b", _FLAGS
)
