"""What can be set, with its default and its limits. Values are frozen; no repr shows a secret."""

from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from intake.settings.part import Part, is_loopback, secret, whole_file
from intake.settings.servers import MailboxSettings, OAuth2Settings


class DatabaseSettings(Part):
    """Where everything is kept. `url_file` names a file that holds the URL, for URLs with a password.

    `backup_folder`: where back-ups go; empty: the folder `backups` beside the SQLite file, else in the current folder.
    `keys`, or the lines of `keys_file`: raw mail is encrypted at rest with the first; the others only open.
    """

    url: str = Field(default="sqlite:///var/intake.db", repr=False, min_length=1)
    url_file: str = ""
    backup_folder: str = ""
    keys: tuple[str, ...] = Field(default=(), repr=False)
    keys_file: str = ""

    @model_validator(mode="after")
    def _read_secret(self) -> Self:
        if self.url_file and "url" not in self.model_fields_set:
            object.__setattr__(self, "url", secret("", self.url_file))
        if self.keys_file and not self.keys:
            object.__setattr__(self, "keys", tuple(whole_file(self.keys_file).split()))
        return self


class WorkerSettings(Part):
    """How often, how much at a time, how long a claim holds. Sizes are in bytes, times in seconds.

    `engine`: a timetable in this process, or the task queue procrastinate, for several workers on PostgreSQL. `readers`:
    how many processes read mail for this one; 0 reads in this process, nothing leaves it to cores and memory.
    """

    engine: Literal["local", "procrastinate"] = "local"
    readers: int | None = Field(default=None, ge=0, le=32)
    poll_seconds: float = Field(default=60, gt=0, le=86_400)
    idle: bool = True
    lease_seconds: int = Field(default=300, gt=0)
    max_attempts: int = Field(default=3, ge=1)
    batch_messages: int = Field(default=50, ge=1, le=1_000)
    batch_bytes: int = Field(default=20_000_000, ge=1_000)
    max_message_bytes: int = Field(default=25_000_000, ge=1_000)


class AcknowledgeSettings(Part):
    """Whether and how is answered. `quote_extraction`: when to repeat to the sender what was understood.

    `per_…`: brakes, for a machine that no header betrays; above them nothing is sent and a person looks.
    """

    enabled: bool = True
    quote_extraction: Literal["never", "confident", "always"] = "confident"
    per_sender_per_day: int = Field(default=5, ge=0)
    per_sender_per_hour: int = Field(default=2, ge=0)
    per_hour: int = Field(default=500, ge=0)
    resend_uncertain: bool = False
    sender_name: str = "VNG"
    urgent_phone: str = "070 373 8393"
    bounce_address: str = ""


class TrustSettings(Part):
    """Whose Authentication-Results headers count (RFC 8601, 2.5); empty: nobody is ever "verified"."""

    authserv_ids: tuple[str, ...] = ()


class RetentionSettings(Part):
    """After how many days the raw mail goes, and after how many everything that names a person."""

    raw_days: int = Field(default=365, ge=1)
    personal_days: int = Field(default=730, ge=1)


class OidcSettings(Part):
    """Single sign-on (OpenID Connect Core 1.0). `roles` maps values of the claim `roles_claim` to our roles.

    `issuer` is the URL before /.well-known/openid-configuration.
    """

    issuer: str = Field(pattern=r"^https?://")
    client_id: str = Field(min_length=1)
    client_secret: str = Field(default="", repr=False)
    client_secret_file: str = ""
    scopes: tuple[str, ...] = ("openid", "profile", "email")
    roles_claim: str = "roles"
    roles: dict[str, Literal["lezer", "behandelaar", "beheerder"]] = Field(
        default={"lezer": "lezer", "behandelaar": "behandelaar", "beheerder": "beheerder"}
    )

    @model_validator(mode="after")
    def _safe(self) -> Self:
        url = urlsplit(self.issuer)
        if url.scheme != "https" and not is_loopback(url.hostname or ""):
            raise ValueError("issuer must begin with https://; http is for this machine only")
        object.__setattr__(self, "client_secret", secret(self.client_secret, self.client_secret_file))
        return self


class WebSettings(Part):
    """The pages. `public_url`: what people type, when a TLS proxy stands before this program.

    `service_hours`: within how many working hours a case should be handled; `urgent_hours` the same for urgent ones.
    """

    public_url: str = Field(default="", pattern=r"^(https?://[^/?#@]+/?)?$")
    session_hours: float = Field(default=12, gt=0, le=168)
    idle_minutes: float = Field(default=120, gt=0, le=10_080)
    service_hours: float = Field(default=16, gt=0)
    urgent_hours: float = Field(default=4, gt=0)
    oidc: OidcSettings | None = None


class LogSettings(Part):
    """How the log looks: lines for a person, or a JSON object a line for a machine."""

    format: Literal["text", "json"] = "text"


class NlpSettings(Part):
    """`linguistic_model`: name or path of an extra spaCy pipeline; empty: only our own.

    `models_folder`: where `intake train` keeps the models that learned from corrections; empty: only the shipped one counts.
    """

    linguistic_model: str = ""
    models_folder: str = "var/models"


class Settings(BaseSettings):
    """Everything that can be set. Made in code, without `load_settings`, the environment does not count."""

    model_config = SettingsConfigDict(
        frozen=True,
        extra="forbid",
        hide_input_in_errors=True,
        env_prefix="INTAKE_",
        env_nested_delimiter="__",
    )

    database: DatabaseSettings = DatabaseSettings()
    worker: WorkerSettings = WorkerSettings()
    mailboxes: dict[str, MailboxSettings] = Field(default_factory=dict)
    acknowledge: AcknowledgeSettings = AcknowledgeSettings()
    trust: TrustSettings = TrustSettings()
    oauth2: dict[str, OAuth2Settings] = Field(default_factory=dict)
    retention: RetentionSettings = RetentionSettings()
    nlp: NlpSettings = NlpSettings()
    log: LogSettings = LogSettings()
    web: WebSettings = WebSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what is given: `load_settings` merges file and environment, to know which gave what."""
        return (init_settings,)

    @model_validator(mode="after")
    def _queue_has_a_server(self) -> Self:
        if self.worker.engine == "procrastinate" and not self.database.url.startswith("postgresql"):
            raise ValueError(
                'worker.engine = "procrastinate" needs PostgreSQL: set database.url to postgresql+psycopg://…, '
                'or engine = "local"'
            )
        return self

    @model_validator(mode="after")
    def _logins_exist(self) -> Self:
        for name, mailbox in self.mailboxes.items():
            for kind, server in (("imap", mailbox.imap), ("smtp", mailbox.smtp)):
                if server.auth != "oauth2":
                    continue
                if server.oauth not in self.oauth2:
                    raise ValueError(
                        f'mailboxes.{name}.{kind}.oauth names "{server.oauth}"; add a table [oauth2.{server.oauth or "NAME"}]'
                    )
                server.use(self.oauth2[server.oauth])
        return self
