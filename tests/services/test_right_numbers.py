"""Which numbers a training mail teaches as places."""

from pathlib import Path

import pytest

from intake.content import rules_dir
from intake.domain import Sentence, Source
from intake.extraction.amounts import load_counting
from intake.extraction.facts import Facts
from intake.nlp.corpus import read_corpus
from intake.number_table import size
from intake.services.right_numbers import counts, right_numbers

_COUNTING = load_counting(rules_dir())


def _counted(text: str, numbers: set[int]) -> list[int]:
    facts = list(Facts([Sentence(text, Source.BODY)], _COUNTING).all())
    return [size(f) for f, right in zip(facts, counts(facts, frozenset(numbers)), strict=True) if right]


@pytest.mark.parametrize(
    ("text", "numbers", "expected"),
    [
        ("Wij bieden zeven plekken in de pastorie en vijf in de school.", {12}, [7, 5]),
        ("Wij bieden samen twaalf plekken, zeven in de pastorie en vijf in de school.", {12}, [12]),
        ("Wij bieden zeven plekken; er staan al vijf plekken.", {7}, [7]),
        ("Twee woningen: de ene voor vijf en de andere voor vier personen.", {2, 9}, [2, 5, 4]),
        ("Wij bieden zeven plekken.", {8}, []),
    ],
)
def test_the_parts_of_an_answer_count_where_the_mail_never_adds_them_up(
    text: str, numbers: set[int], expected: list[int]
) -> None:
    assert [n for n in _counted(text, numbers) if n > 1] == expected


def test_what_two_people_may_read_in_two_ways_teaches_nothing(tmp_path: Path) -> None:
    (tmp_path / "een.txt").write_text(
        "# brief: one mail\n=== een-1\nmailbox: migratie\nfrom: A <a@goes.nl>\nsubject: Plekken\nlabels: place_pledge\n"
        "municipality: Goes\npledge: Goes | 5 plekken\ndoubtful: pledges\n---\n[pledge] Goes biedt misschien vijf plekken.\n"
    )
    (mail,) = read_corpus(tmp_path)
    assert right_numbers(mail) is None
