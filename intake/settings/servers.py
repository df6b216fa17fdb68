"""Mail servers, how to log in to them, and the mailboxes that they hold."""

from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, PrivateAttr, field_validator, model_validator

from intake.settings.part import Part, existing_ca_file, is_loopback, secret, whole_file


class OAuth2Settings(Part):
    """One registered application that obtains tokens for itself (client credentials; RFC 6749, 4.4).

    `authority` is a tenant of Microsoft Entra, or with `provider = "oidc"` the issuer of another OpenID provider. The
    application proves itself with a secret, or with `certificate_file`: a PEM file with private key and certificate.
    """

    provider: Literal["entra", "oidc"] = "entra"
    authority: str
    client_id: str = Field(min_length=1)
    client_secret: str = Field(default="", repr=False)
    client_secret_file: str = ""
    certificate_file: str = ""
    certificate: str = Field(default="", repr=False, init=False)
    scopes: tuple[str, ...] = Field(default=("https://outlook.office365.com/.default",), min_length=1)
    ca_file: str = ""
    timeout_seconds: float = Field(default=30, gt=0, le=600)

    @field_validator("authority")
    @classmethod
    def _is_an_address(cls, value: str) -> str:
        url = urlsplit(value)
        if url.scheme != "https" or not url.hostname:
            raise ValueError("authority must begin with https://")
        if not url.path.strip("/") and url.hostname.endswith("microsoftonline.com"):
            raise ValueError("authority lacks the tenant: https://login.microsoftonline.com/TENANT")
        if "TENANT" in url.path:
            raise ValueError("put the id of your tenant in the place of TENANT (Entra: Overview, Tenant ID)")
        return value.rstrip("/")

    @field_validator("ca_file")
    @classmethod
    def _ca_file_exists(cls, value: str) -> str:
        return existing_ca_file(value)

    @model_validator(mode="after")
    def _proves_itself(self) -> Self:
        object.__setattr__(self, "client_secret", secret(self.client_secret, self.client_secret_file))
        if bool(self.client_secret) == bool(self.certificate_file):
            raise ValueError("set either client_secret_file (or client_secret), or certificate_file")
        if not self.certificate_file:
            return self
        object.__setattr__(self, "certificate", whole_file(self.certificate_file))
        if "PRIVATE KEY-----" not in self.certificate or "BEGIN CERTIFICATE" not in self.certificate:
            raise ValueError("certificate_file must hold private key and certificate, both as PEM")
        return self


class ServerSettings(Part):
    """One IMAP or SMTP server and how to log in. `timeout_seconds` bounds every single answer.

    An empty `username` means: do not log in (SMTP servers on the own network); IMAP always needs one. With
    `auth = "oauth2"` it names the mailbox to open, shared or not; empty is the address of the mailbox.
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
    _oauth2: OAuth2Settings | None = PrivateAttr(default=None)

    @field_validator("ca_file")
    @classmethod
    def _ca_file_exists(cls, value: str) -> str:
        return existing_ca_file(value)

    @property
    def oauth2(self) -> OAuth2Settings | None:
        """The application whose token logs in here, where `auth` says so."""
        return self._oauth2

    def use(self, oauth2: OAuth2Settings) -> None:
        """Ties the name in `oauth` to its table; once, while the settings are read."""
        self._oauth2 = oauth2

    @model_validator(mode="after")
    def _safe(self) -> Self:
        if self.security == "none" and not is_loopback(self.host):
            raise ValueError('security = "none" is for this machine only; set "tls" or "starttls"')
        object.__setattr__(self, "password", secret(self.password, self.password_file))
        return self


class MailboxSettings(Part):
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
        for server in (self.imap, self.smtp):
            # With a token of the application, the user name only says which mailbox is meant.
            if server.auth == "oauth2" and not server.username:
                object.__setattr__(server, "username", self.address)
        if not self.imap.username:
            raise ValueError("imap.username is missing; IMAP needs a user name")
        return self
