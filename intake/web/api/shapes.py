"""What the API says and takes: names in lowerCamelCase, times in UTC (RFC 3339), absent values as null."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from intake.domain import Unit

Number = Annotated[int, Field(ge=1, le=2**31 - 1)]
Token = Annotated[str, Field(pattern=r"^VNG-[0-9]{4}-[0-9]{5,9}$", examples=["VNG-2026-00042"])]
Count = Annotated[int, Field(ge=0, le=100_000)]


class Shape(BaseModel):
    """The common form."""

    model_config = ConfigDict(
        alias_generator=to_camel, populate_by_name=True, from_attributes=True, extra="forbid"
    )


class Links(Shape):
    """Where to go on; null at the end."""

    next: str | None


class Pledge(Shape):
    """One offer. `booked`: it counts in the ledger; `review`: what a person decided, "" for nothing yet."""

    id: int
    municipality: str | None
    places: int | None
    unit: str | None
    min: int | None
    max: int | None
    persons_total: int | None
    conditional: bool
    withdrawn: bool
    from_date: date | None
    duration: str | None
    quote: str
    source: str
    booked: bool
    review: str


class MessageLine(Shape):
    """One message of a case."""

    id: int
    message_id: str | None
    received_at: datetime
    direction: str
    stage: str
    primary: str


class Case(Shape):
    """One case. `version` goes along with every correction."""

    token: str
    status: str
    mailbox: str = Field(validation_alias="address")
    primary: str
    labels: list[str]
    municipality: list[str]
    urgency: str
    assigned_to: str | None
    doubts: list[str]
    needs_human: bool
    opened_at: datetime
    updated_at: datetime
    version: int


class CasePage(Shape):
    """Some cases, newest first."""

    items: list[Case]
    links: Links = Field(alias="_links")


class CaseDetail(Case):
    """One case with what was pledged and the messages that it holds."""

    pledges: list[Pledge]
    messages: list[MessageLine]


class Evidence(Shape):
    """One witness for or against a label; `weight` in log-odds."""

    label: str
    weight: float
    witness: str
    quote: str


class Message(MessageLine):
    """One message with the verdict of the pipeline, in the words of `intake examine --jsonl`, and its evidence."""

    case: str | None
    sender: str
    subject: str
    verdict: dict[str, Any]
    evidence: list[Evidence]


class Tranche(Shape):
    """One offer that stands, with the words that it rests on."""

    case: str
    message_id: str | None
    received_at: datetime
    places: int | None
    unit: str | None
    min: int | None
    max: int | None
    persons: int | None
    conditional: bool
    from_date: date | None
    duration: str | None
    quote: str


class Municipality(Shape):
    """What one municipality offers, in persons. `reference` null: no network is known, the letter serves to compare."""

    code: str
    name: str
    province: str
    networks: list[str]
    reference: int | None
    firm: int
    conditional: int
    uncounted: int
    level: Literal["nothing", "uncounted", "conditional", "firm", "reached"]


class MunicipalityDetail(Municipality):
    """With every offer that stands, oldest first."""

    tranches: list[Tranche]


class MunicipalityList(Shape):
    """The ledger at one moment."""

    at: datetime
    items: list[Municipality]


class Total(Shape):
    """A sum. Where `known` is less than `members`, it is a lower bound."""

    name: str
    known: int
    members: int
    offering: int
    firm: int
    conditional: int
    uncounted: int
    reference: int | None


class Day(Shape):
    """At the end of this day, of what stands now."""

    day: date
    firm: int
    conditional: int


class Summary(Shape):
    """All sums at one moment."""

    at: datetime
    total: Total
    provinces: list[Total]
    networks: list[Total]
    days: list[Day]


class Amount(Shape):
    """What it is instead. `persons` is needed only where it does not follow from `places` and `unit`."""

    municipality: str = Field(max_length=200)
    places: Count | None
    unit: Unit
    persons: Count | None = None
    conditional: bool = False
    withdrawn: bool = False
    from_date: date | None = None


class Review(Shape):
    """What a person decides about a pledge; `amount` goes with the decision "correct" only."""

    version: Number
    decision: Literal["confirm", "reject", "correct"]
    amount: Amount | None = None
