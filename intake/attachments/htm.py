"""HTML files: the visible text, without struck-through words."""

from inscriptis import get_text
from inscriptis.model.config import ParserConfig
from selectolax.lexbor import LexborHTMLParser

from intake.attachments import txt

_UNSEEN = 'script, style, title, template, head, s, strike, del, [style*="line-through" i], [style*="display:none" i]'


def read(data: bytes) -> str:
    """The text with table cells apart by tabs."""
    tree = LexborHTMLParser(txt.read(data))
    for node in tree.css(_UNSEEN):
        node.decompose()
    return str(get_text(tree.html or "", ParserConfig(display_images=False, table_cell_separator="\t")))
