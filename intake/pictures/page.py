"""One page to print: words and numbers with the map and the line, as PDF that a screen reader can follow (PDF/UA-1)."""

import json
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from intake.content import read_text, templates_dir
from intake.pictures.drawing import typeset


def as_pdf(data: Mapping[str, Any], map_svg: str, line_svg: str) -> bytes:
    """`data` is what templates/pictures/weekly.typ shows; it comes in as data, so nothing in it is a command."""
    template = read_text(templates_dir() / "pictures" / "weekly.typ")
    files = {
        "page.typ": template,
        "data.json": json.dumps(data, ensure_ascii=False),
        "map.svg": map_svg,
        "line.svg": line_svg,
    }
    with TemporaryDirectory() as folder:
        for name, text in files.items():
            (Path(folder) / name).write_text(text, encoding="utf-8")
        return typeset(Path(folder) / "page.typ", "pdf")
