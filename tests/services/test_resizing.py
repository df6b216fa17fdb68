"""A mail that says how many fall away, and not how many are left. Every sentence is invented."""

from dataclasses import replace

import pytest

from intake.services.claims import Claim, Standing
from intake.services.resizing import inside, lessened
from intake.store.tables import PledgeRow
from intake.ties import Fate, News, Remark
from tests.services.lines import standing_line

SCHOOL, OFFICE = "Vijftien in de oude school.", "Acht in het kantoor aan de Dam."
Left = list[tuple[int | None, int | None, int | None]]


def left(remarks: tuple[Remark, ...], *pool: Standing, pledges: tuple[PledgeRow, ...] = ()) -> Left:
    decision = lessened(Claim("Goes", pledges, 1, "b.smit@goes.nl", News(remarks=remarks)), pool)
    return [(one.line.id, places, people) for one, places, people in decision.resized] if decision else []


def less(text: str, taken: int | None = None, *numbers: int, before: str = "") -> Remark:
    return Remark(Fate.LESS, text, before, frozenset(numbers), taken)


@pytest.mark.parametrize(
    ("remark", "expected"),
    [
        (less("Het worden er twee minder.", 2), [(1, 13, 13)]),
        (less("Van de vijftien worden het er drie minder.", 3, 15), [(1, 12, 12)]),
        (less("Wij kunnen er twintig minder leveren.", 20), []),
        (less("Wij houden maar de helft over."), []),
        (less("Van de negen plekken gaat de helft niet door.", None, 9), []),
    ],
)
def test_of_one_line_what_is_left_is_reckoned_where_it_comes_out(remark: Remark, expected: Left) -> None:
    assert left((remark,), standing_line(1, 15, SCHOOL)) == expected


def test_half_of_the_line_that_is_called_falls_away_and_the_other_stands() -> None:
    pool = (standing_line(1, 15, SCHOOL), standing_line(2, 8, OFFICE))
    said = (less("Van het kantoor krijgen wij maar de helft."), less("Dat kantoor wordt gehalveerd."))
    assert left(said, *pool) == [(2, 4, 4)]


def test_nothing_is_reckoned_where_it_is_not_clear_of_which_line() -> None:
    pool = (standing_line(1, 15, SCHOOL), standing_line(2, 8, OFFICE))
    assert left((less("Het worden er twee minder.", 2),), *pool) == []
    assert (
        left((less("Het kantoor krijgt er twee minder.", 2), less("De school drie minder.", 3)), *pool) == []
    )


def test_where_the_mail_tells_a_number_itself_that_number_counts() -> None:
    told = PledgeRow(message_row_id=2, case_id=1, municipality="Goes", places=13, source="body")
    assert left((less("Het worden er twee minder.", 2),), standing_line(1, 15, SCHOOL), pledges=(told,)) == []


def test_what_is_taken_back_of_a_line_without_its_number_is_reckoned_too() -> None:
    pool = (standing_line(1, 15, SCHOOL), standing_line(2, 8, OFFICE))
    row = PledgeRow(
        message_row_id=2, case_id=1, municipality="Goes", places=0, replaces=2, withdrawn=True, source="body"
    )
    said = Remark(Fate.GONE, "In het kantoor vervallen er twee.", "", frozenset({2}))
    assert left((said,), *pool, pledges=(row,)) == [(2, 6, 6)]
    row.replaces = 8
    assert left((replace(said, numbers=frozenset({8})),), *pool, pledges=(row,)) == []


def homes(places: int, people: int) -> Standing:
    one = standing_line(1, people, "Wij hebben woningen aan de Dam.")
    one.line.places, one.line.unit = places, "woningen"
    return one


def told(places: int, quote: str, *, replaces: int, unit: str = "personen") -> PledgeRow:
    return PledgeRow(
        message_row_id=2,
        case_id=1,
        municipality="Goes",
        places=places,
        unit=unit,
        replaces=replaces,
        source="body",
        quote=quote,
    )


@pytest.mark.parametrize(
    ("pledge", "expected"),
    [
        (told(6, "In de grootste woning zes in plaats van vier.", replaces=4), [(1, 3, 14)]),
        (told(2, "Van de drie woningen valt er een af.", replaces=3, unit="woningen"), [(1, 2, 8)]),
        (told(10, "Het worden er tien in plaats van twaalf.", replaces=12), []),
        (told(6, "Het worden er zes in plaats van vier.", replaces=4), []),
    ],
)
def test_one_home_of_a_line_is_reckoned_with_the_others(pledge: PledgeRow, expected: Left) -> None:
    claim = Claim("Goes", (pledge,), 1, "b.smit@goes.nl")
    decision = inside(claim, (pledge,), (homes(3, 12),))
    found = [(one.line.id, places, people) for one, places, people in decision.resized] if decision else []
    assert found == expected


def test_a_home_with_its_people_falls_away() -> None:
    row = told(0, "Een woning van vier personen valt af.", replaces=4)
    row.withdrawn = True
    said = Remark(Fate.GONE, row.quote, "", frozenset({1, 4}))
    assert left((said,), homes(3, 12), pledges=(row,)) == [(1, None, 8)]


def test_all_lines_are_halved_where_everything_is() -> None:
    pool = (standing_line(1, 4, SCHOOL), standing_line(2, 6, OFFICE))
    assert left((less("Van alles houden wij de helft over."),), *pool) == [(1, 2, 2), (2, 3, 3)]


def test_one_of_so_many_homes_takes_the_people_of_one() -> None:
    homes = standing_line(1, 8, "Twee huizen in Stroe, ieder voor vier.")
    homes.line.unit, homes.line.places = "woningen", 2
    burnt = Remark(Fate.GONE, "Een van de huizen in Stroe is uitgebrand.", "", frozenset({1}))
    assert left((burnt,), homes) == [(1, 1, 4)]
    homes.line.persons = 7
    assert left((burnt,), homes) == []


def test_a_loss_of_unknown_size_is_not_reckoned_and_a_smaller_number_tells_why() -> None:
    assert left((less("In Neede is de zolder te klein.", 0),), standing_line(1, 15, SCHOOL)) == []
    why = less("Twee minder graag, één kamer is afgekeurd.", 2, 1)
    assert left((why,), standing_line(1, 7, SCHOOL)) == [(1, 5, 5)]
