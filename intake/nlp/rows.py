"""Tables in plain text: lines with the same number of semicolons, bars or wide gaps become rows with a tab between the cells."""

import re
from collections.abc import Sequence

_GAP = "   "
_MARKS = ("|", ";", _GAP)
# Two spaces after a full stop are a habit; three, or two between words and figures, are a column.
_WIDE = re.compile(r"(?<=\S)(?:[ \u00a0]{3,}|(?<![.!?:])[ \u00a0]{2})(?=\S)")
_NUMBER = re.compile(r"\W*\d[\d.]*(?:\s+\w+)?\W*|.{0,20}\b\d+\W*")
_RULE = re.compile(r"[\s|:+=-]*")
_LEAST = 2


def with_tabs(text: str) -> str:
    """The text with every drawn table as rows with tabs. Prose with semicolons, and lone lines, stay as they are."""
    lines = text.split("\n")
    for mark in _MARKS:
        if text.count(mark) >= _LEAST or mark is _GAP:
            lines = _tabbed(lines, mark)
    return "\n".join(lines)


def _tabbed(lines: Sequence[str], mark: str) -> list[str]:
    found: list[str] = []
    run: list[str] = []
    for line in (*lines, ""):
        if "\t" not in line and len(_cells(line, mark)) > 1:
            run.append(line)
            continue
        found += _rows(run, mark) if _is_table(run, mark) else run
        run = []
        found.append(line)
    return found[:-1]


def _is_table(run: Sequence[str], mark: str) -> bool:
    rows = [_cells(line, mark) for line in run if not _is_rule(line)]
    counted = [row for row in rows if any(_NUMBER.fullmatch(cell) for cell in row[1:])]
    alike = max((len(row) for row in rows), default=0) - min((len(row) for row in rows), default=0) <= 1
    least = len(rows) / 2 if mark is _GAP else len(rows) - 1
    return len(rows) >= _LEAST and alike and len(counted) >= max(1, least)


def _rows(run: Sequence[str], mark: str) -> list[str]:
    return ["\t".join(_cells(line, mark)) for line in run if not _is_rule(line)]


def _cells(line: str, mark: str) -> list[str]:
    if mark is _GAP:
        return _WIDE.split(line.strip())
    inner = line.strip().removeprefix(mark) if mark == "|" else line.strip()
    return [cell.strip() for cell in inner.removesuffix(mark).split(mark)]


def _is_rule(line: str) -> bool:
    return bool(_RULE.fullmatch(line))
