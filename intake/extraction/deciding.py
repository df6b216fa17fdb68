"""From weighed clues to municipalities: what is enough depends on who the sender is."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from intake.domain import Reading
from intake.extraction import phrases
from intake.extraction.bodies import STRANGER, of_organisation
from intake.extraction.neighbours import (
    in_one_row,
    in_rows,
    in_subject,
    left_out,
    offers_first,
    only_compared,
    speaks_for_itself,
    taken_back,
    told_for,
)
from intake.extraction.parties import (
    BESIDE,
    GATHERED,
    LED,
    LIKELY,
    LISTED,
    NAMED,
    NUMBERED,
    ONLY,
    OURS,
    REQUESTED,
    SIGNED,
    SPOKEN,
    TAKEN,
    Clue,
)
from intake.extraction.senders import Sender

OWN_DOMAIN, WORK_ADDRESS = "afzenderdomein", "werkadres"
RIVALS = "De gemeente is niet zeker:"
_CLAIMS = frozenset({"namens", ONLY})
_UNKNOWN_SENDER = 2.4
_HELPED = 0.9
_CLOSE = 0.6

Choice = tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True)
class Case:
    """Everything that the decision looks at. `outsider`: the mail reads as a citizen's, seller's or journalist's."""

    sender: Sender
    clues: tuple[Clue, ...]
    reading: Reading
    outsider: bool

    @cached_property
    def scores(self) -> Mapping[str, float]:
        """The log-odds of each municipality, all witnesses together."""
        return _sums(self.clues)

    @cached_property
    def said(self) -> Mapping[str, float]:
        """The same without the sender's domain: what the mail says."""
        return _sums(tuple(clue for clue in self.clues if clue.witness != OWN_DOMAIN))

    @cached_property
    def told(self) -> Mapping[str, float]:
        """The same without the signature, which tells where the writer works and not for whom is written."""
        signed = {clue.quote for clue in self.clues if clue.witness == SIGNED}
        own = (c for c in self.clues if c.witness != OWN_DOMAIN and c.quote not in signed)
        return _sums(tuple(own))

    @cached_property
    def claimed(self) -> tuple[str, ...]:
        """The municipalities named after "namens"; only those named after "uitsluitend namens" where that is said."""
        for witnesses in (frozenset({ONLY}), _CLAIMS):
            found = dict.fromkeys(c.municipality for c in self.clues if c.witness in witnesses)
            if found:
                return tuple(name for name in found if self.scores[name] > 0)
        return ()

    @cached_property
    def acting(self) -> frozenset[str]:
        """The municipalities that do something here: a number, a "namens" or a request stands with the name."""
        beside = () if self.sender.own and not self.together else (BESIDE,)
        return self._with(_CLAIMS | {NUMBERED, REQUESTED, WORK_ADDRESS, GATHERED, LISTED, TAKEN, *beside})

    @cached_property
    def numbered(self) -> frozenset[str]:
        """The municipalities that stand beside a number of places."""
        return self._with(frozenset({NUMBERED} if self.sender.own else {NUMBERED, BESIDE}))

    @cached_property
    def listed(self) -> tuple[str, ...]:
        """The municipalities that a sentence gives a number by turns with others."""
        names = dict.fromkeys(c.municipality for c in self.clues if c.witness == LISTED)
        return tuple(name for name in names if self.scores[name] > 0)

    @cached_property
    def implied(self) -> frozenset[str]:
        """The writer's own municipality, where "wij" stands by turns with the names of others."""
        return self._with(frozenset({LIKELY}))

    @cached_property
    def spoken(self) -> frozenset[str]:
        """The municipalities that the writer says to speak for too."""
        return self._with(frozenset({SPOKEN}))

    @cached_property
    def ours(self) -> frozenset[str]:
        """The municipalities of which the mail says "we"."""
        return self._with(frozenset({OURS}))

    @property
    def only(self) -> bool:
        """True when the mail says that it is written for these and no other."""
        return any(clue.witness == ONLY for clue in self.clues)

    @cached_property
    def text(self) -> str:
        """The mail's own words, plain."""
        return phrases.plain("\n".join((*(s.text for s in self.reading.sentences), self.reading.signature)))

    @cached_property
    def together(self) -> bool:
        """True when the mail says that it speaks for more than one municipality."""
        return bool(phrases.TOGETHER.search(self.text))

    @cached_property
    def also(self) -> bool:
        """True when "namens" or "voor" is said to come on top of the writer's own municipality."""
        return bool(phrases.ALSO.search(self.text))

    @cached_property
    def offers(self) -> bool:
        """True when a sentence offers places or asks for support."""
        acts = (
            p
            for s in self.reading.sentences
            for act, p in s.acts.items()
            if act == "pledge" or act.startswith("s.")
        )
        return max(acts, default=0.0) > 0.5

    @cached_property
    def counts(self) -> bool:
        """True when a sentence offers places."""
        return any(s.acts.get("pledge", 0.0) > 0.5 for s in self.reading.sentences)

    @cached_property
    def takes_back(self) -> bool:
        """True when a sentence takes an offer back."""
        return any(s.acts.get("withdrawal", 0.0) > 0.5 for s in self.reading.sentences)

    @cached_property
    def gathered(self) -> frozenset[str]:
        """The municipalities that the subject names in one breath."""
        return self._with(frozenset({GATHERED}))

    def _with(self, witnesses: frozenset[str]) -> frozenset[str]:
        return frozenset(c.municipality for c in self.clues if c.witness in witnesses)

    @property
    def signed_with_address(self) -> bool:
        """True when a municipality's address stands under the mail itself."""
        return any(
            clue.witness == WORK_ADDRESS and clue.quote in self.reading.signature for clue in self.clues
        )

    def ranked(self) -> list[tuple[str, float]]:
        """The municipalities that anything speaks for, the likeliest first."""
        return sorted(
            ((name, score) for name, score in self.scores.items() if score > 0), key=lambda item: -item[1]
        )


def _sums(clues: tuple[Clue, ...]) -> Mapping[str, float]:
    scores: dict[str, float] = defaultdict(float)
    for clue in clues:
        scores[clue.municipality] += clue.weight
    return scores


def choose(case: Case) -> Choice:
    """The municipalities for which is written, and the doubts in Dutch."""
    if case.sender.own:
        return _of_municipality(case, case.sender.own)
    if case.sender.machine:
        return (), ()
    if case.sender.organisation:
        return of_organisation(case, case.sender.organisation)
    return _of_unknown(case)


def _of_municipality(case: Case, own: str) -> Choice:
    """A municipality's own domain: it writes for itself, unless it says for whom else."""
    served = {name for name in case.sender.members if name != own}
    others = [name for name in case.claimed if name != own]
    mine = own in case.claimed or case.told.get(own, 0.0) >= LED - NAMED / 2
    denied = case.said.get(own, 0.0) < 0
    employed = bool(served & set(others)) and not case.also
    first = offers_first(case, others)
    alone = case.only or denied or (not first and (employed or not (case.together or mine)))
    if others and own not in case.claimed and alone:
        return tuple(others), () if set(others) <= served else (_conflict(own, others),)
    spoken = [name for name in served if case.said.get(name, 0.0) >= LED]
    if spoken and (denied or not (case.told.get(own) or case.also or first)):
        return tuple(spoken), ()
    itself, heads = speaks_for_itself(case, own), in_subject(case, own)
    rows = () if case.only else in_rows(case, own) or (in_one_row(case, own) if denied else ())
    if rows and not itself:
        return rows, ()
    if heads and not itself and not case.claimed and (case.counts or case.takes_back):
        return heads, ()
    perhaps = own in case.implied or (own in case.numbered and len(case.listed) > 1)
    if (own in case.listed or perhaps) and not case.only:
        others += case.listed
    if not case.only:
        others += (*rows, *taken_back(case, own))
        # A subject that names the writer's municipality beside others speaks for them all.
        headed = case.gathered if own in case.gathered else frozenset()
        others += [name for name, score in case.said.items() if name in headed and score > 0]
        # Whoever gives a number by name for itself and for a neighbour draws up a list for both.
        listed = case.numbered if own in {*case.numbered, *case.listed} else frozenset()
        pool = case.acting if case.together else case.acting & (served | case.ours | case.spoken | listed)
        others += [name for name, score in case.said.items() if score >= STRANGER and name in pool]
    names = tuple(dict.fromkeys((own, *others)))
    unheard = (heads or in_one_row(case, own)) if len(names) == 1 and not itself else ()
    if unheard:
        return names, (_conflict(own, list(unheard)),)
    left = left_out(case, names) or only_compared(case, own, served | set(rows))
    left = left or told_for(case, own, served)
    return names, (f"Niet duidelijk is of ook voor {' en '.join(left)} wordt geschreven.",) if left else ()


def _conflict(own: str, others: list[str]) -> str:
    return f"Het mailadres hoort bij {own}, maar er wordt geschreven namens {' en '.join(others)}."


def _of_unknown(case: Case) -> Choice:
    """A private or unknown address: only somebody who speaks as the municipality writes for it."""
    if case.outsider or (case.sender.outside and not case.claimed):
        return (), ()
    if case.claimed:
        return case.claimed, ()
    ranked = case.ranked()
    needed = _UNKNOWN_SENDER - (_HELPED if case.offers and case.sender.official else 0.0)
    if (
        not ranked
        or ranked[0][1] < needed
        or not (case.offers or case.sender.official or case.signed_with_address)
    ):
        return (), ()
    if len(listed := _listed(case)) > 1:
        return listed, ()
    rivals = tuple(name for name, score in ranked[1:] if score >= ranked[0][1] - _CLOSE)
    if rivals and not case.together:
        return (), (f"{RIVALS} {' of '.join((ranked[0][0], *rivals))}.",)
    return (ranked[0][0], *rivals), ()


def _listed(case: Case) -> tuple[str, ...]:
    """The municipalities of a list: a number of places with each name, in a sentence or row of its own."""
    told = {
        c.quote for c in case.clues if c.municipality in case.numbered and c.witness in {NUMBERED, BESIDE}
    }
    names = tuple(name for name, score in case.ranked() if name in case.numbered and score >= STRANGER)
    return names if case.counts and len(told) >= len(names) else ()
