"""On which line of a TOML text a key stands: tomllib does not tell us."""

import re

_TABLE = re.compile(r"^\s*\[\[?\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_PAIR = re.compile(r"""^\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_PART = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _PART.findall(dotted))


def key_lines(text: str) -> dict[tuple[str, ...], int]:
    """Each table and each key with the number of the line where it first stands, counted from one."""
    lines: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if heading := _TABLE.match(line):
            table = _parts(heading[1])
            lines.setdefault(table, number)
        elif pair := _PAIR.match(line):
            lines.setdefault(table + _parts(pair[1]), number)
    return lines


def nearest_line(text: str, path: tuple[str, ...]) -> int | None:
    """The line of the key `path`; when it is missing, the line of the innermost table that should hold it."""
    lines = key_lines(text)
    for length in range(len(path), 0, -1):
        if (number := lines.get(path[:length])) is not None:
            return number
    return None
