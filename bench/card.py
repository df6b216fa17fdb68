"""Puts the measured figures in the model card, between its markers, and draws the risk-coverage curve."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.selective import Judged, curve, without_doubts
from intake.content import models_dir

_WIDE, _HIGH, _LEFT, _TOP = 560, 260, 60, 20
_LOWEST = 0.2
# Told apart without colour: one line whole, the other dashed.
_STYLES = {"dev": 'stroke-dasharray="6 4"', "heldout": 'stroke-width="2.5"', "hard": 'stroke-dasharray="1 3"'}


def write_card(scores: str, selective: str, judged: Mapping[str, Sequence[Judged]]) -> Path:
    """Refresh the tables of models/README.md and models/risk-coverage.svg. Raises ValueError when a marker is gone."""
    card = models_dir() / "README.md"
    text = card.read_text(encoding="utf-8")
    for name, table in (("scores", scores), ("selective", selective)):
        text = _between(text, name, table)
    card.write_text(text, encoding="utf-8")
    (models_dir() / "risk-coverage.svg").write_text(drawing(judged), encoding="utf-8")
    return card


def _between(text: str, name: str, table: str) -> str:
    begin, end = f"<!-- {name}: written by bench.language -->", f"<!-- /{name} -->"
    pattern = re.compile(rf"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    if not pattern.search(text):
        raise ValueError(f"models/README.md has no lines {begin!r} and {end!r}. Put them back.")
    return pattern.sub(lambda _: f"{begin}\n\n{table}\n\n{end}", text)


def drawing(judged: Mapping[str, Sequence[Judged]]) -> str:
    """The curves as SVG: across, the share of mails taken (surest first); upwards, the share entirely right."""
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_LEFT + _WIDE + 20} {_TOP + _HIGH + 60}" '
        'role="img" font-family="sans-serif" font-size="12" fill="none" stroke="black">',
        "<title>Share of mails entirely right, against the share of mails taken, surest first</title>",
        '<rect width="100%" height="100%" fill="white" stroke="none"/>',
        *_grid(),
    ]
    for row, (split, mails) in enumerate(judged.items()):
        style = _STYLES.get(split, "")
        path = " ".join(f"{_x(cover):.1f},{_y(right):.1f}" for cover, right in curve(mails))
        share = without_doubts(mails)[0] / len(mails)
        risen = next((right for cover, right in curve(mails) if cover >= share), 1.0)
        lines += [
            f'<polyline {style} points="{path}"/>',
            f'<circle cx="{_x(share):.1f}" cy="{_y(risen):.1f}" r="4" fill="white"/>',
            f'<path {style} d="M{_LEFT + 200} {_y(0.58) + 20 * row:.0f}h40"/>',
            _text(_LEFT + 248, _y(0.58) + 20 * row + 4, f"{split} (the circle: mails without a doubt)"),
        ]
    return "\n".join([*lines, "</svg>"]) + "\n"


def _grid() -> list[str]:
    lines = []
    for step in range(6):
        right, cover = _LOWEST + step * (1 - _LOWEST) / 5, step / 5
        lines += [
            f'<path stroke="#bbb" d="M{_LEFT} {_y(right):.1f}h{_WIDE}"/>',
            _text(_LEFT - 8, _y(right) + 4, f"{right:.0%}", "end"),
            _text(_x(cover), _TOP + _HIGH + 18, f"{cover:.0%}", "middle"),
        ]
    lines.append(f'<path stroke="#666" stroke-dasharray="2 3" d="M{_x(0.75):.1f} {_TOP}v{_HIGH}"/>')
    lines.append(_text(_x(0.75), _TOP + _HIGH + 18, "75%", "middle"))
    lines.append(
        _text(_x(0.5), _TOP + _HIGH + 42, "share of mails, surest first (upwards: entirely right)", "middle")
    )
    return lines


def _text(x: float, y: float, words: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="black" stroke="none">{words}</text>'


def _x(cover: float) -> float:
    return _LEFT + cover * _WIDE


def _y(right: float) -> float:
    return _TOP + (1 - max(right, _LOWEST)) / (1 - _LOWEST) * _HIGH
