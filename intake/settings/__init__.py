"""The settings: `intake.toml`, then the environment, then secret files; checked before anything starts."""

from intake.settings.load import configuration_path, load_settings
from intake.settings.model import (
    AcknowledgeSettings,
    DatabaseSettings,
    MailboxSettings,
    NlpSettings,
    OAuth2Settings,
    RetentionSettings,
    ServerSettings,
    Settings,
    TrustSettings,
    WorkerSettings,
    is_loopback,
)

__all__ = [
    "AcknowledgeSettings",
    "DatabaseSettings",
    "MailboxSettings",
    "NlpSettings",
    "OAuth2Settings",
    "RetentionSettings",
    "ServerSettings",
    "Settings",
    "TrustSettings",
    "WorkerSettings",
    "configuration_path",
    "is_loopback",
    "load_settings",
]
