"""The settings: `intake.toml`, then the environment, then secret files; checked before anything starts."""

from intake.settings.load import configuration_path, load_settings
from intake.settings.model import (
    AcknowledgeSettings,
    DatabaseSettings,
    LogSettings,
    NlpSettings,
    OidcSettings,
    RetentionSettings,
    Settings,
    TrustSettings,
    WebSettings,
    WorkerSettings,
)
from intake.settings.part import is_loopback
from intake.settings.servers import MailboxSettings, OAuth2Settings, ServerSettings

__all__ = [
    "AcknowledgeSettings",
    "DatabaseSettings",
    "LogSettings",
    "MailboxSettings",
    "NlpSettings",
    "OAuth2Settings",
    "OidcSettings",
    "RetentionSettings",
    "ServerSettings",
    "Settings",
    "TrustSettings",
    "WebSettings",
    "WorkerSettings",
    "configuration_path",
    "is_loopback",
    "load_settings",
]
