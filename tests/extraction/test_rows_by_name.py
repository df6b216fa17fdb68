"""Lists that give each municipality its number on a line of its own. All numbers are invented."""

from datetime import date

from intake.content import rules_dir
from intake.domain import Sentence, Source
from intake.extraction.amounts import load_counting
from intake.extraction.gazetteer import load_gazetteer
from tests.extraction.reading import find_pledges


def test_every_row_of_a_list_counts_where_one_is_heard_as_an_offer() -> None:
    lines = [
        ("Onze leden melden:", 0.7),
        ("Gouda: 5", 0.8),
        ("– Zuidplas (stad): 8", 0.1),
        ("Waddinxveen 3", 0.2),
    ]
    sentences = [Sentence(text, Source.BODY, "", {"pledge": heard}) for text, heard in lines]
    towns = ("Gouda", "Zuidplas", "Waddinxveen")
    pledges, _ = find_pledges(
        sentences, towns, load_counting(rules_dir()), load_gazetteer(rules_dir()), date(2026, 6, 1)
    )
    assert [(p.municipality, p.places) for p in pledges] == [
        ("Gouda", 5),
        ("Zuidplas", 8),
        ("Waddinxveen", 3),
    ]


def test_a_domain_may_be_a_name_that_begins_as_the_word_for_municipality() -> None:
    assert load_gazetteer(rules_dir()).of_domain("gemertbakel.nl") == "Gemert-Bakel"
