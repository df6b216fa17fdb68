"""The sender's closing, name and contact details, and the disclaimer: who writes, never how many."""

import re
from dataclasses import dataclass
from functools import lru_cache

_CLOSING = re.compile(
    r"^[\s*_]{0,4}(?:"
    r"(?:met|mei|mit|with|de)? ?(?:de |een )?(?:zeer |heel )?(?:(?:meeste |oprechte )?hoogachting|"
    r"(?:vriendelijke?|hartelijke?|beste|"
    r"collegiale|warme|zonnige|sportieve|fijne|lieve|hartelike|freonlike|freundlichen|kind|best|warm|many|goede|vr\.?|vriend\.?) "
    r"(?:groet(?:en|jes|nis|nisse)?|gr(?:oetn)?\.?|grüßen|regards|wishes|greetings))"
    r"|met (?:groet(?:en)?|dank(?: en (?:vriendelijke )?groet)?)(?=[\s,.!]|$)|"
    r"groet(?:en|jes|nis|nissen)?(?=[\s,.!]|$)|gr\.?(?=[\s,]|$)"
    r"|m\.? ?v\.? ?(?:r\.? ?)?gr?\.?(?=[\s,]|$)|vr\.? ?gr\.?(?=[\s,]|$)|"
    r"hoogachtend|hartelijks|namens (?:het|de) (?:college|burgemeester)\b"
    r"|regards|sincerely|yours (?:sincerely|faithfully)|cheers|cordialement|freundliche grüße|tot (?:ziens|horens),?$"
    r")",
    re.I,
)
_DASHES = re.compile(r"^(?:-- ?|—|__)$")
_DEVICE = re.compile(
    r"^[\s*_]{0,4}(?:verstuurd|verzonden|gestuurd|sent|gesendet|envoyé) (?:vanaf|van|vanuit|met|via|from|von|de|mit)\b.{0,80}$|"
    r"^.{0,10}Outlook (?:voor|for) (?:Android|iOS).{0,60}$|^Download Outlook for .{0,40}$",
    re.I,
)
_HEADED_DISCLAIMER = re.compile(r"^[\s*_]{0,4}(?:disclaimer|proclaimer)\b", re.I)
_DISCLAIMER = re.compile(
    r"^[\s*_]{0,4}(?:vertrouwelijk|confidential(?:ity)?)\b|"
    r"(?:dit|deze|the|this|de informatie|the information|de inhoud).{0,60}(?:e-?mail|bericht|message).{0,120}"
    r"(?:uitsluitend|bestemd|vertrouwelijk|confidential|intended|persoonlijk)|"
    r"(?:aan|uit|van) (?:dit|deze) (?:e-?mail)?-?(?:bericht)?.{0,40}(?:geen rechten|niet aansprakelijk)|"
    r"geen rechten (?:worden )?ontleend|"
    r"(?:niet de (?:bedoelde|geadresseerde)|abusievelijk|ten onrechte) .{0,60}(?:ontvang|bericht)|"
    r"denk (?:aan|om) het milieu|(?:voordat|before) (?:u|je|you) (?:deze|this) .{0,20}(?:print|afdruk)|consider the environment",
    re.I,
)
_BANNER = re.compile(
    r"^[\s*_\[(!]{0,6}(?:let op|caution|waarschuwing|externe? (?:e-?)?mail|extern(?:al)?)\b.{0,80}"
    r"(?:buiten|outside|extern|herkent|unknown)|^u ontvangt niet vaak e-?mail van|^you don't often get email",
    re.I,
)
_POSTSCRIPT = re.compile(
    r"^[\s*_]{0,4}(?:p\.? ?s\.?|n\.? ?b\.?|ps\d|o ja|nog iets|nagekomen|aanvulling|toevoeging)[\s:,.;-]", re.I
)
NUMBERS = r"\d{1,4}|één|een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|\w{0,12}tien|\w{0,14}tig|honderd"
_COUNT = re.compile(
    rf"\b(?:{NUMBERS})\b(?: \w{{2,20}}){{0,3}} ?(?:plek(?:ken)?|plaats(?:en)?|personen|mensen|bedden|statushouders|"
    r"woning(?:en)?|"
    r"appartement(?:en)?|kamers?|gezin(?:nen)?|huishoudens?|units?|studio'?s?|vergunninghouders?)\b",
    re.I,
)
_LONE_NUMBER = re.compile(r"(?:^|\t) ?\d{1,3} ?(?:\t|$)")
_CONTACT = re.compile(
    r"@[\w-]{1,60}\.|\bwww\.|https?://|\+31|\b0\d{1,3}[ -]?\d|\b14 ?0\d{2,3}\b|\bpostbus\b|\b\d{4} ?[A-Z]{2}\b|"
    r"\bwerkdag|\baanwezig\b|\bbereikbaar\b|\bkvk\b|\bbtw\b|^ ?[TMEFWI][.:]? ",
    re.I,
)
_HABIT = re.compile(
    r"\b(?:werkdag|aanwezig|bereikbaar|werk (?:niet )?op|volg ons|bezoek(?:adres)?|postadres|linkedin|facebook|vrij op)",
    re.I,
)
_OWN_VOICE = re.compile(
    r"\b(?:wij|we|ik|ons|onze|u|uw|jullie|kunt|kunnen|graag|mogen|zullen|bieden|stellen)\b", re.I
)
_WIDEST = 2_000


@dataclass(frozen=True, slots=True)
class Split:
    """The sender's words and what only tells who they are; both may be empty."""

    words: str
    signature: str


def _is_content(line: str) -> bool:
    """Whether a line below the closing says something again: a postscript, a count, a question, a real sentence."""
    if _POSTSCRIPT.match(line) or _COUNT.search(line) or _LONE_NUMBER.search(line):
        return True
    if _HABIT.search(line) or _DISCLAIMER.search(line):
        return False
    words = len(line.split())
    if line.endswith("?"):
        return words >= 5 and _OWN_VOICE.search(line) is not None
    return words >= 10 and line.endswith((".", "!")) and len(_OWN_VOICE.findall(line)) >= 2


def _closing_index(lines: list[str]) -> int | None:
    for index, line in enumerate(lines):
        short = line[:_WIDEST]
        found = _CLOSING.match(short)
        if _DASHES.match(short) or _DEVICE.match(short):
            return index
        # "Groet aan de wethouder, wij leveren 15 plekken" is no closing but a sentence.
        if found and len(short) < 140 and not _is_content(short[found.end() :].strip(" ,")):
            return index
    return None


def _contact_index(lines: list[str]) -> int | None:
    """Where a block of contact details without a closing starts, counted from the end."""
    start, seen = None, False
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index].strip()[:_WIDEST]
        if not line:
            continue
        is_short = len(line.split()) <= 7 and not line.endswith((".", "?", "!", ":", ";", ","))
        if _is_content(line) or not (is_short or (_CONTACT.search(line) and len(line) < 160)):
            break
        if _CONTACT.search(line) and not line.endswith((".", "?")):
            seen = True
        start = index
    return start if seen and start else None


def _disclaimers_out(lines: list[str]) -> tuple[list[str], list[str]]:
    words: list[str] = []
    out: list[str] = []
    inside = False
    for line in lines:
        short = line[:_WIDEST]
        if not short.strip():
            inside = False
        elif (
            _BANNER.search(short)
            or _HEADED_DISCLAIMER.match(short)
            or (_DISCLAIMER.search(short) and not _COUNT.search(short))
        ):
            inside = True
        (out if inside else words).append(line)
    return words, out


def _tail(lines: list[str]) -> tuple[list[str], list[str]]:
    """Below the closing: paragraphs that say something again are the sender's words."""
    words: list[str] = []
    out: list[str] = []
    speaking = False
    for line in lines:
        short = line.strip()[:_WIDEST]
        if not short:
            speaking = False
        elif _is_content(short):
            speaking = True
        (words if speaking else out).append(line)
    return words, out


# Asked for by the screening, and twice for the words of whoever passes a mail on.
@lru_cache(maxsize=8)
def split_signature(text: str) -> Split:
    """The sender's own words, and the closing, contact details and disclaimers."""
    lines, out = _disclaimers_out(text.split("\n"))
    start = _closing_index(lines)
    if start is None:
        start = _contact_index(lines)
    if start is None:
        return Split("\n".join(lines).strip("\n"), "\n".join(out).strip("\n"))
    again, signature = _tail(lines[start + 1 :])
    words = lines[:start] + ([""] if again else []) + again
    return Split("\n".join(words).strip("\n"), "\n".join([lines[start], *signature, *out]).strip("\n"))
