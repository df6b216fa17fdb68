"""The API for programs, as the Dutch API Design Rules have it (Logius, NL GOV REST API Design Rules 2.1): /api/v1."""

from intake.web.api.application import create_api

__all__ = ["create_api"]
