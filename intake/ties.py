"""What ties mails together, and mails to what was offered before: values that travel with an Outcome."""

from dataclasses import dataclass
from enum import StrEnum


class ConditionNews(StrEnum):
    """What became of the condition under which places were offered before."""

    MET = "met"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Retelling:
    """The numbers of a mail as an earlier one knows them.

    `named`: all that may count places; `gone`: those in words that take back; `totals`: those that are said to be what it
    comes to; `besides`: the mail says that its offer comes on top of an earlier one; `stays`: that something stays as it was;
    `beyond`: those on top of which its offer comes; `more`: its words sound like more, and do not correct; `sure` and `waits`:
    those that are said to be sure, or to wait.
    """

    named: frozenset[int] = frozenset()
    gone: tuple[int, ...] = ()
    totals: frozenset[int] = frozenset()
    besides: bool = False
    beyond: frozenset[int] = frozenset()
    stays: bool = False
    more: bool = False
    sure: frozenset[int] = frozenset()
    waits: frozenset[int] = frozenset()


class Fate(StrEnum):
    """What a later mail says of places that were told before."""

    GONE = "gone"
    FIRM = "firm"
    OPEN = "open"
    STAYS = "stays"
    LESS = "less"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Remark:
    """One sentence that says what became of places told before, with the sentence before it and its numbers.

    `sure`: rule and model together leave little doubt.
    `taken`: of LESS, so many fall away; None is half of them, 0 an unknown number.
    """

    fate: Fate
    text: str
    before: str = ""
    numbers: frozenset[int] = frozenset()
    taken: int | None = None
    sure: bool = False


@dataclass(frozen=True, slots=True)
class News:
    """What became of a condition, with the sentence that says so; `guideline`: places are offered as VNG's number.

    `council`: the council or the board decided, and not an owner or a permit. `retold`: what it says of earlier numbers.
    `remarks`: what single sentences say became of earlier places; `refuses`: one says that there are none, or no more.
    """

    condition: ConditionNews | None = None
    quote: str = ""
    guideline: bool = False
    council: bool = False
    retold: Retelling = Retelling()
    remarks: tuple[Remark, ...] = ()
    refuses: bool = False


@dataclass(frozen=True, slots=True)
class Ties:
    """What ties a mail to other mail, apart from its headers.

    `tokens` are ours, in subject or text. `fingerprint` holds hashes of its runs of words, own and forwarded. A mail server's
    report names the Message-IDs that came back (`returned`) and to whom (`recipients`); `undelivered`: for good.
    """

    tokens: tuple[str, ...] = ()
    fingerprint: tuple[int, ...] = ()
    returned: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    undelivered: bool = False
