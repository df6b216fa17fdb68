"""A line of which one part is firm and the other waits."""

from intake.services.claims import NOW_CONDITIONAL, Claim, Standing
from intake.services.parting import parted
from intake.store.tables import PledgeRow
from intake.ties import Fate, News, Remark, Retelling
from tests.services.lines import standing_line


def pledge(places: int, *, conditional: bool = False, replaces: int | None = None) -> PledgeRow:
    return PledgeRow(
        message_row_id=2,
        case_id=1,
        municipality="Goes",
        places=places,
        conditional=conditional,
        replaces=replaces,
        source="body",
    )


def parts(
    pool: list[Standing],
    *pledges: PledgeRow,
    remarks: tuple[Remark, ...] = (),
    sure: set[int] | None = None,
    waits: set[int] | None = None,
) -> list[tuple[int | None, int, int]] | None:
    retold = Retelling(sure=frozenset(sure or ()), waits=frozenset(waits or ()))
    claim = Claim("Goes", pledges, 1, "b.smit@goes.nl", News(retold=retold, remarks=remarks))
    decision = parted(claim, pledges, pool)
    return decision and [(one.line.id, firm, rest) for one, firm, rest in decision.parts]


def line(people: int, *, conditional: bool = False, number: int = 1) -> Standing:
    return standing_line(number, people, conditional=conditional, case=1)


def says(fate: Fate, *numbers: int) -> Remark:
    return Remark(fate, "Zo staat het.", "", frozenset(numbers))


def test_what_is_firm_and_what_waits_together_are_the_line() -> None:
    remarks = (says(Fate.FIRM, 16), says(Fate.OPEN, 8))
    assert parts([line(24, conditional=True)], remarks=remarks) == [(1, 16, 8)]
    assert parts([line(25, conditional=True)], remarks=remarks) is None


def test_a_part_of_what_was_firm_waits_again_and_a_person_looks() -> None:
    claim_pledge = pledge(5, conditional=True)
    remarks = (says(Fate.FIRM, 25),)
    assert parts([line(30)], claim_pledge, remarks=remarks) == [(1, 25, 5)]
    claim = Claim("Goes", (claim_pledge,), 1, "b.smit@goes.nl", News(remarks=remarks))
    decision = parted(claim, (claim_pledge,), [line(30)])
    assert decision is not None
    assert decision.doubts == (NOW_CONDITIONAL.format(name="Goes"),)


def test_the_line_is_found_by_its_number() -> None:
    pool = [line(6), line(12, conditional=True, number=2)]
    assert parts(pool, sure={8}, waits={4}) == [(2, 8, 4)]


def test_growth_that_waits_leaves_the_rest_firm() -> None:
    grown = pledge(26, conditional=True, replaces=20)
    remarks = (says(Fate.FIRM, 20), says(Fate.OPEN, 6))
    assert parts([line(20)], grown, remarks=remarks) == [(1, 20, 6)]


def test_what_is_gone_does_not_wait() -> None:
    remarks = (says(Fate.FIRM, 10), says(Fate.GONE, 5))
    assert parts([line(15, conditional=True)], remarks=remarks, waits={5}) is None


def test_where_two_pairs_fit_nothing_is_decided() -> None:
    assert parts([line(12)], sure={4, 8}, waits={3}) is None
    remarks = (says(Fate.FIRM, 8, 7), says(Fate.OPEN, 4, 5))
    assert parts([line(12)], remarks=remarks) is None
