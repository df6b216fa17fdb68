"""Dutch working hours: Monday to Friday, 9 to 17 o'clock, without public holidays."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

_HERE = ZoneInfo("Europe/Amsterdam")
_OPENS, _CLOSES = time(9), time(17)
_LONGEST_DAYS = 400


def working_hours(since: datetime, until: datetime) -> float:
    """The working hours between two moments; of what is longer ago than some four hundred days, only those days."""
    start, end = since.astimezone(_HERE), until.astimezone(_HERE)
    if end <= start:
        return 0.0
    first = max(start.date(), end.date() - timedelta(days=_LONGEST_DAYS))
    days = (first + timedelta(days=n) for n in range((end.date() - first).days + 1))
    return sum(_within(day, start, end) for day in days if is_working_day(day))


def is_working_day(day: date) -> bool:
    """Whether the office works on this day."""
    return day.weekday() < 5 and day not in _public_holidays(day.year)


def _within(day: date, start: datetime, end: datetime) -> float:
    opens = datetime.combine(day, _OPENS, _HERE).astimezone(UTC)
    closes = datetime.combine(day, _CLOSES, _HERE).astimezone(UTC)
    return max(0.0, (min(end, closes) - max(start, opens)).total_seconds() / 3600)


@cache
def _public_holidays(year: int) -> holidays.HolidayBase:
    return holidays.country_holidays("NL", years=year)
