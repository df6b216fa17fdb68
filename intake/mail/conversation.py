"""What ties mails together: our token in a text, and the subject without what programs put before it."""

import re

_TOKEN = re.compile(
    r"(?<![A-Za-z0-9])VNG[-\u2010-\u2015 ]?(20\d\d)[-\u2010-\u2015 ]?(\d{5,8})(?![0-9])", re.I
)
_BRACKETED = re.compile(
    r"\[(?:VNG[-\u2010-\u2015 ]?20\d\d[-\u2010-\u2015 ]?\d{5,8}|extern\w{0,3}|external|ext|spam\??|let op)\]",
    re.I,
)
_PREFIX = re.compile(
    r"^\s{0,9}(?:re|fw|fwd|antw|antwoord|aw|wg|sv|vs|tr|rv|doorst|doorgestuurd|betr|ontvangen|ref)(?:\s?\[\d{1,3}\]|\(\d{1,3}\))?\s?:",
    re.I,
)
_SPACES = re.compile(r"\s+")
_READ = 200_000
_MOST_PREFIXES = 30


def find_tokens(text: str) -> tuple[str, ...]:
    """The case tokens in a text, as we write them (VNG-2026-00042), each once, in order of appearance."""
    return tuple(dict.fromkeys(f"VNG-{year}-{number}" for year, number in _TOKEN.findall(text[:_READ])))


def normalise_subject(subject: str) -> str:
    """The subject for comparing: lower case, without Re:/FW:/Antw:, our token and [EXTERN]."""
    text = _BRACKETED.sub(" ", subject[:2_000])
    for _ in range(_MOST_PREFIXES):
        found = _PREFIX.match(text)
        if not found:
            break
        text = text[found.end() :]
    return _SPACES.sub(" ", text).strip().casefold()
