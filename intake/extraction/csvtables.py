"""Reads the tables under rules/: fields parted by semicolons, lists by |, lines that start with # are comments."""

import csv
from pathlib import Path

from intake.content import read_text
from intake.errors import ContentError


def read_rows(path: Path, *columns: str) -> list[tuple[int, dict[str, str]]]:
    """The data rows with their line numbers. Raises ContentError with file and line on a fault."""
    text = read_text(path)
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line and line[0] != "#"]
    header = next(csv.reader([lines[0][1]], delimiter=";")) if lines else []
    missing = set(columns) - set(header)
    if missing:
        first = lines[0][0] if lines else 1
        raise ContentError(
            f"{path}, regel {first}: de kolom {', '.join(sorted(missing))} ontbreekt. Zet de naam in de eerste rij."
        )
    return [(number, _row(path, number, line, header)) for number, line in lines[1:]]


def _row(path: Path, number: int, line: str, header: list[str]) -> dict[str, str]:
    cells = next(csv.reader([line], delimiter=";"))
    if len(cells) != len(header):
        raise ContentError(
            f"{path}, regel {number}: {len(cells)} velden in plaats van {len(header)}. Kijk de puntkomma's na."
        )
    return dict(zip(header, cells, strict=True))


def parts(value: str) -> tuple[str, ...]:
    """The parts of a field that holds a list."""
    return tuple(part.strip() for part in value.split("|") if part.strip())
