"""What a message does to what stands for a municipality, decided without a database."""

import pytest

from intake.services.claims import Claim, Decision, Standing, named, news_of
from intake.services.deciding import decide
from intake.store.entries import EntryKind
from intake.store.tables import PledgeRow
from intake.ties import ConditionNews, Fate, News, Remark, Retelling
from tests.services.lines import standing_line

MET, FAILED = ConditionNews.MET, ConditionNews.FAILED


def stands(*lines: tuple[int, bool], case: int = 1) -> list[Standing]:
    """Lines of the ledger: how many people, and whether under a condition."""
    return [
        standing_line(number, people, conditional=conditional, case=case)
        for number, (people, conditional) in enumerate(lines, 1)
    ]


def pledge(places: int, *, conditional: bool = False, replaces: int | None = None) -> PledgeRow:
    return PledgeRow(
        message_row_id=2,
        case_id=2,
        municipality="Goes",
        places=places,
        conditional=conditional,
        replaces=replaces,
        source="body",
    )


def decided(
    stand: list[Standing],
    *pledges: PledgeRow,
    news: ConditionNews | None,
    council: bool = True,
    late: bool = False,
    case: int = 2,
    retold: Retelling | None = None,
    remarks: tuple[Remark, ...] = (),
) -> Decision:
    claim = Claim(
        "Goes",
        pledges,
        case,
        "b.smit@goes.nl",
        News(news, council=council, retold=retold or Retelling(), remarks=remarks),
        late,
    )
    return decide(claim, stand)


def ended(decision: Decision) -> list[int | None]:
    return [one.line.id for one in decision.ends]


def test_places_that_waited_are_firm_whoever_tells_it() -> None:
    decision = decided(stands((9, True)), pledge(9), news=MET)
    assert (decision.kind, ended(decision), decision.held) == (EntryKind.CONDITION_MET, [1], "")


def test_what_was_firm_beside_them_stays() -> None:
    decision = decided(stands((6, False), (14, True)), pledge(14), news=MET)
    assert (decision.kind, ended(decision)) == (EntryKind.CONDITION_MET, [2])


def test_tranches_that_waited_may_be_told_in_one_number() -> None:
    decision = decided(stands((6, True), (14, True)), pledge(20), news=MET)
    assert (decision.kind, ended(decision)) == (EntryKind.CONDITION_MET, [1, 2])


def test_a_council_that_allows_fewer_replaces_what_waited_and_a_person_looks() -> None:
    decision = decided(stands((6, False), (20, True)), pledge(14), news=MET)
    assert (decision.kind, ended(decision)) == (EntryKind.CORRECTION, [2])
    assert decision.doubts


@pytest.mark.parametrize(
    ("pledged", "council", "late"),
    [
        (pledge(14), False, False),
        (pledge(25), True, False),
        (pledge(20), True, True),
        (pledge(20, conditional=True), True, False),
    ],
    ids=["a contract elsewhere", "more than waited", "an older mail", "still open"],
)
def test_other_news_ends_nothing_that_waited(pledged: PledgeRow, council: bool, late: bool) -> None:
    decision = decided(stands((20, True)), pledged, news=MET, council=council, late=late)
    assert (ended(decision), decision.kind is EntryKind.CONDITION_MET) == ([], False)


def test_what_a_council_refused_ends_beside_a_number_that_grows() -> None:
    decision = decided(stands((8, False), (12, True)), pledge(10, replaces=8), news=FAILED, case=1)
    assert ended(decision) == [1, 2]


def test_a_number_that_grows_leaves_what_waits() -> None:
    decision = decided(stands((8, False), (12, True)), pledge(10, replaces=8), news=None, case=1)
    assert ended(decision) == [1]


def told(*named: int, totals: tuple[int, ...] = (), gone: tuple[int, ...] = (), **says: bool) -> Retelling:
    return Retelling(frozenset({*named, *totals, *gone}), gone, frozenset(totals), **says)


@pytest.mark.parametrize(
    ("new", "retold", "kind", "ends"),
    [
        (6, told(8, 2, totals=(6,)), EntryKind.PARTIAL_WITHDRAWAL, [1]),
        (11, told(8, totals=(11,)), EntryKind.CORRECTION, [1]),
        (3, told(8, 3, totals=(11,)), EntryKind.ADDITION, []),
        (5, told(8, 5, besides=True), EntryKind.ADDITION, []),
        (5, told(8, 5, stays=True), EntryKind.ADDITION, []),
    ],
    ids=["two fall away", "all together", "the growth", "on top", "beside what stays"],
)
def test_a_later_mail_is_read_in_the_light_of_what_stands(
    new: int, retold: Retelling, kind: EntryKind, ends: list[int]
) -> None:
    decision = decided(stands((8, False)), pledge(new), news=None, retold=retold)
    assert (decision.kind, ended(decision), decision.held, decision.doubts) == (kind, ends, "", ())


@pytest.mark.parametrize("says", [told(8, besides=True), told(8, stays=True)], ids=["on top", "stays"])
def test_the_same_number_again_is_never_more(says: Retelling) -> None:
    decision = decided(stands((8, False)), pledge(8), news=None, retold=says)
    assert (decision.kind, decision.held) == (EntryKind.REPETITION, "double")


def test_one_of_two_numbers_is_gone_and_the_other_told_again() -> None:
    decision = decided(stands((9, False), (6, False)), pledge(9), news=None, retold=told(gone=(6,)), case=1)
    assert (decision.kind, ended(decision), decision.adds) == (EntryKind.PARTIAL_WITHDRAWAL, [2], False)


def test_another_number_for_what_waits_still_waits() -> None:
    decision = decided(stands((8, False), (6, True)), pledge(4, replaces=6), news=None, case=1)
    assert (ended(decision), decision.waits) == ([2], True)


def withdrawal(quote: str) -> PledgeRow:
    return PledgeRow(
        message_row_id=2, case_id=1, municipality="Goes", places=0, withdrawn=True, source="body", quote=quote
    )


def test_a_withdrawal_that_names_a_place_ends_the_line_of_that_place() -> None:
    lines = stands((8, False), (6, False))
    lines[0].line.quote, lines[1].line.quote = "In Kloetinge 8 plekken.", "In Wolphaartsdijk 6 plekken."
    says = "Wolphaartsdijk trekken wij in."
    decision = decided(lines, withdrawal(says), news=None, case=1, remarks=(Remark(Fate.GONE, says),))
    assert (decision.kind, ended(decision)) == (EntryKind.PARTIAL_WITHDRAWAL, [2])
    assert decision.doubts


def test_a_part_that_goes_by_its_number_is_no_question() -> None:
    remarks = (Remark(Fate.GONE, "Die zes gaan niet door.", "", frozenset({6})),)
    decision = decided(
        stands((8, False), (6, False)), withdrawal("Die gaan niet door."), news=None, case=1, remarks=remarks
    )
    assert (ended(decision), decision.doubts) == ([2], ())


def test_a_withdrawal_of_a_part_that_is_not_named_waits_for_a_person() -> None:
    decision = decided(
        stands((8, False), (6, False)),
        withdrawal("Een deel vervalt."),
        news=None,
        case=1,
        retold=told(stays=True),
    )
    assert (decision.held, bool(decision.doubts)) == ("conflict", True)


def test_of_two_lines_the_one_whose_words_are_told_is_firm_and_the_other_gone() -> None:
    lines = stands((10, True), (6, True))
    lines[0].line.quote, lines[1].line.quote = "Tien in het hoofdgebouw", "zes in de bijgebouwen."
    remarks = (
        Remark(Fate.FIRM, "Voor het hoofdgebouw ligt er een getekend contract."),
        Remark(Fate.GONE, "Die vallen af.", before="De bijgebouwen wil de eigenaar houden."),
    )
    decision = decided(lines, news=MET, case=1, remarks=remarks)
    assert (ended(decision), [one.line.id for one in decision.settles]) == ([2], [1])


def test_one_number_for_all_parts_changes_nothing() -> None:
    decision = decided(stands((9, False), (6, True)), pledge(15), news=None, case=1)
    assert (decision.kind, decision.adds) == (EntryKind.REPETITION, False)


def test_the_people_in_the_same_homes_are_told_later() -> None:
    lines = stands((3, False))
    lines[0].line.persons, lines[0].line.unit = None, "woningen"
    now = pledge(3)
    now.unit, now.persons_total = "woningen", 13
    decision = decided(lines, now, news=None, case=1)
    assert (decision.kind, ended(decision), decision.doubts) == (EntryKind.CORRECTION, [1], ())


def test_the_sum_tells_for_which_part_the_new_number_comes() -> None:
    told_so = told(6, 9, 14, 15)
    decision = decided(
        stands((6, False), (14, True)), pledge(9), news=MET, council=False, case=1, retold=told_so
    )
    assert (ended(decision), decision.waits) == ([2], False)


def test_what_sounds_like_more_is_added_with_a_doubt() -> None:
    decision = decided(stands((4, False)), pledge(2), news=None, case=1, retold=told(2, more=True))
    assert (decision.kind, bool(decision.doubts)) == (EntryKind.ADDITION, True)


SIMPELVELD = Remark(Fate.FIRM, "In Simpelveld is het rond.")


def test_in_a_case_of_several_a_remark_is_about_the_one_it_names() -> None:
    told_of_one = News(MET, "Het college van Simpelveld stemde in.", remarks=(SIMPELVELD,))
    both = ("Voerendaal", "Simpelveld")
    assert news_of(told_of_one, "Simpelveld", both) == told_of_one
    assert news_of(told_of_one, "Voerendaal", both) == News(None, "Het college van Simpelveld stemde in.")
    assert news_of(told_of_one, "Voerendaal", ("Voerendaal",)) == told_of_one


def test_names_are_found_as_whole_words() -> None:
    names = ("Bergen (L.)", "Best", "Goes")
    assert named("In Bergen en in Goes, het Beste ervan.", names) == ("Bergen (L.)", "Goes")


def test_a_few_of_a_group_that_are_taken_back_wait_for_a_person() -> None:
    few = withdrawal("Van de groep in Rijp moet ik er twee terugnemen.")
    few.replaces = 2
    decision = decided(stands((12, False), (6, False)), few, news=None, case=1)
    assert (decision.held, bool(decision.doubts)) == ("conflict", True)


def test_a_number_in_words_that_leave_things_as_they_were_is_no_offer() -> None:
    lines = stands((8, False), (5, False), (6, True))
    for one, quote in zip(lines, ("Delfzijl, acht.", "Appingedam, vijf.", "Loppersum, zes."), strict=True):
        one.line.quote = quote
    says = "Wat ik over de andere twee plaatsen schreef, blijft zoals het was."
    two = pledge(2)
    two.quote = says
    remarks = (Remark(Fate.GONE, "Loppersum gaat niet door."), Remark(Fate.STAYS, says, "", frozenset({2})))
    decision = decided(lines, two, news=FAILED, case=1, remarks=remarks)
    assert (ended(decision), decision.adds) == ([3], False)


def test_a_part_of_what_waited_is_firm_and_the_rest_still_waits() -> None:
    firm = Remark(
        Fate.FIRM, "Tien van de vijftien zijn definitief, de overige vijf nog niet.", "", frozenset({10, 15})
    )
    decision = decided(
        stands((15, True)),
        pledge(10),
        news=MET,
        council=False,
        case=1,
        retold=Retelling(frozenset({5, 10, 15}), sure=frozenset({10}), waits=frozenset({5})),
        remarks=(firm,),
    )
    assert (decision.kind, ended(decision), decision.adds) == (EntryKind.CONDITION_MET, [], False)
    assert [(one.line.id, firm, waits) for one, firm, waits in decision.parts] == [(1, 10, 5)]


def test_where_the_rest_is_gone_it_waits_no_longer() -> None:
    gone = Remark(Fate.GONE, "De tien zijn zeker, de overige vijf vallen af.", "", frozenset({10}))
    decision = decided(
        stands((15, True)), pledge(10), news=MET, case=1, retold=told(5, 10, 15), remarks=(gone,)
    )
    assert (decision.kind, ended(decision), decision.resized) == (EntryKind.CORRECTION, [1], ())


@pytest.mark.parametrize(
    ("fates", "kind", "asks"),
    [
        ((Fate.FIRM,), EntryKind.CONDITION_MET, False),
        ((), EntryKind.CONDITION_MET, True),
        ((Fate.OPEN,), EntryKind.REPETITION, False),
    ],
)
def test_the_same_number_without_its_condition_is_firm_only_where_nothing_still_waits(
    fates: tuple[Fate, ...], kind: EntryKind, asks: bool
) -> None:
    remarks = tuple(Remark(fate, "Zo staat het.") for fate in fates)
    decision = decided(stands((8, True)), pledge(8), news=None, case=1, remarks=remarks)
    assert (decision.kind, bool(decision.doubts)) == (kind, asks)


def test_a_condition_on_one_part_leaves_the_others_as_they_are() -> None:
    decision = decided(stands((9, False), (6, False)), pledge(6, conditional=True), news=None, case=1)
    assert (decision.kind, ended(decision)) == (EntryKind.CORRECTION, [2])


def test_a_group_of_what_stands_changes_nothing_and_a_person_looks() -> None:
    row = pledge(10)
    row.quote = "De eerste groep van tien kan in augustus terecht."
    decision = decided(stands((20, False)), row, news=None, case=1)
    assert (decision.kind, decision.adds, bool(decision.doubts)) == (EntryKind.REPETITION, False, True)


def test_a_part_of_what_stands_that_is_ready_changes_nothing() -> None:
    row = pledge(6)
    row.quote = "Zes van de tien plaatsen zijn al klaar."
    assert decided(stands((10, False)), row, news=None, case=1).kind is EntryKind.REPETITION
    row.quote = "Zes van de veertig huizen zijn voor u."
    assert decided(stands((10, False)), row, news=None, case=1).kind is EntryKind.CORRECTION


def test_a_reservation_beside_a_number_that_is_told_again_is_not_of_that_number() -> None:
    open_part = Remark(Fate.OPEN, "Acht plekken en, mits de eigenaar tekent, zes.", "", frozenset({8, 6}))
    decision = decided(
        stands((8, False), (6, True)),
        pledge(8),
        pledge(6, conditional=True),
        news=None,
        case=1,
        remarks=(open_part,),
    )
    assert (decision.kind, decision.opens) == (EntryKind.REPETITION, ())


def test_homes_without_their_people_say_less_than_the_people_that_stand() -> None:
    row = pledge(3)
    row.unit = "woningen"
    decision = decided(stands((18, False)), row, news=None, case=1)
    assert (decision.kind, decision.adds, bool(decision.doubts)) == (EntryKind.REPETITION, False, True)


def test_a_number_is_firm_where_the_sentence_behind_it_says_so() -> None:
    three = pledge(3)
    three.quote = "Hattem komt daarmee op drie plekken."
    firm = Remark(Fate.FIRM, "Die zijn definitief en per half juli te gebruiken.", three.quote)
    elsewhere = Remark(Fate.FIRM, "De keuken is definitief.", three.quote)
    waits = [
        decided(
            stands((4, True)), three, news=None, case=1, retold=told(totals=(3,)), remarks=(one, opens)
        ).waits
        for one in (firm, elsewhere)
        for opens in (Remark(Fate.OPEN, "Over de tuin wordt nog beslist."),)
    ]
    assert waits == [False, True]


def test_a_decision_about_the_one_line_that_waited_holds_for_its_new_number() -> None:
    hammered = Remark(Fate.FIRM, "Om half twaalf ging de hamer erop.")
    stand = stands((18, True))
    assert not decided(stand, pledge(12, replaces=18), news=None, case=1, remarks=(hammered,)).waits
    assert decided(stand, pledge(12, replaces=18), news=None, case=1).waits


def test_what_comes_beside_a_number_that_stands_is_more_even_where_it_is_the_same() -> None:
    retold = Retelling(frozenset({7}), beyond=frozenset({7}), stays=True)
    decision = decided(stands((7, False)), pledge(7, conditional=True), news=None, case=1, retold=retold)
    assert (decision.kind, ended(decision)) == (EntryKind.ADDITION, [])


def test_a_total_that_is_said_to_be_firm_takes_the_place_of_all() -> None:
    firm = Remark(Fate.FIRM, "Wij staan nu definitief op vierentwintig.", "", frozenset({24}))
    decision = decided(
        stands((20, False), (6, True)),
        pledge(24),
        news=MET,
        case=1,
        retold=told(2, 4, totals=(24,)),
        remarks=(firm,),
    )
    assert (ended(decision), decision.waits) == ([1, 2], False)
