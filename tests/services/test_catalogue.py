"""What programs read and the tokens with which they ask, on both databases."""

from datetime import timedelta

from sqlalchemy import Engine

from intake.services import catalogue
from intake.services.tokens import Scope, client_of, make_token, revoke, tokens
from tests.services.samples import handle, write
from tests.store.samples import NOW


def test_pages_of_cases_follow_each_other_and_narrow_down(engine: Engine) -> None:
    handle(engine, *(write(name, f"X-Pledge: {name} 5 plekken") for name in ("Gouda", "Delft", "Leiden")))
    newest = catalogue.cases(engine, 2)
    rest = catalogue.cases(engine, 2, before=newest[-1].id)
    assert [one.token for one in (*newest, *rest)] == ["VNG-2026-00003", "VNG-2026-00002", "VNG-2026-00001"]
    assert [one.token for one in catalogue.cases(engine, 5, municipality="Delft")] == ["VNG-2026-00002"]
    assert catalogue.cases(engine, 5, status="closed") == ()


def test_a_case_and_a_message_come_with_what_belongs_to_them(engine: Engine) -> None:
    handle(
        engine,
        write("een", "X-Pledge: Gouda 5 plekken"),
        write("twee", "X-Machine: 1", sender="robot@elders.nl"),
    )
    case, message, loose = (
        catalogue.case(engine, "VNG-2026-00001"),
        catalogue.message(engine, 1),
        catalogue.message(engine, 2),
    )
    assert case is not None
    assert message is not None
    assert loose is not None
    assert ([one.places for one in case.pledges], [one.id for one in case.messages]) == ([5], [1])
    assert (message.token, message.verdict["primary"], loose.token) == (
        "VNG-2026-00001",
        "place_pledge",
        None,
    )
    assert catalogue.case(engine, "VNG-2026-00009") is None
    assert catalogue.message(engine, 9) is None


def test_a_token_opens_until_it_ends(engine: Engine) -> None:
    secret = make_token(engine, "dashboard", frozenset({Scope.READ}), 30, NOW, actor="bas")
    client = client_of(engine, secret, NOW)
    assert client is not None
    assert (client.name, client.scopes) == ("dashboard", {Scope.READ})
    assert [(row.client, row.seen_at) for row in tokens(engine)] == [("dashboard", NOW)]
    assert client_of(engine, secret, NOW + timedelta(days=30)) is None
    revoke(engine, 1, NOW, actor="bas")
    assert client_of(engine, secret, NOW) is None
