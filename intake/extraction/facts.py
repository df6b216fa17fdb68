"""Every number of the mail with its role, and what a number means beside the one told before it.

"Daar wonen er 40. Dat worden er 52." offers 12; "Ik noemde 10. Dat moeten er 11 zijn." offers 11; "Het pand heeft 20
kamers. Daarvan zijn er 8 voor u." offers 8; "Wij meldden 20. Daarvan vallen er 3 af." leaves 17.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from intake.domain import Sentence
from intake.extraction.amounts import Amount
from intake.extraction.capacity import declined, without_capacity
from intake.extraction.changes import Change, adds, corrects, find_change, replaces_outright
from intake.extraction.chosen import amounts_of, decided
from intake.extraction.counting import CountingRules
from intake.extraction.dropped import dropped, without_dropped
from intake.extraction.families import people_by_kind
from intake.extraction.figures import without_figures
from intake.extraction.growing import homes_in_all, may_grow
from intake.extraction.growth import from_nothing, near_growth, without_constant
from intake.extraction.history import is_reported, reported_at
from intake.extraction.kinds import counts_homes, is_plain, is_task, people_in, same_kind, tells_apart
from intake.extraction.multiples import with_multiples
from intake.extraction.offering import gives_anew, is_for_us, makes_room, offers_openly, points_back
from intake.extraction.pointers import without_pointers
from intake.extraction.roles import Fact, Role, Spot
from intake.extraction.shares import facts_in, with_shares
from intake.extraction.wholes import adds_up, with_wholes
from intake.extraction.withdrawals import is_fewer
from intake.extraction.without_number import names_the_rest

_LOOK_BACK = 2
_FLAGS = re.IGNORECASE
_SLIP = re.compile(
    r"\b(?:vergis\w*|vergissing|hertel\w*|nagerekend|rekenfout\w*|dubbeltelling|"
    r"foutje|fout|ik bedoel\w*|bedoelde|correctie|rectificatie|gecorrigeerd|herstel|oeps|abuis|"
    r"moet(?:en)? (?:er )?(?:\w+ )?zijn|juiste (?:aantal|getal)|klopt niet|niet (?:juist|correct)|onjuist|lees)\b",
    _FLAGS,
)
_DIFFERENCE = re.compile(
    r"\b(?:uitgebreid|uitbreid\w*|uitbreiding|groei\w*|verhoogd|verhog\w*|breid\w*|opgehoogd|erbij)\b.{0,40}\bmet\s*$",
    _FLAGS,
)
_OF_THEM = re.compile(r"\ber(?: \w+)?\s*$", _FLAGS)
_NOW = re.compile(r"\b(?:nu|momenteel|op dit moment|thans|vandaag|inmiddels)\b", _FLAGS)
_FROM = re.compile(r"\bvan\s*$", _FLAGS)
_AND_THE_REST = re.compile(r"\b(?:de rest|het restant|de overigen)\b", _FLAGS)
_FIRST = re.compile(r"\beerste\s*$", _FLAGS)


class Facts:
    """The numbers of a mail, sentence by sentence."""

    def __init__(
        self, sentences: Sequence[Sentence], counting: CountingRules, chosen: frozenset[Spot] | None = None
    ) -> None:
        """Read every sentence once. Rows of a table and questions state nothing.

        `chosen`: the numbers that count, where somebody else said so; then the words around them do not decide.
        """
        self._sentences, self._chosen = sentences, chosen
        # The sentences of a list of places that grow; one alone is no list.
        self.growing: frozenset[int] = frozenset()
        self._counting = counting
        read = [facts_in(index, s, counting) for index, s in enumerate(sentences)]
        told = with_wholes(with_shares(with_multiples(read, sentences), sentences), sentences)
        told = without_capacity(without_figures(without_pointers(told, sentences), sentences), sentences)
        self.dropped = dropped(told, sentences) | declined(told, sentences)
        self._facts = without_dropped(told, self.dropped)
        self.growing = near_growth(self._growths(), sentences)
        self.growing = self.growing if self.growing and len(self._growths()) > 1 else frozenset()
        self._facts = without_constant(self._facts, sentences, self.growing)
        if chosen is not None:
            self._facts = [[decided(f, f.spot in chosen) for f in facts] for facts in self._facts]

    def of(self, index: int) -> list[Fact]:
        """The facts of one sentence, in order."""
        return self._facts[index]

    def told(self) -> list[Fact]:
        """Every number that was told to VNG in an earlier mail, as far as the words say so."""
        return [f for facts in self._facts for f in facts if self._is_told(f)]

    def all(self) -> list[Fact]:
        """The facts of the whole mail, in order."""
        return [fact for facts in self._facts for fact in facts]

    def change(self, index: int) -> Change | None:
        """What this sentence makes of a number told before, in the sentence or the ones before it."""
        found = self._change(index)
        if found and self._chosen is not None and (index, found.new.number.start) not in self._chosen:
            return None
        return found

    def _growths(self) -> list[int]:
        found = ((index, self._change(index)) for index in range(len(self._sentences)))
        return [index for index, one in found if one and one.growth and one.supersedes is not None]

    def _change(self, index: int) -> Change | None:
        facts, sentence = self._facts[index], self._sentences[index]
        before = self._before(index)
        of_kinds = before and people_by_kind(sentence.text, before.amount.count or 0)
        if of_kinds or any(tells_apart(f.amount, sentence.text) for f in facts):
            return None
        if more := may_grow(before, facts, sentence, self._counting) or from_nothing(facts, sentence):
            return more
        numbers = [f for f in facts if is_plain(f.amount)]
        pairs = ((before, numbers), *((f, numbers[1:]) for f in numbers[:1]))
        for homes, later in ((homes, later) for homes, later in pairs if homes and self._ours(homes)):
            if in_all := homes_in_all(homes, later, sentence.text, told=self._is_told(homes)):
                return in_all
        for place, fact in enumerate(numbers):
            earlier = numbers[place - 1] if place else self._before_sum(numbers, index)
            if earlier and (found := self._pair(earlier, fact, sentence)):
                return found
        amounts = [f.amount for f in facts if not f.amount.no_offer or f.amount.counted]
        found = find_change(amounts, sentence, listed=index in self.growing)
        return self._grown(found, index) if found else None

    def _grown(self, change: Change, index: int) -> Change:
        """ "Er wonen al 18 mensen. Wij gaan daar van 18 naar 24": the six are new, because the 18 stood and were never told."""
        old = change.old
        stood = [f for facts in self._facts[:index] for f in facts if f.amount.count == old]
        standing = any(f.role is Role.STANDING for f in stood) and not any(self._is_told(f) for f in stood)
        if old is None or not standing or replaces_outright(self._sentences[index].text):
            return change
        grows = (change.amount.count or 0) > old
        return replace(change, growth=True, supersedes=old) if grows else change

    def parts(self, index: int) -> list[Amount]:
        """What a sentence offers: without wholes, standing places, what was asked, and parts of an offer made before."""
        facts, text = self._facts[index], self._sentences[index].text
        if self._chosen is not None:
            return amounts_of(facts, self._chosen)
        wholes = [f for f in facts if f.role is Role.WHOLE]
        unit = wholes[0].amount.unit if wholes else None
        before = self._before(index)
        if wholes and before and before.amount.count == wholes[0].amount.count and self._openly(before):
            return []
        kept = []
        for fact in facts:
            if fact.role not in {Role.OFFERED, Role.RESULT, Role.TOLD}:
                continue
            if self._is_detail(fact, before, text) and not adds_up(facts, before):
                continue
            part = wholes and fact.amount.unit is None and fact.amount.number.explicit
            kept.append(replace(fact.amount, unit=unit, counted=True) if part else fact.amount)
        return kept

    def told_before(self, spot: Spot, numbers: int) -> bool:
        """VNG knows this number already: the sentence looks back, or its part around one of several numbers does."""
        index, start = spot
        if numbers > 1:
            told = any(f.role is Role.TOLD and f.spot == spot for f in self.of(index))
            return told or reported_at(self._sentences[index].text, start)
        return is_reported(self._sentences[index]) or self.is_told(index)

    def with_occupancy(self, new: Amount, index: int) -> list[Amount]:
        """ "Daarvan huren wij er 15, met twee bedden per kamer": the number and so many in each."""
        later = [f.amount for f in self.of(index) if f.amount.number.start > new.end]
        return [new, *(a for a in later if a.per or (a.total and people_in(new, a)))]

    def is_told(self, index: int) -> bool:
        """True when a sentence repeats what VNG was told in an earlier mail."""
        return any(f.role is Role.TOLD for f in self._facts[index])

    def balances(self, index: int) -> bool:
        """True when a sentence names the sum of everything: "daarmee komt het geheel op twaalf"."""
        return any(
            f.role is Role.OFFERED and self._counting.balance.search(self._left(f))
            for f in self._facts[index]
        )

    def _is_told(self, fact: Fact) -> bool:
        return fact.role is Role.TOLD or (
            fact.role is Role.OFFERED and is_reported(self._sentences[fact.index])
        )

    def _is_detail(self, fact: Fact, before: Fact | None, text: str) -> bool:
        """ "De eerste 8 komen in juli" after an offer of 20 adds nothing."""
        if before is None or fact.amount.count is None or before.amount.count is None:
            return False
        first = _FIRST.search(text[: fact.amount.number.start]) or (points_back(text) and not adds(text))
        whole = before.role in {Role.OFFERED, Role.TOLD} and before.amount.count > fact.amount.count
        if names_the_rest(text) and self._rest_of(fact):
            return True
        rest = bool(_AND_THE_REST.search(text))
        if first and rest and self._larger_before(fact):
            return True
        openly = self._openly(before) or rest
        return bool(first) and whole and openly and before.index < fact.index

    def _larger_before(self, fact: Fact) -> bool:
        """ "De eerste tien in juli, de rest later" tells when, of whatever was counted before."""
        earlier = (f for facts in self._facts[: fact.index] for f in facts)
        return any((f.amount.count or 0) > (fact.amount.count or 0) for f in earlier)

    def _openly(self, fact: Fact) -> bool:
        return fact.role is Role.OFFERED and makes_room(self._sentences[fact.index].text)

    def _rest_of(self, fact: Fact) -> bool:
        """ "De andere zes" after "tien: de eerste vier…" is in the ten."""
        earlier = (f for facts in self._facts[: fact.index] for f in facts if is_plain(f.amount))
        own = (f for f in earlier if f.role is not Role.ELSEWHERE and not self._is_told(f))
        counts = [f.amount.count or 0 for f in own if self._offered(f)]
        rest = fact.amount.count or 0
        return any(whole - rest in counts for whole in counts if whole > rest)

    def _offered(self, fact: Fact) -> bool:
        sentence = self._sentences[fact.index]
        return offers_openly(sentence.text) or sentence.acts.get("pledge", 0.0) > sentence.acts.get(
            "existing", 0.0
        )

    def _before(self, index: int) -> Fact | None:
        """The last number of the sentences right before this one."""
        for back in range(index - 1, max(-1, index - 1 - _LOOK_BACK), -1):
            if self._sentences[back].source is not self._sentences[index].source:
                return None
            numbers = [
                f
                for f in self._facts[back]
                if is_plain(f.amount) and (f.amount.unit or f.amount.loose) and not is_task(f.amount)
            ]
            if numbers:
                return numbers[-1]
        return None

    def _before_sum(self, numbers: list[Fact], index: int) -> Fact | None:
        """The number that a sentence goes on from, when it has one: "dat worden er 20", "dat worden er 20, acht meer dus"."""
        before = self._before(index)
        grows = before and len(numbers) == 2 and numbers[0].role is Role.RESULT
        counts = [f.amount.count or 0 for f in (before, *numbers) if f]
        return before if len(numbers) == 1 or (grows and counts[0] + counts[2] == counts[1]) else None

    def _pair(self, old: Fact, new: Fact, sentence: Sentence) -> Change | None:
        before, after = old.amount.count, new.amount.count
        if before is None or after is None or not same_kind(old.amount, new.amount):
            return None
        if new.role in {Role.STANDING, Role.ELSEWHERE, Role.ASKED, Role.HOPED}:
            return None
        amount = replace(new.amount, unit=new.amount.unit or old.amount.unit, counted=True)
        apart = old.index != new.index
        if new.role is Role.RESULT:
            return self._result(old, new, amount)
        if new.role is Role.GONE and before > after and self._takes_from(old, new, sentence.text):
            left = replace(amount, number=replace(amount.number, value=before - after))
            return Change(left, before)
        if apart and after != before and self._ours(old) and _SLIP.search(sentence.text):
            told = self._is_told(old) or not self._offered(old)
            return Change(amount, before if told else None, supersedes=before)
        if (
            apart
            and after != before
            and self._is_told(old)
            and not self._is_told(new)
            and corrects(sentence)
            and not adds(sentence.text)
        ):
            return Change(amount, before)
        of_them = _OF_THEM.search(self._left(new)) and not gives_anew(sentence.text)
        takes = points_back(sentence.text) or of_them
        if apart and after < before and takes and is_for_us(sentence.text) and not adds(sentence.text):
            whole = not offers_openly(self._sentences[old.index].text) and not is_task(old.amount)
            return Change(amount, None, supersedes=before) if whole else None
        return None

    def _takes_from(self, old: Fact, gone: Fact, text: str) -> bool:
        # "Negen plekken, dat zijn er drie minder dan in mei": the nine are what is left.
        left = old.index == gone.index and old.role is Role.OFFERED and is_fewer(text)
        # "Lees vijf in plaats van acht. Drie minder dus": what the correction said already.
        made = self._change(old.index) if old.index < gone.index else None
        left = left or (made is not None and made.less == gone.amount.count)
        return self._ours(old) and not left and not counts_homes(old.amount, gone.amount, text)

    def _result(self, old: Fact, new: Fact, amount: Amount) -> Change | None:
        before, after = old.amount.count or 0, new.amount.count or 0
        if _DIFFERENCE.search(self._left(old)):
            if any(f.amount.count == after - before and f.index < new.index for f in self.told()):
                return Change(amount, after - before, supersedes=before)
            return Change(replace(old.amount, counted=True), None) if after > before else None
        if _FROM.search(self._left(old)) or old.role is Role.ASKED:
            return None
        if old.index != new.index and after > before and adds(self._sentences[old.index].text):
            return Change(amount, after - before, supersedes=before)
        now = old.role is Role.STANDING or (_NOW.search(self._left(old)) and old.role is Role.OFFERED)
        apart = any(f.amount.count == after - before for f in self._facts[new.index])
        if self._is_told(old) and not now and not apart:
            return Change(amount, before)
        if after <= before:
            return None
        stood = now or apart or (old.index != new.index and not self._offered(old))
        return Change(amount, before, growth=bool(stood), supersedes=before)

    def _ours(self, fact: Fact) -> bool:
        return fact.role in {Role.TOLD, Role.OFFERED}

    def _left(self, fact: Fact) -> str:
        return self._sentences[fact.index].text[: fact.amount.number.start]
