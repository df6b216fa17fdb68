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
