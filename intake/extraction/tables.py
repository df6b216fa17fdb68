"""Rows of a table (cells by tab): which column counts new places, and what each row offers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from intake.domain import Sentence, Unit
from intake.extraction.amounts import Amount, find_amounts
from intake.extraction.columns import sure_and_waiting
from intake.extraction.counting import CountingRules
from intake.extraction.numerals import find_numbers
from intake.extraction.offers import Offer
from intake.extraction.ranges import Number

# So little must speak for an offer where the form itself counts.
POSSIBLE = 0.06
_WAS = re.compile(r"\W*(?:was|eerder|oude?|eerst)\b", re.IGNORECASE)
# Beside a column of what is new, what a building holds in all.
_WHOLE = re.compile(r"\b(?:capaciteit|totaal|totale|omvang|complex|gebouw|pand)\b", re.IGNORECASE)
_NEW = re.compile(r"\b(?:nieuw\w*|extra|actie|erbij|toegevoegd)\b", re.IGNORECASE)
_THERE = re.compile(r"\b(?:beschikbaar|aanwezig|plekken|plaatsen)\b", re.IGNORECASE)
# "12", "12 plekken", "tussen 8 en 10": a row of its own, where a heading says "1 juli".
_COUNT = re.compile(
    r"\W*(?:(?:tussen|circa|ca\.?|ongeveer|max\w*\.?|min\w*\.?|tot) )?\d[\d.]*(?: ?(?:[-–à]|en|of|tot) ?\d{1,3})?"
    r"(?: (?!januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)[a-zë]+)?\W*",
    re.IGNORECASE,
)
_NONE = re.compile(r"\W*(?:0|geen|nihil|nul)\W*", re.IGNORECASE)
_TOTAL_ROW = re.compile(
    r"^\W*(?:sub)?(?:totaal|totalen|samen|gezamenlijk|som|optelling|eindstand|tot\.)\b|\btotaal\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that stand together: the index of each sentence and its cells. `header` is empty when the first row counts."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def tables(sentences: Sequence[Sentence]) -> tuple[Table, ...]:
    """Every run of rows in a mail."""
    found: list[Table] = []
    run: list[tuple[int, tuple[str, ...]]] = []
    for index, sentence in enumerate((*sentences, None)):
        cells = (
            tuple(cell.strip() for cell in sentence.text.split("\t"))
            if sentence and "\t" in sentence.text
            else ()
        )
        if cells:
            run.append((index, cells))
        elif run:
            found.append(_table(run))
            run = []
    return tuple(found)


def counts(table: Table, rules: CountingRules) -> bool:
    """True when the heading or the labels say that new places are counted."""
    return bool(
        sure_and_waiting(table.header)
        or any(_wanted(cell, rules) for cell in table.header)
        or any(_wanted(cells[0], rules) for _, cells in table.rows)
    )


def likely(table: Table, sentences: Sequence[Sentence], rules: CountingRules) -> bool:
    """True when a table counts places and it, or what stands above it, may offer."""
    # A row is a name and a number; what they mean stands above them.
    above = table.rows[0][0] - 1 if table.header and table.rows else None
    told = [sentences[i] for i in (above, *(index for index, _ in table.rows)) if i is not None]
    return counts(table, rules) and max((s.acts.get("pledge", 0.0) for s in told), default=0.0) > POSSIBLE


def read_table(table: Table, sentences: Sequence[Sentence], rules: CountingRules) -> list[Offer]:
    """One offer a row, from the column that counts; total rows give none. What is sure and what waits are two."""
    found = [
        o
        for index, cells in table.rows
        if not _TOTAL_ROW.match(cells[0])
        and not _stands(cells[0], rules)
        and not any(rules.no_remark.search(cell) for cell in cells[1:])
        for o in _row(index, cells, table, sentences, rules)
    ]
    if sure_and_waiting(table.header):
        # Each of the two columns may have its own sum.
        return [
            o for waits in (False, True) for o in _without_sum([o for o in found if o.conditional is waits])
        ]
    return _without_sum(found)


def _without_sum(column: list[Offer]) -> list[Offer]:
    summed = len(column) > 2 and column[-1].size == sum(offer.size for offer in column[:-1])
    return column[:-1] if summed else column


def _table(run: list[tuple[int, tuple[str, ...]]]) -> Table:
    first = run[0][1]
    numeric = any(_COUNT.fullmatch(cell) for cell in first)
    return Table((), tuple(run)) if numeric or len(run) == 1 else Table(first, tuple(run[1:]))


def _wanted(heading: str, rules: CountingRules) -> bool:
    return bool(rules.column.search(heading) or rules.unit_of(heading)) and not rules.no_column.search(
        heading
    )


def _stands(label: str, rules: CountingRules) -> bool:
    """ "Taakstelling 2026", "Noodopvang": a row that counts what is there already or must be."""
    return bool(rules.no_row.search(label)) and not rules.still_new.search(label)


def _row(
    index: int, cells: tuple[str, ...], table: Table, sentences: Sequence[Sentence], rules: CountingRules
) -> Iterator[Offer]:
    sentence = sentences[index]
    header = ("",) * (len(cells) - len(table.header)) + table.header
    # An empty last cell is lost with the tab before it.
    padded = (*cells, *[""] * (len(header) - len(cells)))
    if parted := sure_and_waiting(header):
        for at, waits in zip(parted, (False, True), strict=True):
            told = _cell(padded[at], header[at], index, sentence, rules, before=padded[:at])
            yield from (replace(offer, conditional=waits) for offer in told)
        return
    chosen = [(cell, head) for cell, head in zip(cells[1:], header[1:], strict=False) if _wanted(head, rules)]
    if not chosen and not table.header and len(cells) == 2 and _wanted(cells[0], rules):
        chosen = [(cells[1], cells[0])]
    if not chosen and not any(rules.no_column.search(head) for head in header):
        chosen = _telling(cells, rules)
    new = any(_NEW.search(head) for _, head in chosen)
    chosen = [(cell, head) for cell, head in chosen if not _is_of_all(head, new=new)] or chosen
    offers = [offer for cell, head in chosen for offer in _cell(cell, head, index, sentence, rules)]
    if chosen and _NONE.fullmatch(chosen[0][0]):
        return
    old = _before(cells, header)
    if len(offers) > 1 and old is not None and old + offers[0].size == offers[1].size:
        # "Was 20, nieuw 8, wordt 28": what was told is no part of the eight.
        old = None
    for offer in _folded(offers):
        yield replace(offer, replaces=old) if old is not None and old != offer.size else offer


def _is_of_all(heading: str, *, new: bool) -> bool:
    """ "Capaciteit"; and "beschikbaar" beside "nieuw voor deze actie"."""
    return bool(_WHOLE.search(heading) or (new and _THERE.search(heading) and not _NEW.search(heading)))


def _telling(cells: Sequence[str], rules: CountingRules) -> list[tuple[str, str]]:
    """Without headings: the cells that say themselves what they count, "2 woningen | 6 mensen"; else the first number."""
    numbers = [(cell, "") for cell in cells[1:] if find_numbers(cell)]
    with_unit = [(cell, "") for cell, _ in numbers if any(a.unit for a in find_amounts(cell, rules))]
    return with_unit or numbers[:1]


def _before(cells: tuple[str, ...], header: tuple[str, ...]) -> int | None:
    """The number in a column "was": what was told to VNG before."""
    told = [cell for cell, head in zip(cells, header, strict=False) if _WAS.match(head)]
    numbers = find_numbers(told[0]) if told else ()
    return numbers[0].value if numbers else None


def _cell(
    cell: str,
    head: str,
    index: int,
    sentence: Sentence,
    rules: CountingRules,
    *,
    before: Sequence[str] = (),
) -> Iterator[Offer]:
    """The number of a cell; `before`: those left of it, which may hold the same."""
    amounts = [
        a for a in find_amounts(cell, rules) if not a.no_offer and not a.building and a.number.explicit
    ]
    if not amounts or not re.match(
        r"\W*(?:circa|ca\.?|ongeveer|max\w*\.?|min\w*\.?|tot|tussen)?\W*(?:\d|[a-zë]+)", cell, re.IGNORECASE
    ):
        return
    amount = amounts[0]
    left = sum(len(one) + 1 for one in before)
    at = sentence.text.find(cell, min(left, len(sentence.text) - len(cell))) + amount.number.start
    number = Number(
        amount.number.value,
        amount.number.low,
        amount.number.high,
        at,
        at + amount.number.end - amount.number.start,
    )
    unit = amount.unit or rules.unit_of(head)
    yield Offer(Amount(number, unit, counted=True, end=number.end), sentence, index, sentence.text, row=True)


def _folded(offers: list[Offer]) -> Iterator[Offer]:
    """A row with a column of houses and one of people is one offer."""
    houses = [o for o in offers if not o.is_people]
    people = [o for o in offers if o.is_people and o.amount.unit in {None, *_PEOPLE}]
    if houses and people:
        first = houses[0]
        yield Offer(
            first.amount, first.sentence, first.index, first.clause, persons=people[0].amount.count, row=True
        )
    else:
        yield from offers[:1]


_PEOPLE = frozenset({Unit.PERSONEN, Unit.PLEKKEN, Unit.STATUSHOUDERS, Unit.BEDDEN})
