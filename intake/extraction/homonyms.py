"""One name, several municipalities: Bergen, Beek, Hengelo, Rijswijk. The sender, a suffix or the neighbourhood decides."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from intake.domain import Reading
from intake.extraction import phrases
from intake.extraction.gazetteer import Gazetteer, Mention, Organisation
from intake.extraction.senders import OWN_KINDS, Sender

_PROVINCES = {
    "(nh": re.compile(r"\bnoord-?holland\w*|\bn\.?-?h\.?\b|\balkmaar\b"),
    "(l.": re.compile(r"\b(?:noord-|zuid-|midden-)?limburg\w*|\(l\.?\)|\bvenray\b|\bvenlo\b"),
    "(zh": re.compile(r"\bzuid-?holland\w*|\bz\.?-?h\.?\b"),
    "(o.": re.compile(r"\boverijssel\w*|\btwente\b|\(o\.?\)"),
    "(z.": re.compile(r"\bzeeland\w*|\bwalcheren\b"),
}


def _is_called(organisation: Organisation, text: str) -> bool:
    """ "De drie OWO-gemeenten": a text that calls a joint organisation by name has its members in mind."""
    if organisation.kind not in OWN_KINDS:
        return False
    names = (organisation.name, *organisation.aliases)
    told = (name for name in names if len(name) > 2 and name in text)
    return any(re.search(rf"\b{re.escape(name)}(?!\w)", text) for name in told)


@dataclass
class Resolver:
    """Tells for which municipality a mention stands; remembers what it could not tell."""

    gazetteer: Gazetteer
    sender: Sender
    reading: Reading
    undecided: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        text = "\n".join((*(s.text for s in self.reading.sentences), self.reading.signature))
        self._text = phrases.plain(text)
        found = self.gazetteer.find(text)
        called = (one for one in self.gazetteer.organisations if _is_called(one, text))
        self.called = frozenset(name for one in called for name in one.members)
        self._members = {*self.sender.members, *self.called}
        self._near = {
            m.municipalities[0]
            for m in found
            if len(m.municipalities) == 1 and not m.elsewhere and not m.weak
        }

    def __call__(self, mention: Mention) -> str | None:
        """The official name, or None when two or more are equally likely."""
        every = (*mention.municipalities, *mention.elsewhere)
        if len(every) == 1:
            return every[0]
        found = next(self._likeliest(mention, every), None)
        if found is None:
            self.undecided[mention.name] = every
        return found

    def expects(self, mention: Mention) -> bool:
        """True for the name of the sender's own municipality, which is seldom an ordinary word in its mails."""
        return self.sender.own in mention.municipalities

    def _likeliest(self, mention: Mention, every: tuple[str, ...]) -> Iterator[str]:
        if self.sender.own in every:
            yield str(self.sender.own)
        for group in (self._members, self._near):
            inside = [name for name in every if name in group]
            if len(inside) == 1:
                yield inside[0]
        hinted = [
            n
            for n in every
            for mark, hint in _PROVINCES.items()
            if mark in n.lower() and hint.search(self._text)
        ]
        if len(hinted) == 1:
            yield hinted[0]
        if len(mention.municipalities) == 1:
            yield mention.municipalities[0]

    def doubts(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """A Dutch sentence per name that stayed undecided, when nothing else told the municipality."""
        if names or self.sender.organisation:
            return ()
        return tuple(
            f"{name} kan {', '.join(every[:-1])} of {every[-1]} zijn."
            for name, every in self.undecided.items()
            if any(e.split(" (")[0] == name for e in every)
        )
