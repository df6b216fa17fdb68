"""Numbers that add up to the one beside them: "Sneek 14, Bolsward 8, Workum 4. Zesentwintig samen."

That three numbers of one mail make a fourth by chance is rare, in whatever words they are told.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from intake.domain import Sentence
from intake.extraction.kinds import same_kind
from intake.extraction.roles import Fact, Role
from intake.extraction.siblings import Siblings, each_at_its_site

_TELLS = frozenset({Role.OFFERED, Role.RESULT})
_MOST = 8
# One and one make two in too many mails.
_LEAST = 4


def sums(facts: Sequence[Fact], sentences: Sequence[Sentence]) -> list[Siblings]:
    """Every number that is the sum of those right before or right behind it, the smallest sums first; `facts` in order.

    A number that is a sum itself stands for its parts in a larger one.
    """
    row, found = [fact for fact in facts if _adds(fact)], list[Siblings]()
    while one := next(_sums(row, sentences), None):
        found.append(one)
        members = {fact.spot for fact in one.members}
        row = [fact for fact in row if fact.spot not in members]
    return found


def _adds(fact: Fact) -> bool:
    amount = fact.amount
    plain = amount.number.explicit and not amount.per and not amount.building and bool(amount.count)
    return fact.role in _TELLS and plain


def _sums(row: Sequence[Fact], sentences: Sequence[Sentence]) -> Iterator[Siblings]:
    for size in range(2, _MOST + 1):
        for start in range(len(row) - size + 1):
            members = tuple(row[start : start + size])
            for at in (start - 1, start + size):
                if (
                    0 <= at < len(row)
                    and _makes(members, row[at])
                    and not _beside(members, row[at], sentences)
                ):
                    yield Siblings(members, row[at])


def _makes(members: Sequence[Fact], whole: Fact) -> bool:
    together = sorted((*members, whole), key=lambda fact: fact.spot)
    near = all(later.index - one.index <= 1 for one, later in pairwise(together))
    alike = all(same_kind(one.amount, whole.amount) for one in members)
    total = sum(one.amount.count or 0 for one in members)
    # "Twee huizen, samen acht personen": the eight are those in the two.
    within = any(later.amount.total and one.index == later.index for one, later in pairwise(members))
    return near and alike and not within and total >= _LEAST and total == whole.amount.count


def _beside(members: Sequence[Fact], whole: Fact, sentences: Sequence[Sentence]) -> bool:
    """ "Acht in het klooster, vijf in de pastorie en drie in de school": eight by chance."""
    one, other = (whole, members[0]) if whole.spot < members[0].spot else (members[-1], whole)
    return one.index == other.index and each_at_its_site(one.amount, other.amount, sentences[one.index].text)
