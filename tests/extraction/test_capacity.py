"""What a building could hold, what others use it for and what must be done are no offer beside the one that is made."""

import pytest

from tests.extraction.test_relations import places, read


@pytest.mark.parametrize(
    "text",
    [
        "Er zouden er negen kunnen slapen als de kast weg mag, maar dat doen wij niet.",
        "Met bedden boven elkaar is er plaats voor twaalf mensen, maar dat vinden wij te vol.",
        "Van de brandweer mogen er tien mensen wonen, maar dat willen we niemand aandoen.",
        "Op zolder passen er nog vijf, maar zo ver gaan we niet.",
        "We hadden er negen kunnen nemen, maar daar kiezen we niet voor.",
        "Er kunnen er twaalf in, wat wij niet willen.",
    ],
)
def test_what_could_be_and_will_not_counts_nothing(text: str) -> None:
    pledges, _ = read("Wij bieden zes plekken aan de Kade.", text)
    assert [(p.places, p.conditional) for p in pledges] == [(6, False)]


@pytest.mark.parametrize(
    "text",
    [
        "Wij kunnen zes plekken leveren, maar dat doen wij niet zonder vergunning.",
        "Er kunnen zes statushouders terecht, maar dat is niet voor lang.",
    ],
)
def test_what_is_done_in_some_way_is_offered(text: str) -> None:
    assert places(text) == [6]


@pytest.mark.parametrize(
    "text",
    [
        "Volgens de makelaar passen er twintig mensen in.",
        "In theorie is er ruimte voor veertig bewoners.",
        "Op papier kunnen er twaalf mensen slapen.",
        "Van de veiligheidsregio mogen er dertig personen in.",
    ],
)
def test_what_others_reckon_counts_nothing_beside_less_that_is_offered(text: str) -> None:
    assert places(text, "Ons aanbod is zes plekken.") == [6]


def test_what_an_owner_reckons_is_offered_where_nothing_else_is() -> None:
    assert places("Volgens de eigenaar kunnen er zes statushouders terecht.") == [6]


@pytest.mark.parametrize(
    "text",
    [
        "De kerk zelf ontvangt er in mei groepen tot dertig personen.",
        "De scouting verhuurde het aan gezelschappen van wel veertig mensen.",
        "De 9 personen die we dit jaar nog moeten huisvesten komen in Oost terecht.",
        "De negen mensen die wij voor de winter moeten plaatsen wonen dan al in de flat.",
    ],
)
def test_guests_of_others_and_a_task_are_no_offer(text: str) -> None:
    assert places("Wij bieden zes plekken aan de Kade.", text) == [6]
