"""Bars of very different lengths as SVG: how often a second, ours (full) above its floor (open), on a scale by tens."""

from collections.abc import Sequence
from math import log10
from xml.sax.saxutils import escape

_WIDE, _LEFT, _ROW, _BAR, _MOST = 520, 170, 46, 15, 5


def bars(title: str, rows: Sequence[tuple[str, float, float]]) -> str:
    """`rows`: what, of ours, of the floor; each at least 1 and at most 100,000 a second."""
    high = _ROW * len(rows) + 70
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_LEFT + _WIDE + 90} {high}" role="img" '
        'font-family="sans-serif" font-size="12" fill="black" stroke="none">',
        f"<title>{escape(title)}</title>",
        '<rect width="100%" height="100%" fill="white"/>',
        f'<text x="10" y="20" font-weight="bold">{escape(title)}</text>',
    ]
    for power in range(_MOST + 1):
        x = _LEFT + _WIDE * power / _MOST
        lines += [
            f'<path d="M{x:.0f} 34V{high - 30}" stroke="#ccc"/>',
            f'<text x="{x:.0f}" y="{high - 12}" text-anchor="middle">{10**power:,}</text>',
        ]
    for number, (name, ours, floor) in enumerate(rows):
        y = 40 + _ROW * number
        lines.append(f'<text x="{_LEFT - 10}" y="{y + 20}" text-anchor="end">{escape(name)}</text>')
        lines += [*_bar(y, ours, "#1c4f8c"), *_bar(y + _BAR + 3, floor, "white")]
    return "\n".join([*lines, "</svg>"]) + "\n"


def _bar(y: int, value: float, fill: str) -> list[str]:
    length = _WIDE * log10(max(value, 1.0)) / _MOST
    return [
        f'<rect x="{_LEFT}" y="{y}" width="{length:.0f}" height="{_BAR}" fill="{fill}" stroke="#1c4f8c"/>',
        f'<text x="{_LEFT + length + 6:.0f}" y="{y + 12}">{value:,.0f}</text>',
    ]
