"""Holds the size of functions and modules: prints each fault, and exits 1 when there is one."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LONGEST_FUNCTION = 40
LONGEST_MODULE = 300


def faults(path: Path) -> Iterator[str]:
    """One sentence for each function or module that is too long."""
    text = path.read_text(encoding="utf-8")
    lines = len(text.splitlines())
    if lines > LONGEST_MODULE:
        yield f"{path}:1: {lines} lines in one module, {LONGEST_MODULE} allowed; split it."
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                yield f"{path}:{node.lineno}: {node.name} has {length} lines, {LONGEST_FUNCTION} allowed."


def measured(root: Path) -> list[Path]:
    """What is measured: the package and the front door of the worker."""
    return [*sorted((root / "intake").rglob("*.py")), *root.glob("scheduler.py")]


def main(root: Path = ROOT) -> int:
    """Print the faults; 1 when there are any, or when there was nothing to measure."""
    files = measured(root)
    found = [fault for file in files for fault in faults(file)]
    print("\n".join(found) or f"{len(files)} modules measured: all within bounds.")
    return 1 if found or not files else 0


if __name__ == "__main__":
    sys.exit(main())
