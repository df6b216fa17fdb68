"""Every value that travels between the rooms: frozen, times aware and in UTC, text Unicode with `\\n` as line end."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from intake.ties import News, Ties


class Label(StrEnum):
    """What a message is about; a message may be about several things, but OTHER stands alone."""

    PLACE_PLEDGE = "place_pledge"
    QUESTION = "question"
    SUPPORT_REQUEST = "support_request"
    OTHER = "other"


class Unit(StrEnum):
    """What is counted in a pledge, in the words of the sender."""

    PLEKKEN = "plekken"
    PERSONEN = "personen"
    BEDDEN = "bedden"
    STATUSHOUDERS = "statushouders"
    WONINGEN = "woningen"
    APPARTEMENTEN = "appartementen"
    KAMERS = "kamers"
    GEZINNEN = "gezinnen"
    HUISHOUDENS = "huishoudens"
    UNITS = "units"

    @property
    def is_person(self) -> bool:
        """True when one of this unit is one person."""
        return self in {Unit.PLEKKEN, Unit.PERSONEN, Unit.BEDDEN, Unit.STATUSHOUDERS}


class SupportType(StrEnum):
    """The kinds of support that the letter of 28 May 2026 names."""

    COMMUNICATIE = "communicatie"
    OPENBARE_ORDE_VEILIGHEID = "openbare_orde_veiligheid"
    JURIDISCH = "juridisch"
    BESTUURLIJK = "bestuurlijk"
    ERVAREN_PROFESSIONALS = "ervaren_professionals"


class QuestionTopic(StrEnum):
    """What questions are about."""

    BEKOSTIGING = "bekostiging"
    MAATWERK = "maatwerk"
    KOPPELING_COA = "koppeling_coa"
    REGELING_HUISVESTING = "regeling_huisvesting"
    SPREIDINGSWET = "spreidingswet"
    PROCEDURE = "procedure"
    OVERIG = "overig"


class Urgency(StrEnum):
    """HIGH: needed today or tomorrow, or an acute threat."""

    NORMAL = "normal"
    HIGH = "high"


class ScreeningVerdict(StrEnum):
    """ANSWER: a person wrote. STAY_QUIET: file it, never answer. SET_ASIDE: a machine's reaction."""

    ANSWER = "answer"
    STAY_QUIET = "stay_quiet"
    SET_ASIDE = "set_aside"


class Trust(StrEnum):
    """How sure it is that the sender is who they say."""

    VERIFIED = "verified"
    UNKNOWN = "unknown"
    SUSPICIOUS = "suspicious"


class Source(StrEnum):
    """Where in the mail a passage stands."""

    SUBJECT = "subject"
    BODY = "body"
    ATTACHMENT = "attachment"
    FORWARDED = "forwarded"
    HEADER = "header"
    SIGNATURE = "signature"
    QUOTED = "quoted"


@dataclass(frozen=True, slots=True)
class RawMessage:
    """One message as the IMAP server gave it. `digest` is the SHA-256 of `data`, in hexadecimal. `complete` is False when it was
    over the size limit: then `data` is its headers and first part only."""

    mailbox: str
    folder: str
    uidvalidity: int
    uid: int
    data: bytes
    digest: str
    received_at: datetime
    complete: bool = True
    size: int = 0


@dataclass(frozen=True, slots=True)
class Address:
    """A mailbox of RFC 5322, 3.4: display name (may be empty) and addr-spec in lower case."""

    name: str
    email: str

    @property
    def domain(self) -> str:
        """What stands after the last @, in lower case; empty when there is none."""
        return self.email.rpartition("@")[2] if "@" in self.email else ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a mail: its safe name, media type and decoded bytes."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class ParsedMail:
    """A mail taken apart. `text` is the plain body, or the HTML body made plain; a table row is a line, cells by tab.

    `headers` keeps every header in order: names in lower case, values decoded, without control characters.
    `nested` are forwarded mails (message/rfc822); `defects` are sentences about what was broken.
    """

    message_id: str | None
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    subject: str
    sender: Address | None
    reply_to: tuple[Address, ...]
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    date: datetime | None
    headers: tuple[tuple[str, str], ...]
    content_type: str
    text: str
    html: str
    attachments: tuple[Attachment, ...] = ()
    nested: tuple["ParsedMail", ...] = ()
    defects: tuple[str, ...] = ()

    def header(self, name: str) -> str:
        """The first value of a header, or the empty string."""
        return next((value for key, value in self.headers if key == name.lower()), "")

    def all_headers(self, name: str) -> tuple[str, ...]:
        """Every value of a header, in order."""
        return tuple(value for key, value in self.headers if key == name.lower())


@dataclass(frozen=True, slots=True)
class Screening:
    """May it be answered (RFC 3834), and why, in Dutch. `auto_reply`: a machine's *reaction*; `by_words`: words alone say so."""

    verdict: ScreeningVerdict
    reason: str
    auto_reply: bool = False
    by_words: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text and where it stands; `name` is the attachment's file name."""

    text: str
    source: Source
    name: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence or list item, as the model hears it: `acts` by name (models/training/README.md), 0..1; `fates` of places
    that were told before (intake.ties.Fate), in log-odds."""

    text: str
    source: Source
    name: str = ""
    acts: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    fates: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Reading:
    """What the sender says in own words (subject, body, attachments, what they forward), sentence by sentence.

    `signature` and `quoted` tell who writes and what is answered, never how many. `persons`: names by a linguistic model.
    """

    sentences: tuple[Sentence, ...]
    signature: str = ""
    quoted: str = ""
    quotes_letter: bool = False
    model: str = ""
    persons: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Evidence:
    """One witness says: this label, with this weight (log-odds; positive is for, negative against), because of this quote."""

    label: str
    weight: float
    witness: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Classification:
    """Labels with confidence and evidence. `sentences` carries, per sentence of the Reading, the acts that were accepted."""

    labels: tuple[Label, ...]
    primary: Label
    confidence: float
    support_types: tuple[SupportType, ...] = ()
    question_topics: tuple[QuestionTopic, ...] = ()
    urgency: Urgency = Urgency.NORMAL
    evidence: tuple[Evidence, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    doubts: tuple[str, ...] = ()
    auto_reply: bool = False
    outsider: bool = False


@dataclass(frozen=True, slots=True)
class Pledge:
    """New extra places of one municipality in one tranche; `quote`: the words it rests on, `about`: with those around them.

    `places` counts `unit`; `persons_total` counts people where stated or computable; a range has `places` None.
    """

    municipality: str | None
    places: int | None
    unit: Unit | None
    quote: str
    source: Source
    source_name: str = ""
    min: int | None = None
    max: int | None = None
    persons_total: int | None = None
    conditional: bool = False
    withdrawn: bool = False
    replaces: int | None = None
    additional: bool = False
    from_date: date | None = None
    duration: str | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Extraction:
    """On whose behalf is written, what is pledged, what became of conditions, and what a careful person would ask."""

    municipalities: tuple[str, ...] = ()
    pledges: tuple[Pledge, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    doubts: tuple[str, ...] = ()
    news: News = field(default_factory=News)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything that the pipeline says about one message. `mailbox` is an address; `answer_to` Reply-To, else From."""

    mailbox: str
    message_id: str | None
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    subject: str
    sender: Address | None
    answer_to: Address | None
    screening: Screening
    classification: Classification
    extraction: Extraction
    should_ack: bool
    is_reply_to_thread: bool
    trust: Trust
    trust_reason: str
    doubts: tuple[str, ...]
    model: str
    rulebook: str
    ties: Ties = field(default_factory=Ties)
