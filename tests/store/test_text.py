"""What a mail may carry and a database does not take."""

from sqlalchemy import Engine

from intake.store.engine import reading, unit_of_work
from intake.store.tables import AuditRow
from intake.store.text import bounded, clean, clean_json
from tests.store.samples import NOW

_ODD = "a\x00b\ud800c"


def test_text_is_cleaned_and_cut() -> None:
    assert clean(_ODD) == "ab?c"
    assert clean("abcdef", 3) == "abc"
    assert clean_json({"k\x00": [_ODD, ("x\x00", 1)], "n": None}) == {"k": ["ab?c", ["x", 1]], "n": None}


def test_numbers_fit() -> None:
    assert [bounded(n) for n in (None, 15, -3, 10**12)] == [None, 15, -3, None]


def test_both_databases_take_it(engine: Engine) -> None:
    with unit_of_work(engine) as session:
        session.add(AuditRow(at=NOW, actor=clean(_ODD), action="x", details=clean_json({"k": _ODD})))
    with reading(engine) as session:
        row = session.get_one(AuditRow, 1)
        assert (row.actor, row.details, row.at) == ("ab?c", {"k": "ab?c"}, NOW)
