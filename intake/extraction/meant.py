"""What stands on paper and what was meant: "in de mail staat 19, bedoeld was 9", "waar acht stond, moet u vijf lezen"."""

import re

from intake.extraction.amounts import Amount

_WRITTEN = re.compile(
    r"\b(?:sta(?:at|an)|stond(?:en)?|schre(?:ef|ven)|typ\w+|tikte\w*|vulde\w*|noemde\w*|meldde\w*|gaf|gaven|las|lazen)\b",
    re.IGNORECASE,
)
_MEANT = re.compile(r"[,;:–-]?\s[^.!?\d]{0,40}\bbedoel(?:d|de|den|en)?\b[^.;!?\d]{0,25}$", re.IGNORECASE)
_MEANT_BEHIND = re.compile(
    r"(?:\s+\w+){0,2}?\s+(?:bedoeld(?:e|en)?\b|(?:had(?:den)?|moest(?:en)?|moet(?:en)?|hoor(?:t|den?|en)) (?:er )?"
    r"(?:moeten |te )?(?:zijn|staan|luiden)\b)",
    re.IGNORECASE,
)
# "Waar acht stond, moet u vijf lezen".
_WHERE = re.compile(r"\bwaar\b[^.;?]{0,60}$", re.IGNORECASE)
_READ = re.compile(
    r"[^.;\d]{0,30}\b(?:sta(?:at|an)|stond(?:en)?|vermeld\w*|genoemd\w*)\b[^.;\d]{0,25}\b(?:lees|leest|lezen|moet(?:en)?|dient|"
    r"hoort|had(?:den)?)\b[^.;\d]{0,20}$",
    re.IGNORECASE,
)


def is_meant(text: str, written: Amount, meant: Amount) -> bool:
    """True where the one number was written and the other was meant."""
    before, between = text[: written.number.start], text[written.number.end : meant.number.start]
    if _WHERE.search(before) and _READ.match(between):
        return True
    says = _MEANT.match(between) or ("." not in between and _MEANT_BEHIND.match(text, meant.number.end))
    return bool(says) and bool(_WRITTEN.search(text[: meant.number.start]))
