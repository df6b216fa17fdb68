"""Which lines the numbers of a later mail take the place of. Every sentence is invented."""

from intake.services.claims import Claim, Decision, Standing
from intake.services.deciding import decide
from intake.store.entries import EntryKind
from intake.store.tables import PledgeRow
from intake.ties import ConditionNews, Fate, News, Remark, Retelling
from tests.services.lines import standing_line

FLAT = "1. In de zusterflat is plek voor twaalf mensen."
SCHOOL = "2. In de oude school kunnen er acht terecht."
BARN = "3. De schuur aan de Veldweg, voor vijf."
THREE = (standing_line(1, 12, FLAT), standing_line(2, 8, SCHOOL, conditional=True), standing_line(3, 5, BARN))


def pledge(
    places: int, quote: str, *, replaces: int | None = None, conditional: bool = False, more: bool = False
) -> PledgeRow:
    return PledgeRow(
        message_row_id=2,
        case_id=1,
        municipality="Goes",
        places=places,
        replaces=replaces,
        conditional=conditional,
        additional=more,
        source="body",
        quote=quote,
    )


def decided(
    *pledges: PledgeRow,
    remarks: tuple[Remark, ...] = (),
    retold: Retelling | None = None,
    news: ConditionNews | None = None,
    pool: tuple[Standing, ...] = THREE,
    ended: tuple[Standing, ...] = (),
) -> Decision:
    told = News(news, remarks=remarks, retold=retold or Retelling())
    claim = Claim("Goes", pledges, 1, "a.jansen@goes.nl", told, ended=ended)
    return decide(claim, pool)


def ended(decision: Decision) -> list[int | None]:
    return [one.line.id for one in decision.ends]


def test_a_new_number_takes_the_place_of_the_part_it_is_about() -> None:
    decision = decided(pledge(9, "De zusterflat valt kleiner uit, negen plekken."))
    assert (decision.kind, ended(decision)) == (EntryKind.PARTIAL_WITHDRAWAL, [1])
    assert decision.doubts


def test_a_part_is_called_by_its_number_in_the_list() -> None:
    decision = decided(pledge(7, "Op nummer 3 kunnen er zeven."))
    assert (decision.kind, ended(decision)) == (EntryKind.CORRECTION, [3])


def test_a_number_that_is_replaced_needs_no_words_and_no_question() -> None:
    decision = decided(pledge(7, "Zeven in plaats van vijf.", replaces=5))
    assert (ended(decision), decision.doubts) == ([3], ())


def test_what_waited_still_waits_with_another_number() -> None:
    assert decided(pledge(6, "In de school worden het er zes.")).waits
    assert not decided(pledge(6, "In de school worden het er zes."), news=ConditionNews.MET).waits


def test_a_number_comes_in_the_place_of_what_falls_away() -> None:
    gone = Remark(Fate.GONE, "De schuur aan de Veldweg valt af.")
    decision = decided(pledge(10, "Het kantoor aan de Kade doet nu mee, voor tien."), remarks=(gone,))
    assert ended(decision) == [3]


def test_a_number_is_for_the_one_part_that_does_not_stay() -> None:
    stay = Remark(Fate.STAYS, "De zusterflat en de schuur blijven zoals ze zijn.")
    decision = decided(pledge(6, "Er passen er maar zes."), remarks=(stay,))
    assert ended(decision) == [2]


def test_the_rest_falls_away_or_is_firm_beside_a_new_number() -> None:
    remarks = (
        Remark(Fate.GONE, "De schuur aan de Veldweg valt af."),
        Remark(Fate.FIRM, "De school is rond."),
    )
    decision = decided(
        pledge(14, "De zusterflat gaat van twaalf naar veertien.", replaces=12), remarks=remarks
    )
    assert ended(decision) == [1, 3]
    assert [one.line.id for one in decision.settles] == [2]


def test_a_total_is_no_part() -> None:
    retold = Retelling(frozenset({30}), totals=frozenset({30}))
    decision = decided(pledge(30, "In totaal komen wij op dertig."), retold=retold)
    assert ended(decision) == [1, 2, 3]


def test_a_part_that_grew_by_what_is_told_is_no_addition() -> None:
    retold = Retelling(frozenset({3, 15}), more=True)
    decision = decided(
        pledge(15, "In de zusterflat komen er nog drie bij, dus vijftien.", more=True), retold=retold
    )
    assert (decision.kind, ended(decision)) == (EntryKind.CORRECTION, [1])


def test_a_number_that_stands_brings_nothing() -> None:
    same, new = pledge(12, FLAT), pledge(7, "Op nummer 3 kunnen er zeven.")
    decision = decided(same, new)
    assert (ended(decision), decision.repeats) == ([3], (same,))


def test_a_condition_on_one_part_leaves_the_others() -> None:
    decision = decided(pledge(12, "De twaalf in de zusterflat zijn nog niet zeker.", conditional=True))
    assert (decision.kind, ended(decision)) == (EntryKind.CORRECTION, [1])
    assert any("voorwaarde" in doubt for doubt in decision.doubts)


def test_what_comes_back_stands_beside_the_rest() -> None:
    decision = decided(
        pledge(4, "Ter vervanging van de schuur aan de Veldweg: een woning voor vier."),
        pool=(standing_line(1, 12, FLAT),),
        ended=(standing_line(3, 5, BARN),),
    )
    assert (decision.kind, ended(decision)) == (EntryKind.ADDITION, [])
    assert decision.doubts


def test_what_was_firm_waits_again_by_what_a_mail_without_numbers_says() -> None:
    decision = decided(
        pledge(12, "De twaalf in de zusterflat blijven."),
        remarks=(Remark(Fate.OPEN, "De schuur hangt nog af van de rechter."),),
    )
    assert [one.line.id for one in decision.opens] == [3]


def test_each_number_says_which_line_it_takes_the_place_of() -> None:
    flat, barn = (
        pledge(10, "De zusterflat: tien in plaats van twaalf.", replaces=12),
        pledge(6, "Nummer 3 wordt zes."),
    )
    decision = decided(barn, flat)
    assert [(one.places, of.line.id) for one, of in decision.instead] == [(6, 3), (10, 1)]


def test_a_condition_that_was_met_beside_a_new_number_is_settled() -> None:
    again, new = pledge(8, "De acht in de school zijn rond."), pledge(7, "Op nummer 3 kunnen er zeven.")
    decision = decided(again, new, news=ConditionNews.MET)
    assert (ended(decision), [one.line.id for one in decision.settles]) == ([3], [2])


def test_as_many_in_another_place_is_no_withdrawal() -> None:
    gone = Remark(Fate.GONE, "De schuur aan de Veldweg doet niet mee.")
    decision = decided(pledge(5, "In plaats daarvan komt er een huis, ook voor vijf."), remarks=(gone,))
    assert (decision.kind, ended(decision)) == (EntryKind.REPETITION, [])


def test_a_part_that_is_told_with_its_total_counts_once() -> None:
    part, whole = (
        pledge(4, "Vier in plaats van twee.", replaces=2),
        pledge(14, "Van twaalf naar veertien.", replaces=12),
    )
    decision = decided(part, whole, pool=(standing_line(1, 12, FLAT),))
    assert (ended(decision), decision.repeats) == ([1], (part,))


def test_the_rest_is_whatever_nothing_else_was_said_of() -> None:
    remarks = (Remark(Fate.STAYS, "De school blijft."), Remark(Fate.GONE, "De andere trekken wij in."))
    decision = decided(pledge(8, "De acht in de school blijven."), remarks=remarks)
    assert ended(decision) == [1, 3]


def test_a_new_number_that_is_said_to_be_sure_waits_no_longer() -> None:
    now = pledge(4, "In de oude school worden het er vier in plaats van acht.", replaces=8)
    assert decided(now).waits
    sure = Remark(Fate.FIRM, "Die vier zijn definitief.", "", frozenset({4}))
    assert not decided(now, remarks=(sure,)).waits


def test_what_becomes_of_a_place_is_told_of_that_place_also_where_another_holds_that_number() -> None:
    decision = decided(pledge(5, "In de oude school worden het er vijf."))
    assert ended(decision) == [2]
