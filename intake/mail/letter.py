"""VNG's letter to its members of 28 May 2026 (Lbr. 26/014), recognised by a few of its turns of phrase.

Municipalities quote it below and in their answers. Its indicative numbers are VNG's, never a pledge.
"""

import re

# Short turns that hardly anyone else writes. Numbers of places are in _BULLET only: an answer may repeat those.
_TURNS = (
    "vanuit de solidariteitsgedachte uit de spreidingswet",
    "kan indicatief worden gedacht aan de volgende bijdragen",
    "versneld te huisvesten en daarmee plekken vrij te maken",
    "trekken wij op met de gemeentelijke netwerken",
    "als referentie kunnen de hierboven genoemde aantallen",
    "extra huisvestingscapaciteit te bieden en dit aan te melden",
    "kunt u ook gebruiken voor eventuele vragen aan de vng",
    "enkele plekken realiseert voor extra versnelde huisvesting",
    "richting het coa bij koppelingen of herkoppelingen",
    "gezamenlijk de schouders onder deze opgave",
    "hiervoor wordt een vliegende brigade ingericht",
    "verder onder druk komen te staan doorgaans verloopt",
    "heeft de vng een brief gestuurd aan de minister president",
)
_BULLET = re.compile(
    r"^[\W_]*(?:G4|G40|M50|R8|P10|K80)(?:-? en (?:G4|G40|M50|R8|P10|K80))?-gemeenten: circa \d{1,2} plekken per gemeente[\W_]*$",
    re.I,
)
_NOT_WORD = re.compile(r"[\W_]+")
_LONGEST = 200_000


def _plain(text: str) -> str:
    return f" {_NOT_WORD.sub(' ', text[:_LONGEST].lower()).strip()} "


def quotes_letter(text: str) -> bool:
    """Whether at least two turns of the letter stand in this text, whatever the layout or quotation marks."""
    words = _plain(text)
    turns = sum(1 for turn in _TURNS if f" {turn} " in words)
    bullets = sum(1 for line in text[:_LONGEST].split("\n") if _BULLET.match(line.strip()[:200]))
    return turns + bullets >= 2


def is_letter_line(line: str) -> bool:
    """Whether this line is the letter's, so not the sender's own words."""
    if len(line) > 3_000:
        return False
    if _BULLET.match(line.strip()):
        return True
    words = _plain(line)
    return any(f" {turn} " in words for turn in _TURNS)
