"""The line: how many persons could be housed, day by day. A full and a broken line, each with its number at the end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, log10

from intake.pictures.drawing import drawn, thousands

_LEFT, _RIGHT, _FLOOR, _CEILING = 100.0, 1040.0, 540.0, 130.0
_STEPS = 4
_MOST_DATES = 7
_ROOM_FOR_LABEL = 52
_MONTHS = "jan feb mrt apr mei jun jul aug sep okt nov dec".split()


@dataclass(frozen=True, slots=True)
class Point:
    """At the end of a day: persons without a condition, and all together."""

    day: date
    firm: int
    total: int


def draw_line(
    points: Sequence[Point], until: date, title: str, subtitle: str, footer: str, *, whole: bool = True
) -> str:
    """SVG; `points` are in order of time, and the last one holds until `until`."""
    top = _round_up(max((point.total for point in points), default=0))
    last = points[-1] if points else Point(until, 0, 0)
    first = points[0].day - timedelta(days=1) if points else until - timedelta(days=7)
    scale = _Scale(first, max(until, last.day), top)
    end_firm, end_all = scale.y(last.firm), scale.y(last.total)
    return drawn(
        "line.svg",
        title=title,
        subtitle=subtitle,
        footer=footer,
        whole=whole,
        sentence=f"Nu {thousands(last.firm)} zonder voorbehoud, {thousands(last.total)} met wat onder voorbehoud is.",
        across=[
            (scale.y(top * step / _STEPS), thousands(round(top * step / _STEPS)))
            for step in range(_STEPS + 1)
        ],
        down=scale.dates(),
        firm=scale.path([(point.day, point.firm) for point in points]),
        all=scale.path([(point.day, point.total) for point in points]),
        end_firm=end_firm,
        end_all=end_all,
        label_firm=max(end_firm, min(end_all, _FLOOR - 2 * _ROOM_FOR_LABEL) + _ROOM_FOR_LABEL),
        label_all=min(end_all, _FLOOR - 2 * _ROOM_FOR_LABEL),
        sure=last.firm,
        total=last.total,
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    last: date
    top: int

    def x(self, day: date) -> float:
        span = max((self.last - self.first).days, 1)
        return round(_LEFT + (_RIGHT - _LEFT) * (day - self.first).days / span, 1)

    def y(self, number: float) -> float:
        return round(_FLOOR - (_FLOOR - _CEILING) * number / self.top, 1)

    def path(self, values: Sequence[tuple[date, int]]) -> str:
        """Steps: what was offered on a day counts from that day on."""
        if not values:
            return ""
        steps = "".join(f"H{self.x(day)}V{self.y(number)}" for day, number in values)
        return f"M{_LEFT} {_FLOOR}{steps}H{_RIGHT}"

    def dates(self) -> list[tuple[float, str]]:
        days = (self.last - self.first).days
        every = max(ceil(days / _MOST_DATES), 1)
        shown = [self.first + timedelta(days=number) for number in range(0, days + 1, every)]
        return [(self.x(day), f"{day.day} {_MONTHS[day.month - 1]}") for day in shown]


def _round_up(number: int) -> int:
    """The next number that four lines part evenly."""
    if number <= _STEPS:
        return _STEPS
    unit = int(10 ** int(log10(number)))
    steps = (unit * step for step in (1, 2, 4, 6, 8, 10, 12, 20))
    return next(step for step in steps if step >= number and step % _STEPS == 0)
