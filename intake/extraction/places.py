"""From amounts in sentences to pledges: which numbers are an offer, what they count in people, and for which municipality."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from intake.domain import Sentence, Source
from intake.extraction.amounts import Amount
from intake.extraction.bare import follows_er, joined, starts_with_number, the_others, told_beside, usable
from intake.extraction.certainty import doubts_about
from intake.extraction.changes import remains
from intake.extraction.counting import CountingRules
from intake.extraction.facts import Facts
from intake.extraction.gazetteer import Gazetteer
from intake.extraction.growth import as_changed
from intake.extraction.history import stands
from intake.extraction.inmates import with_inmates
from intake.extraction.joint import changes_others, concerned, standing, stays, summed, without_recap
from intake.extraction.leaning import BULLET, against, by_place, item_runs, outside, refuses, settles
from intake.extraction.merging import merge
from intake.extraction.offering import asks_to_note, grants, is_question, offers_ours
from intake.extraction.offers import Offer, group
from intake.extraction.pairs import inmates_of
from intake.extraction.partly import split_partly
from intake.extraction.parts import with_growth, with_told_beside, without_parts
from intake.extraction.plausibility import without_giants
from intake.extraction.readings import PledgeReading
from intake.extraction.reckoning import reckon
from intake.extraction.roles import Spot
from intake.extraction.rows import rows, together, without_sum
from intake.extraction.scope import Scope
from intake.extraction.strangers import strangers
from intake.extraction.tables import POSSIBLE, Table, likely, read_table, tables
from intake.extraction.turns import Turns, taken_back, without_wholes
from intake.extraction.withdrawals import is_removed, taken_at
from intake.extraction.without_number import (
    NO_OFFER,
    after_removal,
    goes_on,
    is_likely,
    is_offer,
    offers_nothing,
    still_to_come,
    withdrawn,
    without_number,
)
from intake.extraction.writing import as_pledge

_OFFER = 0.5


@dataclass
class _Reader:
    """Reads the offers of one mail, sentence by sentence."""

    sentences: Sequence[Sentence]
    scope: Scope
    counting: CountingRules
    facts: Facts
    chosen: frozenset[Spot] | None = None
    doubts: list[str] = field(default_factory=list)
    removed: list[Offer] = field(default_factory=list)

    def read(self) -> list[Offer]:
        """Every offer with a number, before repetition is taken out."""
        if self.chosen is not None:
            return self._told(self.chosen)
        outcome = reckon(self.facts, self.sentences, self.counting)
        if outcome and len(self.scope.municipalities) < 2:
            self.doubts += outcome.doubts
            return self.scope.assign([outcome.offer], self.sentences, outcome.offer.index)
        found_tables = tables(self.sentences)
        in_table = {index for table in found_tables for index, _ in table.rows}
        accepted = [i for i in self._accepted() if i not in in_table]
        offers = [offer for table in found_tables for offer in self._rows(table)]
        offers += [offer for index in accepted for offer in self._sentence(index)]
        if not offers and not self.removed:
            offers = self._fallback(in_table)
        return sorted(
            (*offers, *self._missing(offers, in_table)), key=lambda o: (o.index, o.amount.number.start)
        )

    @cached_property
    def _items(self) -> frozenset[int]:
        """The sentences that are items of a list."""
        return frozenset(index for run in item_runs(self.sentences) for index in run)

    def _told(self, chosen: frozenset[Spot]) -> list[Offer]:
        """The numbers that are known to count, and the tables that offer."""
        offers = [offer for table in tables(self.sentences) for offer in self._rows(table)]
        offers += [o for i in sorted({i for i, _ in chosen}) for o in self._sentence(i, relaxed=True)]
        return sorted(offers, key=lambda o: (o.index, o.amount.number.start))

    def _accepted(self) -> list[int]:
        """The sentences that offer, and the items of a list of which another item does."""
        firm = self._taken | {i for i, s in enumerate(self.sentences) if is_offer(s) or self._lists(i)}
        for run in item_runs(self.sentences):
            if any(i in firm for i in run) or (
                run[0] and self.sentences[run[0] - 1].text.rstrip().endswith(":") and run[0] - 1 in firm
            ):
                firm |= {i for i in run if not against(self.sentences[i])}
        for index in range(len(self.sentences)):
            if index not in firm and self._offers_more(index, bool({index - 1, index - 2} & firm)):
                firm.add(index)
        for run in (*item_runs(self.sentences), *by_place(self.sentences)):
            if any(i in firm for i in run):
                firm |= {i for i in run if not against(self.sentences[i])}
        return sorted(firm)

    def _offers_more(self, index: int, follows: bool) -> bool:
        """A sentence that the model is not sure of: its grammar offers, or it goes on about the offer before it."""
        sentence, text = self.sentences[index], self.sentences[index].text
        if sentence.source is Source.SUBJECT or refuses(sentence):
            return False
        counted = [a for a in self.facts.parts(index) if a.unit or a.counted or follows_er(a, text)]
        if is_question(text):
            return bool(counted) and any(grants(s.text) for s in self._next(index))
        counted += joined(self.facts.parts(index), text, self._next(index), follows=follows)
        if counted and (is_likely(sentence) or offers_ours(text) or asks_to_note(text) or settles(sentence)):
            return True
        if self.facts.change(index) or self._keeps(index):
            return not outside(sentence)
        more = counted and goes_on(sentence)
        others = sentence.acts.get("condition", 0.0) > _OFFER and the_others(text)
        return bool(follows and (more or others) and not against(sentence))

    def _next(self, index: int) -> Sequence[Sentence]:
        return self.sentences[index + 1 : index + 2]

    def _keeps(self, index: int) -> bool:
        """ "Aan de negen in Oost verandert niets", in a mail that takes another number back."""
        sentence = self.sentences[index]
        if told_beside(self._next(index)) or stays(index, self.facts, self.scope, self.sentences):
            return True
        kept = stands(sentence.text) and not against(sentence) and bool(self.facts.parts(index))
        return kept and any(is_removed(s) for i, s in enumerate(self.sentences) if i != index)

    def _lists(self, index: int) -> bool:
        """Names of the municipalities by turns with numbers: the form itself says that each gives its own."""
        sentence, counted = self.sentences[index], self.facts.parts(index)
        turns = self.scope.lists(sentence.text, counted) or self._turns.shares(index)
        return (bool(turns) and not against(sentence)) or index in self._in_rows

    @cached_property
    def _taken(self) -> set[int]:
        return {*taken_at(self.sentences)}

    @cached_property
    def _turns(self) -> Turns:
        return Turns(self.sentences, self.facts, self.scope)

    @cached_property
    def _in_rows(self) -> frozenset[int]:
        """The rows of a list that gives each municipality its number on a line of its own, or sentences with their sum told."""
        told = summed(self.facts, self.scope, self.sentences)
        return told | {f.index for f in rows(self.sentences, self.facts, self.scope)}

    def _rows(self, table: Table) -> Iterator[Offer]:
        """What the rows of a table offer, where it offers."""
        if not (
            likely(table, self.sentences, self.counting)
            or any(is_offer(self.sentences[i]) for i, _ in table.rows)
        ):
            return
        for offer in read_table(table, self.sentences, self.counting):
            if not refuses(offer.sentence):
                yield from self.scope.assign([offer], self.sentences, offer.index)

    def _sentence(self, index: int, *, relaxed: bool = False) -> list[Offer]:
        sentence = self.sentences[index]
        self.doubts += [
            f"Twee verschillende aantallen voor hetzelfde: {f.amount.number.value} en {f.amount.clash}."
            for f in self.facts.of(index)
            if f.amount.clash is not None
        ]
        if listed := self._turns.offers(index, afresh=self.chosen is not None):
            return self._kept(listed)
        change = self.facts.change(index)
        if change and not changes_others(change, index, self.facts, self.scope, self.sentences):
            offers = self._grouped(self.facts.with_occupancy(change.new, index), index)
            changed = as_changed(offers, change, listed=index in self.facts.growing)
            return self.scope.assign(changed, self.sentences, index)
        told = self.facts.parts(index)
        amounts = without_sum(told) if index in self._in_rows else told
        counted = usable(amounts, sentence, relaxed=relaxed or self._lists(index) or self._keeps(index))
        items = self._items | self._in_rows if len(self.scope.municipalities) > 1 else self._items
        offers = [
            replace(
                o,
                row=index in items or bool(BULLET.match(sentence.text)),
                remains=remains(sentence, o.amount),
                reported=self.chosen is None and self.facts.told_before(o.spot, len(amounts)),
            )
            for o in self._grouped(counted, index)
        ]
        if self.facts.balances(index):
            offers = with_growth(offers)
        offers = with_told_beside(offers, self._next(index))
        return self._kept(self.scope.assign(offers, self.sentences, index))

    def _kept(self, placed: list[Offer]) -> list[Offer]:
        """The offers, unless the sentence takes them back."""
        some = self.chosen is not None or any(o.remains for o in placed)
        gone = taken_back(placed, whole=not some and any(o.index in self._taken for o in placed))
        self.removed += gone
        return [o for o in placed if o not in gone]

    def _grouped(self, amounts: Sequence[Amount], index: int) -> list[Offer]:
        sentence, several = self.sentences[index], len(self.scope.municipalities) > 1
        return without_parts(group(amounts, sentence, index, several=several), sentence.text)

    def _fallback(self, skip: set[int]) -> list[Offer]:
        """No number in a sentence that surely offers: the likeliest sentence that counts something."""
        ranked = sorted(
            (
                i
                for i, s in enumerate(self.sentences)
                if i not in skip
                and not against(s)
                and (s.acts.get("pledge", 0.0) > POSSIBLE or starts_with_number(s.text))
            ),
            key=lambda i: (not self.facts.balances(i), -self.sentences[i].acts.get("pledge", 0.0)),
        )
        subject = [i for i, s in enumerate(self.sentences) if s.source is Source.SUBJECT and not against(s)]
        for index, easy in [
            *((i, starts_with_number(self.sentences[i].text) or self.facts.balances(i)) for i in ranked),
            *((i, True) for i in subject),
        ]:
            found = [offer for offer in self._sentence(index, relaxed=easy) if not offer.weak]
            if found:
                return found
        return []

    def _missing(self, offers: list[Offer], skip: set[int]) -> list[Offer]:
        """Of several municipalities, those without a number yet: a sentence that names one, with a number."""
        missing = set(self.scope.municipalities) - {o.municipality for o in (*offers, *self.removed)}
        if len(self.scope.municipalities) < 2 or not missing or not offers:
            return []
        done = {o.index for o in offers}
        found: list[Offer] = []
        for index, sentence in enumerate(self.sentences):
            if (
                index in done | skip
                or against(sentence)
                or sentence.source is Source.SUBJECT
                or not missing & set(self.scope.named(sentence.text))
            ):
                continue
            found += [o for o in self._sentence(index, relaxed=True) if o.municipality in missing]
        return found


@dataclass(frozen=True, slots=True)
class PledgeReader:
    """Reads the pledges of one mail. `sentences` carry the accepted probability of every act; `own` is the municipality
    that the sender works for."""

    sentences: Sequence[Sentence]
    municipalities: tuple[str, ...]
    counting: CountingRules
    gazetteer: Gazetteer
    today: date
    own: str | None = None

    def read(self, chosen: frozenset[Spot] | None = None) -> PledgeReading:
        """By the words; or, where somebody else said which numbers count (`chosen`), by those."""
        sentences, counting = self.sentences, self.counting
        scope = Scope(self.municipalities, self.gazetteer, self.own)
        chosen = chosen if chosen is None else chosen | standing(Facts(sentences, counting), scope, sentences)
        facts = Facts(sentences, counting, chosen)
        reader = _Reader(sentences, scope, counting, facts, chosen)
        found = without_recap(without_wholes(with_inmates(reader.read(), sentences, facts)), scope)
        taken = chosen is None and not reader.removed and any(is_removed(s) for s in sentences)
        if taken and all(o.reported and not stands(o.sentence.text) for o in found):
            found, reader.removed = [], found
        if chosen is None and offers_nothing(sentences, counting):
            return PledgeReading((), (NO_OFFER,), facts, frozenset(o.spot for o in found), frozenset())
        offers, doubts = merge(found)
        offers, giants = without_giants(offers, self.gazetteer.inhabitants)
        offers = after_removal(offers, reader.removed)
        offers = split_partly(offers, sentences, facts, counting)
        pledges = [as_pledge(offer, offers, sentences, counting, scope, self.today) for offer in offers]
        pledges += withdrawn(reader.removed, offers)
        pledges += still_to_come(sentences, scope, pledges)
        if not pledges:
            pledges = list(without_number(sentences, scope, [f.amount for f in facts.told()]))
        doubts += (*giants, *strangers(offers, self.municipalities, self.gazetteer))
        towns, inhabitants = concerned(scope, sentences), self.gazetteer.inhabitants
        doubts += doubts_about(offers, pledges, towns, sentences, facts, inhabitants, counting)
        return PledgeReading(
            tuple(pledges),
            tuple(dict.fromkeys((*reader.doubts, *doubts))),
            facts,
            frozenset(o.spot for o in found),
            frozenset(o.spot for o in offers),
            frozenset().union(*(o.explains for o in offers)),
            rows=(*together(rows(sentences, facts, scope), facts), *Turns(sentences, facts, scope).lists()),
            inmates=inmates_of(offers, facts),
        )
