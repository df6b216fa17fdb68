"""Templates to SVG, and SVG to PNG."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from intake.content import templates_dir

FONTS = Path(__file__).with_name("fonts")
_PAGE = '#set page(width: auto, height: auto, margin: 0pt)\n#image("picture.svg")\n'


def drawn(template: str, **values: Any) -> str:
    """One picture of templates/pictures. Everything is escaped."""
    return _environment().get_template(template).render(values)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(templates_dir() / "pictures"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["thousands"] = thousands
    return made


def thousands(number: int) -> str:
    """1.234, as it is written here."""
    return f"{number:,}".replace(",", ".")


def as_png(svg: str, *, scale: float = 2) -> bytes:
    """The same picture in pixels: `scale` of them for each unit of the drawing."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "picture.svg").write_text(svg, encoding="utf-8")
        (Path(folder) / "page.typ").write_text(_PAGE, encoding="utf-8")
        # A unit of SVG is 1/96 inch.
        return typeset(Path(folder) / "page.typ", "png", ppi=96 * scale)


def typeset(page: Path, form: Literal["png", "pdf"], *, ppi: float | None = None) -> bytes:
    """A Typst page as PNG or as PDF (tagged: PDF/UA-1), with our own fonts and only the files of its folder."""
    import typst

    return typst.compile(
        str(page),
        root=str(page.parent),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        format=form,
        ppi=ppi,
        pdf_standards=["ua-1"] if form == "pdf" else [],
    )
