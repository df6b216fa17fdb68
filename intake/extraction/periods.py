"""From when and for how long: Dutch dates in words and digits, and durations as they are written."""

import calendar
import re
from datetime import date, timedelta

_MONTHS = {
    name: number
    for number, names in enumerate(
        "januari jan|februari feb|maart mrt|april apr|mei|juni jun"
        "|juli jul|augustus aug|september sept sep|oktober okt|november nov|december dec".split("|"),
        1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY = re.compile(rf"\b(\d{{1,2}})(?:e|ste|de)?\s+({_MONTH})\b\.?(?:\s+(20\d\d))?", re.IGNORECASE)
_NUMERIC = re.compile(r"\b(\d{1,2})[-/.](\d{1,2})[-/.](20\d\d|\d\d)\b")
_PART = re.compile(
    rf"\b(begin|half|medio|midden|eind|einde|vanaf|per|in|"
    rf"m\.i\.v\.)\s+(?:de maand\s+)?({_MONTH})\b(?:\s+(20\d\d))?",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\b(?:per direct|direct beschikbaar|onmiddellijk|met onmiddellijke ingang|per omgaande|vanaf nu|"
    r"nu al)\b",
    re.IGNORECASE,
)
_QUARTER = re.compile(
    r"\b(?:(eerste|tweede|derde|vierde)\s+kwartaal|q([1-4]))\s*(?:van\s+)?(20\d\d)?", re.IGNORECASE
)
_WEEK = re.compile(r"\bweek\s+(\d{1,2})\b", re.IGNORECASE)
_DURATION = re.compile(
    r"\b(?:voor (?:een periode van |de duur van )?|gedurende |minimaal |maximaal |ten minste |"
    r"minstens )?((?:\d+|een|één|anderhalf|twee|drie|vier|vijf|zes|acht|tien|twaalf|vijftien|achttien|"
    r"vierentwintig)"
    r"(?: tot \d+| à \d+)?\s+(?:jaar|maanden?|weken|halfjaar))\b",
    re.IGNORECASE,
)
_MEETING = re.compile(
    r"\b(?:raad\w*|gemeenteraad\w*|college\w*|b&w|besl[iou]\w*|vergader\w*|overleg|zitting|brief|ledenbrief|mail|bericht|"
    r"behandel\w*|bespre\w*|"
    r"gemeld|aangemeld|meldde\w*|hoorzitting|bijeenkomst|instem\w*|gesprek|uiterlijk reageren)\b",
    re.IGNORECASE,
)
_STARTS = re.compile(
    r"\b(?:vanaf|per|m\.i\.v\.?|met ingang van|ingaande|beschikbaar(?: op| per| vanaf)?|op te leveren|oplevering|"
    r"klaar(?: op)?|gereed(?: op)?|"
    r"terecht|intrek)\s+(?:op\s+)?(?:\w+dag\s+)?$",
    re.IGNORECASE,
)
_PART_DAY = {"half": 15, "medio": 15, "midden": 15}
_QUARTERS = {"eerste": 1, "tweede": 2, "derde": 3, "vierde": 4}


def find_date(text: str, today: date) -> date | None:
    """The first date from which something can be used. A date without a year is the next one after "
    "`today`."""
    found = [
        match
        for pattern in (_DAY, _NUMERIC, _PART, _QUARTER, _WEEK)
        for match in pattern.finditer(text)
        if not _of_something_else(text[: match.start()])
    ]
    for match in sorted(found, key=lambda m: m.start()):
        value = _value(match, today)
        if value:
            return value
    return today if _NOW.search(text) else None


def _of_something_else(before: str) -> bool:
    """True for the date of a meeting, a letter or a decision, unless a word right before it says that it starts there."""
    clause = re.split(r"[;:.,]\s", before)[-1]
    return bool(_MEETING.search(clause)) and not _STARTS.search(clause)


def find_duration(text: str) -> str | None:
    """How long something lasts, in the sender's words ("twee jaar"), or None."""
    found = _DURATION.search(text)
    return found.group(1) if found else None


def _value(match: re.Match[str], today: date) -> date | None:
    try:
        if match.re is _DAY:
            return _next(int(match[1]), _MONTHS[match[2].lower()], match[3], today)
        if match.re is _NUMERIC:
            return date(int(match[3]) % 100 + 2000, int(match[2]), int(match[1]))
        if match.re is _PART:
            return _part(match[1].lower(), _MONTHS[match[2].lower()], match[3], today)
        if match.re is _WEEK:
            return date.fromisocalendar(today.year, int(match[1]), 1)
        quarter = _QUARTERS.get((match[1] or "").lower()) or int(match[2])
        return _next(1, 3 * quarter - 2, match[3], today)
    except ValueError:
        return None


def _part(part: str, month: int, year: str | None, today: date) -> date:
    first = _next(1, month, year, today - timedelta(days=today.day))
    if part.startswith("eind"):
        return first.replace(day=calendar.monthrange(first.year, month)[1])
    return first.replace(day=_PART_DAY.get(part, 1))


def _next(day: int, month: int, year: str | None, today: date) -> date:
    if year:
        return date(int(year), month, day)
    this = date(today.year, month, day)
    return this if this >= today - timedelta(days=60) else this.replace(year=today.year + 1)
