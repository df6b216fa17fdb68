"""Everything that can be read, and the one thing that can be written: a person's decision about a pledge."""

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from starlette.exceptions import HTTPException

from intake.errors import MessageError
from intake.services import catalogue, correcting, places
from intake.services.places import Standing
from intake.store.tables import CaseStatus
from intake.web.api import shapes
from intake.web.api.access import Corrects, OnDesk, Reads
from intake.web.api.problems import told
from intake.web.desk import Desk

_MISSING = told(HTTPStatus.NOT_FOUND)
router = APIRouter(responses=told(HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN))
Code = Annotated[str, Path(pattern="^GM[0-9]{4}$", examples=["GM0307"])]


@router.get("/cases", tags=["cases"])
def list_cases(
    desk: OnDesk,
    _who: Reads,
    status: CaseStatus | None = None,
    municipality: Annotated[str | None, Query(max_length=200, pattern=r"^[^\x00]*$")] = None,
    before: Annotated[str | None, Query(pattern="^[0-9]{1,9}$", description="From `_links.next`.")] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> shapes.CasePage:
    """Cases, newest first. `municipality` is an official name: cases in which it has a pledge."""
    found = catalogue.cases(desk.engine, limit, int(before) if before else None, status, municipality)
    full = len(found) == limit
    query = f"?limit={limit}&before={found[-1].id}" if full else None
    items = [shapes.Case.model_validate(row) for row in found]
    return shapes.CasePage(items=items, _links=shapes.Links(next=query))


@router.get("/cases/{token}", tags=["cases"], responses=_MISSING)
def read_case(desk: OnDesk, _who: Reads, token: shapes.Token) -> shapes.CaseDetail:
    """One case with its pledges and messages."""
    return _case(desk, token)


@router.post(
    "/cases/{token}/pledges/{pledge}/reviews",
    tags=["cases"],
    responses=told(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY),
)
def review_pledge(
    desk: OnDesk, who: Corrects, token: shapes.Token, pledge: shapes.Number, review: shapes.Review
) -> shapes.CaseDetail:
    """Confirm, reject or correct a pledge; the ledger follows at once. Answers 409 when the case changed meanwhile."""
    if pledge not in {one.id for one in _case(desk, token).pledges}:
        raise HTTPException(HTTPStatus.NOT_FOUND, "This case has no such pledge.")
    actor, now = f"api:{who.name}", desk.now()
    if (review.amount is None) == (review.decision == "correct"):
        raise MessageError("`amount` goes with the decision `correct`, and with no other.")
    if review.amount is not None:
        amount = correcting.Amount(**review.amount.model_dump())
        correcting.correct(desk.engine, token, review.version, pledge, amount, now, actor=actor)
    elif review.decision == "confirm":
        correcting.confirm(desk.engine, token, review.version, pledge, now, actor=actor)
    else:
        correcting.reject(desk.engine, token, review.version, pledge, now, actor=actor)
    return _case(desk, token)


@router.get("/messages/{number}", tags=["messages"], responses=_MISSING)
def read_message(desk: OnDesk, _who: Reads, number: shapes.Number) -> shapes.Message:
    """One message with its verdict and the evidence."""
    found = catalogue.message(desk.engine, number)
    if found is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, "There is no such message.")
    line = shapes.MessageLine.model_validate(found.row).model_dump()
    return shapes.Message(
        **line,
        case=found.token,
        sender=found.row.sender,
        subject=found.row.subject,
        verdict=found.verdict,
        evidence=[shapes.Evidence.model_validate(one) for one in found.evidence],
    )


@router.get("/municipalities", tags=["ledger"])
def list_municipalities(desk: OnDesk, _who: Reads) -> shapes.MunicipalityList:
    """What every municipality offers."""
    whole = places.places(desk.engine, desk.now())
    return shapes.MunicipalityList(
        at=whole.at, items=[shapes.Municipality(**_line(one)) for one in whole.municipalities]
    )


@router.get("/municipalities/{code}", tags=["ledger"], responses=_MISSING)
def read_municipality(desk: OnDesk, _who: Reads, code: Code) -> shapes.MunicipalityDetail:
    """One municipality by its CBS code, with every offer and its quote."""
    one = places.place(desk.engine, code, desk.now())
    if one is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, "There is no such municipality.")
    fields = shapes.Tranche.model_fields
    tranches = [shapes.Tranche(**{name: tranche[name] for name in fields}) for tranche in one.tranches]
    return shapes.MunicipalityDetail(**_line(one), tranches=tranches)


@router.get("/summary", tags=["ledger"])
def read_summary(desk: OnDesk, _who: Reads) -> shapes.Summary:
    """The sums of the country, its provinces and its networks, and how they grew."""
    whole = places.places(desk.engine, desk.now())
    return shapes.Summary(
        at=whole.at,
        total=shapes.Total.model_validate(whole.total),
        provinces=[shapes.Total.model_validate(one) for one in whole.provinces()],
        networks=[shapes.Total.model_validate(one) for one in whole.networks()],
        days=[shapes.Day.model_validate(one) for one in whole.days()],
    )


def _case(desk: Desk, token: str) -> shapes.CaseDetail:
    found = catalogue.case(desk.engine, token)
    if found is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, "There is no such case.")
    return shapes.CaseDetail(
        **shapes.Case.model_validate(found.case).model_dump(),
        pledges=[shapes.Pledge.model_validate(one) for one in found.pledges],
        messages=[shapes.MessageLine.model_validate(one) for one in found.messages],
    )


def _line(one: Standing) -> dict[str, Any]:
    return {
        "code": one.municipality.code,
        "name": one.name,
        "province": one.municipality.province,
        "networks": list(one.municipality.networks),
        "reference": one.reference.number,
        "firm": one.firm,
        "conditional": one.conditional,
        "uncounted": one.uncounted,
        "level": one.level,
    }
