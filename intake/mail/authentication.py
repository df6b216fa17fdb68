"""What our own gateway found about the sender: its Authentication-Results, and nobody else's (RFC 8601)."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from authres import FeatureContext
from authres.core import AuthenticationResultsHeader, AuthResError

from intake.domain import ParsedMail

# Exchange Online writes no name before its results (against RFC 8601, 2.2); of such headers only the topmost counts.
NAMELESS = "exchange-online"
_METHODS = ("spf", "dkim", "dmarc", "compauth")
_LONGEST = 8_000
# Every method is read alike, by its properties.
_PLAIN = FeatureContext()
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Result:
    """One verdict: "dkim", "pass", and the domain that it is about ("" when not told)."""

    method: str
    verdict: str
    domain: str


@dataclass(frozen=True, slots=True)
class Findings:
    """What the gateway found; empty when it said nothing."""

    results: tuple[_Result, ...] = ()

    def verdicts(self, method: str) -> set[str]:
        """Everything that was said by this method."""
        return {result.verdict for result in self.results if result.method == method}

    def passed_for(self, domain: str) -> bool:
        """Whether SPF or DKIM passed for the domain of the visible sender (relaxed alignment; RFC 7489, 3.1)."""
        return any(
            result.verdict == "pass"
            and result.method in {"spf", "dkim"}
            and _is_aligned(result.domain, domain)
            for result in self.results
        )

    def is_about(self, domain: str) -> bool:
        """False when DMARC looked at another sender than the one that people see."""
        seen = {result.domain for result in self.results if result.method == "dmarc" and result.domain}
        return not seen or any(_is_aligned(one, domain) for one in seen)


def _is_aligned(one: str, other: str) -> bool:
    return bool(one) and (one == other or one.endswith(f".{other}") or other.endswith(f".{one}"))


def findings(mail: ParsedMail, authserv_ids: Sequence[str]) -> Findings:
    """The results of the configured gateways.

    A gateway writes at the top, so only the topmost headers with its name count, up to the next server that the mail
    passed; what stands below was there when the mail came in, and may be forged.
    """
    trusted = {name.strip().lower() for name in authserv_ids}
    found: list[_Result] = []
    begun = False
    for name, value in mail.headers:
        if name == "received" and begun:
            break
        if name == "authentication-results":
            results = _read(value[:_LONGEST], trusted)
            begun = begun or results is not None
            found += results or ()
            if results is not None and NAMELESS in trusted and _first_word(value) not in trusted:
                break
    return Findings(tuple(found))


def _first_word(value: str) -> str:
    return (value.partition(";")[0].split() or [""])[0].lower()


def _read(value: str, trusted: set[str]) -> list[_Result] | None:
    """The results, or None when the header is not of a gateway that we trust, or not to be understood."""
    if "=" in _first_word(value):
        if NAMELESS not in trusted:
            return None
        value = f"{NAMELESS}; {value}"
    elif _first_word(value) not in trusted:
        return None
    try:
        header = AuthenticationResultsHeader.parse_value(_PLAIN, value)
    except (AuthResError, ValueError, TypeError, AttributeError, RecursionError):
        _log.warning("the gateway wrote Authentication-Results that do not follow RFC 8601")
        return None
    return list(_results(header))


def _results(header: AuthenticationResultsHeader) -> Iterator[_Result]:
    for result in header.results:
        method, verdict = str(result.method or "").lower(), str(result.result or "").lower()
        if method in _METHODS:
            values = {f"{one.type}.{one.name}".lower(): str(one.value) for one in result.properties}
            domain = values.get("header.from") or values.get("header.d") or values.get("header.i")
            domain = domain or values.get("smtp.mailfrom") or values.get("smtp.helo") or ""
            yield _Result(method, verdict, domain.rpartition("@")[2].strip(".").lower())
