"""HTML to the text that a reader sees: no struck-through or hidden words, table rows on a line, quotations with "> "."""

import re

from inscriptis import get_text
from inscriptis.model.config import ParserConfig
from selectolax.lexbor import LexborHTMLParser, LexborNode

from intake.mail.cleaning import QUOTE_CLOSE, QUOTE_OPEN, clean_text

_LONGEST = 2_000_000
_DEEPEST = 250
_CELL = 400
_DATA_CELL = 80
_CONFIG = ParserConfig(display_images=False, display_links=False, table_cell_separator="\t")
_STRUCK = 's, strike, del, [style*="line-through" i]'
_HIDDEN = (
    'script, style, title, template, noscript, head, [hidden], [style*="display:none" i], [style*="display: none" i], '
    '[style*="visibility:hidden" i], [style*="visibility: hidden" i], [style*="mso-hide:all" i], '
    '[style*="font-size:0;" i], [style*="font-size:0px" i], [style*="font-size: 0px" i], [style*="max-height:0" i]'
)
# Only real quotations: people also use <blockquote> to indent their own words.
_QUOTATION = (
    'blockquote[type="cite" i], blockquote[class*="gmail_quote" i], blockquote[style*="border-left" i], '
    'div[class*="gmail_quote_container" i] > blockquote, blockquote[cite]'
)
_SPACE = re.compile(r"\s+")
_AROUND_TAB = re.compile(r"[ ]*\t[ ]*")
_OPEN_OR_CLOSE = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]{0,15})")
# Void elements, and those that a browser closes by itself.
_NEVER_DEEP = {
    "br",
    "hr",
    "img",
    "meta",
    "link",
    "input",
    "col",
    "wbr",
    "p",
    "o:p",
    "li",
    "td",
    "tr",
    "th",
    "dd",
    "dt",
    "option",
}
_TAG = re.compile(r"<[^<>]*>")


def _words(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


def _rows(table: LexborNode) -> list[list[str]]:
    return [[_words(cell.text(separator=" ")) for cell in row.css("td, th")] for row in table.css("tr")]


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _lay_out_tables(tree: LexborHTMLParser) -> None:
    """Data tables become preformatted lines: one row a line, cells by tab. Tables that only lay out stay."""
    for table in tree.css("table"):
        if table.css_first("table table") or table.css_first("li"):
            continue
        rows = [row for row in _rows(table) if any(row)]
        if not any(len(row) > 1 for row in rows) or any(len(cell) > _CELL for row in rows for cell in row):
            continue
        lines = "\n".join("\t".join(row).strip("\t") for row in rows)
        holder = LexborHTMLParser(f"<pre>{_escaped(lines)}</pre>").css_first("pre")
        if holder is not None:
            table.replace_with(holder)


def _mark_quotations(tree: LexborHTMLParser) -> None:
    for node in tree.css(_QUOTATION):
        opening = LexborHTMLParser(f"<p>{QUOTE_OPEN}</p>").css_first("p")
        closing = LexborHTMLParser(f"<p>{QUOTE_CLOSE}</p>").css_first("p")
        if opening is not None and closing is not None:
            node.insert_before(opening)
            node.insert_after(closing)


def _prefix_quotations(text: str) -> str:
    depth, lines = 0, []
    for line in text.split("\n"):
        if QUOTE_OPEN in line or QUOTE_CLOSE in line:
            depth = max(0, depth + line.count(QUOTE_OPEN) - line.count(QUOTE_CLOSE))
            continue
        lines.append(f"{'>' * min(depth, 5)} {line.strip()}" if depth else line)
    return "\n".join(lines)


def _too_deep(html: str) -> bool:
    """Whether elements nest deeper than the renderers can bear; counted on the tags, so that nothing recurses."""
    depth = 0
    for tag in _OPEN_OR_CLOSE.finditer(html):
        if tag.group(2).lower() in _NEVER_DEEP:
            continue
        depth += -1 if tag.group(1) else 1
        if depth > _DEEPEST:
            return True
    return False


def html_to_text(html: str) -> str:
    """The visible text. Never raises: what the renderer cannot lay out is given with its tags cut off."""
    html = html.replace("\x00", "").replace(QUOTE_OPEN, "").replace(QUOTE_CLOSE, "")[:_LONGEST]
    if not html.strip():
        return ""
    if _too_deep(html):
        return clean_text(_TAG.sub(" ", html))
    tree = LexborHTMLParser(html)
    for selector in (_HIDDEN, _STRUCK):
        for node in tree.css(selector):
            node.decompose()
    _lay_out_tables(tree)
    _mark_quotations(tree)
    try:
        text = get_text(tree.html or "", _CONFIG)
    except (ValueError, TypeError, AttributeError, RecursionError, AssertionError):
        text = ""
    if not text.strip() and tree.body is not None:
        text = tree.body.text(separator="\n")
    lines = (
        _AROUND_TAB.sub("\t", line) if line.startswith("\t") else _AROUND_TAB.sub("\t", line.strip(" "))
        for line in text.split("\n")
    )
    return clean_text(_prefix_quotations(clean_text("\n".join(lines), keep_marks=True)))


def says_more_than_plain(html: str) -> bool:
    """Whether the plain twin of this HTML would mislead: struck-through words or a data table, which plain text loses."""
    lowered = html[:_LONGEST].lower()
    if not any(mark in lowered for mark in ("<table", "line-through", "<s>", "<strike", "<del")) or _too_deep(
        html[:_LONGEST]
    ):
        return False
    tree = LexborHTMLParser(html[:_LONGEST])
    if any(_words(node.text()) for node in tree.css(_STRUCK)):
        return True
    for table in tree.css("table"):
        rows = [[cell for cell in row if cell] for row in _rows(table)]
        full = [row for row in rows if len(row) > 1 and all(len(cell) <= _DATA_CELL for cell in row)]
        if len(full) > 1 and not table.css_first("table table"):
            return True
    return False
