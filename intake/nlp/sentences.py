"""Cuts running mail text into sentences and list items, as people write them: with abbreviations, bullets and hard line ends."""

import re
from collections.abc import Sequence

from intake.nlp.rows import with_tabs

_ABBREVIATIONS = frozenset(
    (
        "a.d a.s art bijv blz b.v b&w bv bw ca c.a ca. cf d.d dd dhr dr drs d.m.v d.w.z e.d e.g e.o etc evt "
        "excl fam h.o gem i.c i.o i.p.v incl ing i.h.k.v i.o.m i.v.m jl jr k.k lbr lid ll m.a.w m.b.t m.b.v "
        "m.i.v m.n mevr mr mw nl n.a.v no nr nrs o.a o.b.v o.g o.i.d o.l.v o.v.v pag plm plv prof p.p red resp "
        "s.v.p st sr tel t.a.v t.b.v t.g.v t.h.v t.o.v t/m t.w.v v.a vgl v.h.v vlg wnd z.g z.i z.o z.s.m zgn "
        "max min taakst tot"
    ).split()
)
# Cut off in the middle of a word, as those write who write no capitals either; what has no vowel ("wngn.", "plk.") is so too.
_SHORTENED = frozenset(
    (
        "aanm aant afd akk app apr aug beg beschikb bewon bezw bijl cie conf corp coll contr dec dins dond eig evt extr "
        "feb gez gord huish huisv iem inl inw jan jul jun locat maand max mnd nov oekr okt oct onz opg opm org overw pers "
        "plekn prov sep sept slpl stath statush onzelfst tegenw uitz vanw verd verg vergunningh vlgs volw voorm voorz "
        "vrijd weth woensd won wrschl zat zelfst"
    ).split()
)
# "2 pers. de rest volgt": no word that ends there could be followed by one of these.
_BEGINS = re.compile(
    r"(?:de|rest|overige|het|'t|een|er|wij|we|ik|wie|wat|hoe|kan|kunnen|mag|is|zijn|dit|nu)\b"
)
_VOWEL = re.compile(r"[aeiouyà-ÿ]")
_END = re.compile(r"[.!?…]+[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-ZÀ-Þ0-9'’•✓])")
# Where who writes no capitals ends a sentence; "wacht..." and "kan dat?? ja" may go on, so of dots there is one.
_SMALL_END = re.compile(r"(?<![.…])(?:\.|[!?]+)[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[a-zà-þ])")
_GREETED = re.compile(r"^\W*(?:[A-Za-zà-þ]{2,}\s+){0,2}[A-Za-zà-þ]{2,}\s*[,!]\s+")
_BULLET = re.compile(r"^\s*(?:[-*•–·>»✓◦▪]|\(?\d{1,2}[.)]|\(?[a-z][.)]|[IVX]{1,4}[.)])\s+")
_ROMAN = re.compile(r"[ivx]{1,4}")
# "Wageningen - 14 plekken - 1 september" under another such line is a row of its own.
_DASHES = re.compile(r"\s[-–]\s")
# "Ingangsdatum: 1 september" under another such line is a field of its own.
_FIELD = re.compile(r"\s*[A-ZÀ-Þ][^:.;!?]{1,45}:\s+\S")
# "Scherpenzeel 3 plekken, college beslist nog" under another such line.
_ITEM = re.compile(r"\s*(?:[A-ZÀ-Þ'’][\w'’-]+ ){1,4}\d{1,3}\b")
# "doorn, kerkstr.: 7 pl" under another such line: the same of who writes no capitals.
_SMALL_ITEM = re.compile(r"\s*[a-zà-þ'’][^:;!?\d]{2,40}?:? \d{1,3} [a-z]")
# "tot. 24", "samen 16": a line that only tells the sum.
_SUM = re.compile(
    r"\s*(?:in )?(?:tot\.?|totaal|samen|opgeteld|bij elkaar)\s*[:=]?\s*\d{1,3}(?: \w+)?[.!]?\s*",
    re.IGNORECASE,
)
# A line that ends in a number, or in one and what it counts, as items of a list do.
_TOLD = re.compile(r"\d{1,3}(?: [a-z]+\.?)?\s*$")
# "vr.: wie betaalt dat?"
_LABEL = re.compile(r"\s*(?:vr|vraag|vragen|n\.?b|p\.?s|let op)\.?: ", re.IGNORECASE)
_WRAPPED = 52
# A question of four words at most that points back: "Hoe zit dat?", "Mag dat ook tijdelijk?"
_POINTS_BACK = re.compile(r"(?=.*\b(?:dat|dit|het|die|daar\w*|hier\w*)\b)(?:\S+\s+){0,3}\S+\?", re.IGNORECASE)


def split_sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, in order, each on one line. Table rows (cells by tab) and list items stay whole."""
    return tuple(sentence for block in _blocks(text) for sentence in _cut(block))


def _blocks(text: str) -> list[str]:
    blocks: list[list[str]] = [[]]
    for line in with_tabs(text).split("\n"):
        if not line.strip():
            blocks.append([])
        elif blocks[-1] and _continues(blocks[-1][-1], line):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return [_joined(block) for block in blocks if block]


def _joined(lines: list[str]) -> str:
    if len(lines) == 1 and "\t" in lines[0]:
        return lines[0].strip(" \r\n")
    return " ".join(" ".join(lines).split())


def _continues(previous: str, line: str) -> bool:
    if len(_DASHES.findall(line)) > 1 and len(_DASHES.findall(previous)) > 1:
        return False
    if "\t" in line or "\t" in previous or _BULLET.match(line):
        return False
    if any(kind.match(line) and kind.match(previous) for kind in (_FIELD, _ITEM)) or _LABEL.match(line):
        return False
    if _stands_alone(previous, line):
        return False
    if line.lstrip()[:1].islower() or previous.rstrip()[-1:] in ",;(":
        return True
    return len(previous.rstrip()) >= _WRAPPED


def _stands_alone(previous: str, line: str) -> bool:
    """A short line that is an item or a sum of a list, and no rest of the line above it."""
    if len(previous.rstrip()) >= _WRAPPED or previous.rstrip()[-1:] in ",;(":
        return False
    items = [bool(_SMALL_ITEM.match(one)) for one in (previous, line)]
    sums = [bool(_SUM.fullmatch(one)) for one in (previous, line)]
    return all(items) or sums[0] or (sums[1] and (items[0] or bool(_TOLD.search(previous))))


def _cut(block: str) -> list[str]:
    if "\t" in block:
        return [block]
    ends = list(_END.finditer(block))
    if _in_small_letters(block):
        ends = sorted((*ends, *_SMALL_END.finditer(block)), key=lambda end: end.start())
    pieces, start = [], 0
    for end in ends:
        if _is_end(block, start, end.start()) and not _is_cut_short(block, end):
            pieces.append(block[start : end.end()].strip())
            start = end.end()
    return [piece for piece in (*pieces, block[start:].strip()) if piece]


def _in_small_letters(block: str) -> bool:
    """True for who begins a sentence with a small letter, after a greeting or a number perhaps: so begin the next ones."""
    if _BULLET.match(block):
        return False
    greeted = _GREETED.match(block)
    first = re.search(r"[^\W\d_]", block[greeted.end() if greeted else 0 :])
    return first is not None and first.group().islower()


def _is_end(block: str, start: int, dot: int) -> bool:
    if block[dot] != ".":
        return True
    word = _last_word(block, start, dot)
    if word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha()):
        return False
    bare_number = word.isdigit() or bool(_ROMAN.fullmatch(word))
    return not (bare_number and block[start:dot].strip().lower() == word)


def _is_cut_short(block: str, end: re.Match[str]) -> bool:
    """True for a full stop that only shortens a word, with a small letter after it."""
    if end.re is not _SMALL_END or block[end.start()] != "." or _BEGINS.match(block, end.end()):
        return False
    word = _last_word(block, 0, end.start())
    return word in _SHORTENED or "." in word.strip(".") or (word.isalpha() and not _VOWEL.search(word))


def _last_word(block: str, start: int, dot: int) -> str:
    return block[start:dot].rsplit(" ", 1)[-1].lstrip("(\"'“‘").lower()


def in_context(sentences: Sequence[str]) -> list[str]:
    """Each sentence as it should be understood: "Hoe zit dat?" is about what stands before it, so that comes along."""
    return [
        f"{before} {text}" if before and _POINTS_BACK.fullmatch(text.strip()) else text
        for before, text in zip(("", *sentences), sentences, strict=False)
    ]
