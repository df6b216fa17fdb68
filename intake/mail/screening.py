"""May this message be answered at all? (RFC 3834, 2; RFC 3464; RFC 8098)

Never answer a machine, a list, a no-reply address or ourselves: two robots that answer each other never stop.
A person who merely writes about such mail is still a person, so weak signs hold only when nothing else is said.
"""

import logging
import re
from dataclasses import replace
from email.message import Message
from fnmatch import fnmatchcase

from flufl.bounce import all_failures

from intake.domain import Address, ParsedMail, Screening, ScreeningVerdict, Source
from intake.mail.quoting import passages
from intake.mail.screening_rules import Rule, ScreeningRules, screening_rules

# It logs the content of mails that it stumbles over: that is personal data.
logging.getLogger("flufl.bounce").setLevel(logging.CRITICAL + 1)

_METHOD = re.compile(
    rb"^METHOD[:;=][^\r\n]{0,40}?(REQUEST|REPLY|CANCEL|COUNTER|DECLINECOUNTER|PUBLISH|ADD|REFRESH)\s*$",
    re.I | re.M,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s|\n")
_GREETING = re.compile(r"^\s{0,3}(?:beste|geachte|hallo|hoi|dag|goede\s?\w{3,6}|l\.?s\.?)\b", re.I)
_SPACES = re.compile(r"\s+")
_READ = 50_000
_REPORT_PARTS = (
    "message/delivery-status",
    "message/disposition-notification",
    "message/feedback-report",
    "message/global-",
)
_OURSELVES = "De mail komt van ons eigen adres."


def _verdict(rule: Rule) -> Screening:
    if rule.machine:
        return Screening(ScreeningVerdict.SET_ASIDE, rule.reason, auto_reply=True)
    return Screening(ScreeningVerdict.STAY_QUIET, rule.reason)


def _quiet(reason: str) -> Screening:
    return Screening(ScreeningVerdict.STAY_QUIET, reason)


def _machine(reason: str) -> Screening:
    return Screening(ScreeningVerdict.SET_ASIDE, reason, auto_reply=True)


def _own_text(mail: ParsedMail) -> str:
    own = {Source.BODY, Source.SIGNATURE}
    return "\n".join(passage.text for passage in passages(mail) if passage.source in own)[:_READ]


def has_substance(text: str, rules: ScreeningRules) -> bool:
    """Whether a sentence says or asks something about places or help, apart from who is away and whom to call."""
    for sentence in _SENTENCE.split(text[:_READ].lower()):
        if any(word in sentence for word in rules.not_with) or not any(
            word in sentence for word in rules.topics
        ):
            continue
        if sentence.rstrip().endswith("?") or any(deed in sentence for deed in rules.deeds):
            return True
    return False


def _header_fits(rule: Rule, mail: ParsedMail) -> bool:
    for value in mail.all_headers(rule.header):
        lowered = value.lower().strip()
        if any(lowered.startswith(word) for word in rule.unless):
            continue
        if not rule.wanted:
            return True
        if any(re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", lowered) for word in rule.wanted):
            return True
    return False


def _by_header(mail: ParsedMail, rules: ScreeningRules) -> Screening | None:
    if any(value.strip() == "<>" for value in mail.all_headers("return-path")):
        return _machine(
            "De mail heeft geen retouradres: dat doen alleen mailservers en automatische antwoorden."
        )
    return next((_verdict(rule) for rule in rules.headers if _header_fits(rule, mail)), None)


def _by_type(mail: ParsedMail, rules: ScreeningRules) -> Screening | None:
    for rule in rules.media_types:
        if mail.content_type.startswith(rule.wanted):
            return _verdict(rule)
    return None


def _by_calendar(mail: ParsedMail, rules: ScreeningRules) -> Screening | None:
    for attachment in mail.attachments:
        found = _METHOD.search(attachment.data[:_READ]) if attachment.media_type == "text/calendar" else None
        if found:
            method = found.group(1).decode("ascii").lower()
            return next((_verdict(rule) for rule in rules.calendar if method in rule.wanted), None)
    return None


def _is_ours(address: Address | None, own_addresses: frozenset[str], own_domains: frozenset[str]) -> bool:
    return address is not None and (address.email in own_addresses or address.domain in own_domains)


def _local_fits(address: Address, rule: Rule) -> bool:
    local = address.email.rpartition("@")[0]
    return any(fnmatchcase(local, pattern) for pattern in rule.wanted)


def _by_sender(mail: ParsedMail, own_addresses: frozenset[str], rules: ScreeningRules) -> Screening | None:
    own = frozenset(address.lower() for address in own_addresses)
    domains = frozenset(address.rpartition("@")[2] for address in own if "@" in address)
    answer_to = next(iter(mail.reply_to), mail.sender)
    if _is_ours(mail.sender, own, domains) or _is_ours(answer_to, own, domains):
        return _quiet(_OURSELVES)
    if mail.message_id and mail.message_id.strip("<>").rpartition("@")[2].lower() in domains:
        return _quiet("De mail draagt een kenmerk dat wij zelf hebben gegeven.")
    for rule in rules.senders:
        # A form may send from no-reply and name a person to answer; a mail server never does.
        looked_at = [mail.sender, answer_to] if rule.machine else [answer_to]
        if any(address is not None and _local_fits(address, rule) for address in looked_at):
            return _verdict(rule)
    return None


def _machine_by_sender(mail: ParsedMail, rules: ScreeningRules) -> Screening | None:
    fits = (rule for rule in rules.senders if rule.machine and mail.sender and _local_fits(mail.sender, rule))
    return next(map(_verdict, fits), None)


def _by_subject(mail: ParsedMail, rules: ScreeningRules, certain: bool) -> Screening | None:
    subject = mail.subject.lower().strip()
    for rule in rules.subjects:
        if rule.certain is certain and subject.startswith(rule.wanted):
            return _verdict(rule)
    return None


def _by_text(text: str, rules: ScreeningRules, certain: bool) -> Screening | None:
    words = _SPACES.sub(" ", text.lower()).replace("’", "'")
    for rule in rules.texts:
        if rule.certain is certain and any(phrase in words for phrase in rule.wanted):
            return _verdict(rule)
    return None


def _is_bounce(mail: ParsedMail) -> bool:
    """What flufl.bounce recognises by the words of many mail servers."""
    if _GREETING.match(mail.text[:200]):
        return False
    message = Message()
    for name, value in mail.headers[:200]:
        if not name.startswith("content-"):
            message[name] = value
    if mail.sender is None:
        del message["From"]
        message["From"] = "onbekend@invalid"
    message["Content-Type"] = "text/plain"
    message.set_payload(mail.text[:_READ].encode("ascii", "replace").decode("ascii"))
    try:
        temporary, permanent = all_failures(message)
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError):
        # LookupError covers the IndexErrors that its detectors raise on headers that they did not expect.
        return False
    return bool(temporary or permanent)


def _by_words(mail: ParsedMail, rules: ScreeningRules) -> Screening | None:
    text = _own_text(mail)
    certain = _by_text(text, rules, certain=True)
    if certain or has_substance(text, rules):
        return certain
    if any(attachment.media_type.startswith(_REPORT_PARTS) for attachment in mail.attachments) or _is_bounce(
        mail
    ):
        return _machine("De mail meldt dat een bericht niet (of wel) is bezorgd.")
    weak = _by_subject(mail, rules, certain=False) or _by_text(text, rules, certain=False)
    return replace(weak, by_words=True) if weak else None


def screen(mail: ParsedMail, own_addresses: frozenset[str]) -> Screening:
    """The verdict with its reason in Dutch. Raises ContentError when rules/screening.yaml is at fault."""
    rules = screening_rules()
    found = (
        _by_type(mail, rules)
        or _by_subject(mail, rules, certain=True)
        or _by_header(mail, rules)
        or _by_calendar(mail, rules)
        or _by_sender(mail, own_addresses, rules)
        or _by_words(mail, rules)
    )
    if found and not found.auto_reply and (machine := _machine_by_sender(mail, rules)):
        # A bounce that came through a list is still a bounce.
        return machine
    if found:
        # A receipt from a no-reply address is a machine's reaction, not just silence.
        words = None if found.auto_reply or found.reason == _OURSELVES else _by_words(mail, rules)
        return replace(words, by_words=False) if words and words.auto_reply else found
    if mail.sender is None and not mail.reply_to:
        return _quiet("De mail heeft geen afzender om te antwoorden.")
    return Screening(ScreeningVerdict.ANSWER, "De mail is van een persoon.")
