"""Tables that people draw in plain text."""

import pytest

from intake.nlp.sentences import split_sentences


@pytest.mark.parametrize("mark", [" | ", ";", " ; "])
def test_drawn_tables_become_rows(mark: str) -> None:
    lines = [["Gemeente", "aantal", "datum"], ["Zeist", "12", "1 september"], ["De Bilt", "8", "1 oktober"]]
    text = (
        "Hierbij ons overzicht.\n\n"
        + "\n".join(mark.join(cells) for cells in lines)
        + "\n\nMet vriendelijke groet"
    )
    assert split_sentences(text)[1:4] == tuple("\t".join(cells) for cells in lines)


def test_the_line_under_a_heading_is_no_row() -> None:
    text = "| plaats | plekken |\n|---|---:|\n| Zeist | 12 |\n| Den Dolder | 3 |"
    assert split_sentences(text) == ("plaats\tplekken", "Zeist\t12", "Den Dolder\t3")


def test_prose_with_semicolons_stays_prose() -> None:
    text = "Wij bieden 12 plekken aan; de raad stemt nog.\nHet gaat om Noord; dat is een oude school."
    assert not any("\t" in sentence for sentence in split_sentences(text))


def test_lines_with_dashes_stay_apart() -> None:
    text = "Wageningen - 14 plekken - oude school aan de Dijkgraaf, per 1 september\nRhenen - 6 plekken - twee woningen"
    assert len(split_sentences(text)) == 2


def test_columns_of_spaces_become_rows() -> None:
    text = (
        "Dorp                  was   nieuw   vanaf\nOosterend, school      20       8   1 mei\n"
        "Den Hoorn              31      10\n"
        "Totaal                 51      18\n\nMet groet"
    )
    assert split_sentences(text)[:4] == (
        "Dorp\twas\tnieuw\tvanaf",
        "Oosterend, school\t20\t8\t1 mei",
        "Den Hoorn\t31\t10",
        "Totaal\t51\t18",
    )


def test_two_spaces_after_a_full_stop_are_no_column() -> None:
    text = "Wij bieden er 12.  De raad stemde in.\nEr komen er 8 bij.  Dat is 1 mei klaar."
    assert len(split_sentences(text)) == 4


def test_fields_of_a_form_stay_apart_however_long() -> None:
    text = "Aantal dat vaststaat: 20 plekken in het oude belastingkantoor aan de Markt\nAantal onder voorbehoud: 5 plekken"
    assert len(split_sentences(text)) == 2


def test_a_name_and_its_number_begin_a_line_of_their_own() -> None:
    text = "Olst 3 plekken, het college beslist daar nog over (op 16 juni)\nRaalte 12 plekken, definitief"
    assert len(split_sentences(text)) == 2
