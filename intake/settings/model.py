"""What can be set, with its default and its limits. Values are frozen; no repr shows a secret."""

from ipaddress import ip_address
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict


class _Part(BaseModel):
    """One table of the file. Input stays out of pydantic's messages, because it may be a password."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


def is_loopback(host: str) -> bool:
    """True when `host` is this machine by name or address (RFC 6761, 6.3; RFC 1122, 3.2.1.3)."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _secret(value: str, file: str) -> str:
    """The secret itself, or the first line of its file. Raises ValueError when that cannot be read."""
    if value or not file:
        return value
    try:
        return Path(file).read_text(encoding="utf-8").partition("\n")[0].strip("\r")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise ValueError(f"{file} cannot be read ({reason}); correct the path or its permissions") from None


class DatabaseSettings(_Part):
    """Where everything is kept. `url_file` names a file that holds the URL, for URLs with a password."""

    url: str = Field(default="sqlite:///var/intake.db", repr=False, min_length=1)
    url_file: str = ""

    @model_validator(mode="after")
    def _read_secret(self) -> Self:
        if self.url_file and "url" not in self.model_fields_set:
            object.__setattr__(self, "url", _secret("", self.url_file))
        return self


class WorkerSettings(_Part):
    """How often, how much at a time, how long a claim holds. Sizes are in bytes, times in seconds."""

    poll_seconds: float = Field(default=60, gt=0, le=86_400)
    idle: bool = True
    lease_seconds: int = Field(default=300, gt=0)
    max_attempts: int = Field(default=3, ge=1)
    batch_messages: int = Field(default=50, ge=1, le=1_000)
    batch_bytes: int = Field(default=20_000_000, ge=1_000)
    max_message_bytes: int = Field(default=25_000_000, ge=1_000)


class ServerSettings(_Part):
    """One IMAP or SMTP server and how to log in. `timeout_seconds` bounds every single answer.

    An empty `username` means: do not log in (SMTP servers on the own network); IMAP always needs one.
    """

    host: str = Field(min_length=1)
    port: int = Field(ge=1, le=65_535)
    security: Literal["tls", "starttls", "none"] = "tls"
    ca_file: str = ""
    auth: Literal["password", "oauth2"] = "password"
    oauth: str = ""
    username: str = ""
    password: str = Field(default="", repr=False)
    password_file: str = ""
    timeout_seconds: float = Field(default=30, gt=0, le=600)

    @field_validator("ca_file")
    @classmethod
    def _ca_file_exists(cls, value: str) -> str:
        if value and not Path(value).is_file():
            raise ValueError(f"{value} does not exist; name a PEM file with the certificate of your CA")
        return value

    @model_validator(mode="after")
    def _safe(self) -> Self:
        if self.security == "none" and not is_loopback(self.host):
            raise ValueError('security = "none" is for this machine only; set "tls" or "starttls"')
        object.__setattr__(self, "password", _secret(self.password, self.password_file))
        return self


class MailboxSettings(_Part):
    """One mailbox: where its mail is read and from where its answers leave.

    `processed_folder`: handled mail is moved there; empty leaves it in place, marked with a keyword.
    """

    address: str = Field(pattern=r"^[^@\s<>]+@[^@\s<>]+$")
    folder: str = Field(default="INBOX", min_length=1)
    processed_folder: str = ""
    imap: ServerSettings
    smtp: ServerSettings

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.processed_folder and self.processed_folder == self.folder:
            raise ValueError("processed_folder is the folder that is read; name another, or leave it empty")
        if not self.imap.username:
            raise ValueError("imap.username is missing; IMAP needs a user name")
        return self


class AcknowledgeSettings(_Part):
    """Whether and how is answered. `quote_extraction`: when to repeat to the sender what was understood."""

    enabled: bool = True
    quote_extraction: Literal["never", "confident", "always"] = "confident"
    per_sender_per_day: int = Field(default=5, ge=0)
    resend_uncertain: bool = False
    sender_name: str = "VNG"
    urgent_phone: str = "070 373 8393"
    bounce_address: str = ""


class TrustSettings(_Part):
    """Whose Authentication-Results headers count (RFC 8601, 2.5); empty: nobody is ever "verified"."""

    authserv_ids: tuple[str, ...] = ()


class OAuth2Settings(_Part):
    """One way to obtain tokens, named by `auth = "oauth2"` with `oauth = NAME` (RFC 6749, 4.4)."""

    authority: str
    client_id: str
    client_secret: str = Field(default="", repr=False)
    client_secret_file: str = ""
    scopes: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _read_secret(self) -> Self:
        object.__setattr__(self, "client_secret", _secret(self.client_secret, self.client_secret_file))
        return self


class RetentionSettings(_Part):
    """After how many days the raw mail goes, and after how many everything that names a person."""

    raw_days: int = Field(default=365, ge=1)
    personal_days: int = Field(default=730, ge=1)


class OidcSettings(_Part):
    """Single sign-on (OpenID Connect Core 1.0). `roles` maps values of the claim `roles_claim` to our roles.

    `issuer` is the URL before /.well-known/openid-configuration.
    """

    issuer: str = Field(pattern=r"^https?://")
    client_id: str = Field(min_length=1)
    client_secret: str = Field(default="", repr=False)
    client_secret_file: str = ""
    scopes: tuple[str, ...] = ("openid", "profile", "email")
    roles_claim: str = "roles"
    roles: dict[str, Literal["lezer", "behandelaar", "beheerder"]] = {
        "lezer": "lezer",
        "behandelaar": "behandelaar",
        "beheerder": "beheerder",
    }

    @model_validator(mode="after")
    def _safe(self) -> Self:
        url = urlsplit(self.issuer)
        if url.scheme != "https" and not is_loopback(url.hostname or ""):
            raise ValueError("issuer must begin with https://; http is for this machine only")
        object.__setattr__(self, "client_secret", _secret(self.client_secret, self.client_secret_file))
        return self


class WebSettings(_Part):
    """The pages. `public_url`: what people type, when a TLS proxy stands before this program.

    `service_hours`: within how many working hours a case should be handled; `urgent_hours` the same for urgent ones.
    """

    public_url: str = Field(default="", pattern=r"^(https?://[^/?#@]+/?)?$")
    session_hours: float = Field(default=12, gt=0, le=168)
    idle_minutes: float = Field(default=120, gt=0, le=10_080)
    service_hours: float = Field(default=16, gt=0)
    urgent_hours: float = Field(default=4, gt=0)
    oidc: OidcSettings | None = None


class NlpSettings(_Part):
    """`linguistic_model`: name or path of an extra spaCy pipeline; empty: only our own."""

    linguistic_model: str = ""


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
    def _logins_exist(self) -> Self:
        for name, mailbox in self.mailboxes.items():
            for kind, server in (("imap", mailbox.imap), ("smtp", mailbox.smtp)):
                if server.auth == "oauth2" and server.oauth not in self.oauth2:
                    raise ValueError(
                        f'mailboxes.{name}.{kind}.oauth names "{server.oauth}"; add a table [oauth2.NAME]'
                    )
        return self
