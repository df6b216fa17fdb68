"""The main job on real servers: what the sample mails say is understood, booked and answered, and nothing else is."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.acceptance.harness import (
    MIGRATIE,
    SAMPLES,
    TEAM,
    Worker,
    addressee,
    digest,
    received,
    sample,
)
from tests.servers.dovecot import USERS, Dovecot
from tests.servers.smtp import Received, SmtpServer

EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "expected.yaml").read_text(encoding="utf-8")
)
_TOKEN = re.compile(r"VNG-\d{4}-\d{5}")
_LOOKED_AT_WHERE_GIVEN = ("persons_total", "from_date", "duration")
_NOT_COMPARED = {"quote", "source", *_LOOKED_AT_WHERE_GIVEN}


@dataclass(frozen=True)
class Result:
    """What lay where when all was done."""

    state: Mapping[str, Any]
    sent: list[Received]
    exit_code: int
    log: str
    second_round: int
    sent_by_second_round: int
    seen_on_server: Mapping[str, list[tuple[bytes, ...]]]

    def message(self, number: str) -> Mapping[str, Any]:
        """The entry of one sample; a copy has the bytes of its original and is told apart by `duplicate_of`."""
        wanted = [one for one in received(self.state) if one["file_digest"] == digest(sample(number))]
        is_copy = "copy_of" in EXPECTED[number]
        (found,) = [one for one in wanted if bool(one["duplicate_of"]) == is_copy]
        return found

    def answer(self, number: str) -> EmailMessage | None:
        """The acknowledgement of one sample, as it arrived."""
        identifier = _message_id(sample(number))
        found = [one.message for one in self.sent if one.message["In-Reply-To"] == identifier]
        assert len(found) <= 1
        return found[0] if found else None


def _message_id(data: bytes) -> str:
    return str(message_from_bytes(data, policy=default)["Message-ID"] or "").strip()


@pytest.fixture(scope="module", params=["local", "procrastinate"])
def done(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, running_dovecot: Dovecot
) -> Iterator[Result]:
    """All samples through the running worker, and one more round after it; with each engine."""
    local = request.param == "local"
    folder = tmp_path_factory.mktemp("hoofdtaak")
    for user in USERS:
        running_dovecot.wipe(user)
    with SmtpServer(folder / "smtp") as smtp:
        worker = Worker(
            folder,
            running_dovecot,
            smtp,
            f"sqlite:///{folder / 'intake.db'}" if local else request.getfixturevalue("postgres").database(),
            worker_keys=f'engine = "{request.param}"',
            tables='[trust]\nauthserv_ids = ["mx.vng.nl"]\n[log]\nformat = "json"',
        )
        try:
            worker.start()
            for number in EXPECTED:
                running_dovecot.append(addressee(sample(number)), [sample(number)])
            worker.wait_done(len(EXPECTED), 120)
            exit_code, sent = worker.stop(), smtp.received()
            yield Result(
                state=worker.state(),
                sent=sent,
                exit_code=exit_code,
                log=worker.log(),
                second_round=worker.once(),
                sent_by_second_round=len(smtp.received()) - len(sent),
                seen_on_server={user: _flags(running_dovecot, user) for user in USERS},
            )
        finally:
            worker.kill()


def _flags(dovecot: Dovecot, user: str) -> list[tuple[bytes, ...]]:
    client = dovecot.client(user)
    try:
        client.select_folder("INBOX", readonly=True)
        return [tuple(one[b"FLAGS"]) for one in client.fetch(client.search(), ["FLAGS"]).values()]
    finally:
        client.logout()


def test_the_table_names_every_sample() -> None:
    assert sorted(EXPECTED) == sorted(path.name.partition("-")[0] for path in SAMPLES.glob("*.eml"))


def test_every_message_is_stored_once_and_filed(done: Result) -> None:
    messages = list(received(done.state))
    assert len(messages) == len(EXPECTED)
    assert {one["stage"] for one in messages} == {"filed"}
    assert sorted(one["file_digest"] for one in messages) == sorted(digest(sample(one)) for one in EXPECTED)


def test_both_mailboxes_were_read_and_left_unread(done: Result) -> None:
    for user in (MIGRATIE, TEAM):
        expected = [one for one in EXPECTED if addressee(sample(one)) == user]
        flags = done.seen_on_server[user]
        assert len(flags) == len(expected) > 0
        # Colleagues use the same mailbox: what the worker has read still looks unread to them.
        assert not any(b"\\Seen" in one for one in flags)
        assert all(b"$VngVerwerkt" in one for one in flags)


@pytest.mark.parametrize("number", EXPECTED)
def test_sample_is_understood(done: Result, number: str) -> None:
    expected, found = EXPECTED[number], done.message(number)
    assert found["mailbox"] == addressee(sample(number))
    if "labels" in expected:
        assert set(found["labels"]) == set(expected["labels"])
        assert found["primary"] == expected["labels"][0]
    if "municipality" in expected:
        assert sorted(found["municipality"]) == sorted(expected["municipality"])
    optional = set(expected.get("optional", ()))
    for key, name in (("support_types", "support"), ("question_topics", "topics")):
        assert set(found[key]) - optional == set(expected.get(name, ()))
    assert found["urgency"] == expected.get("urgency", "normal")
    assert found["auto_reply"] == expected.get("auto", False)


@pytest.mark.parametrize("number", EXPECTED)
def test_sample_brings_its_pledges(done: Result, number: str) -> None:
    expected = EXPECTED[number].get("pledges", [])
    found = done.message(number)["pledges"]
    assert sorted(map(str, map(_compared, found, _pad(expected, found)))) == sorted(
        str(_filled(one)) for one in expected
    )


def _pad(expected: list[dict[str, Any]], found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [*expected, *({} for _ in found)][: len(found)]


def _compared(found: dict[str, Any], expected: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in found.items() if key not in _NOT_COMPARED or key in expected}
    return {key: kept[key] for key in sorted(kept) if kept[key] is not None and kept[key] is not False}


def _filled(expected: dict[str, Any]) -> dict[str, Any]:
    return {key: expected[key] for key in sorted(expected)}


@pytest.mark.parametrize("number", EXPECTED)
def test_sample_lands_in_its_case(done: Result, number: str) -> None:
    expected, found = EXPECTED[number], done.message(number)
    if "joins" in expected or "copy_of" in expected:
        earlier = done.message(expected.get("joins") or expected["copy_of"])
        pointer = found["joins"] if "joins" in expected else found["duplicate_of"]
        assert pointer == earlier["message_id"]
        assert found["token"] == earlier["token"]
    else:
        assert (found["joins"], found["duplicate_of"]) == (None, None)
    if expected.get("case", True) is False:
        assert found["token"] is None
    if expected.get("person"):
        assert found["needs_human"]


@pytest.mark.parametrize("number", [one for one in EXPECTED if EXPECTED[one]["ack"] is True])
def test_owed_acknowledgement_arrives_with_its_headers(done: Result, number: str) -> None:
    data, found = message_from_bytes(sample(number), policy=default), done.message(number)
    answer = done.answer(number)
    assert answer is not None
    assert parseaddr(answer["To"])[1] == parseaddr(data["Reply-To"] or data["From"])[1]
    assert parseaddr(answer["From"])[1] == addressee(sample(number))
    assert answer["Auto-Submitted"] == "auto-replied"
    assert answer["X-Auto-Response-Suppress"] == "All"
    assert _message_id(sample(number)) in answer["References"].split()
    assert set(str(data["References"] or "").split()) <= set(answer["References"].split())
    assert _TOKEN.search(answer["Subject"]).group() == found["token"]  # type: ignore[union-attr]
    assert found["token"] in answer.get_body(("plain",)).get_content()
    assert found["token"] in answer.get_body(("html",)).get_content()


def test_exactly_the_due_acknowledgements_arrive(done: Result) -> None:
    due = {one for one in EXPECTED if EXPECTED[one]["ack"] is True}
    optional = {one for one in EXPECTED if EXPECTED[one]["ack"] == "either"}
    identifiers = {_message_id(sample(one)): one for one in EXPECTED if "copy_of" not in EXPECTED[one]}
    answered = [identifiers[str(one.message["In-Reply-To"])] for one in done.sent]
    assert len(answered) == len(set(answered))
    assert due - set(answered) == set()
    assert set(answered) - due - optional == set()


def test_what_arrived_is_what_the_outbox_says(done: Result) -> None:
    outbox = done.state["outbox"]
    assert {one["state"] for one in outbox} == {"sent"}
    assert sorted(one["message_id"] for one in outbox) == sorted(
        str(one.message["Message-ID"]) for one in done.sent
    )
    for one in done.sent:
        (row,) = [row for row in outbox if row["message_id"] == one.message["Message-ID"]]
        assert (row["to"],) == one.recipients
        assert (row["in_reply_to"], row["attempts"]) == (str(one.message["In-Reply-To"]), 1)


def test_answers_leave_from_nobody_over_tls(done: Result) -> None:
    # The null sender: a bounce of an acknowledgement must not come back as a new mail (RFC 3834, 3.3).
    assert {one.envelope_from for one in done.sent} == {""}
    assert all(one.encrypted and one.authenticated and len(one.recipients) == 1 for one in done.sent)


def test_the_ledger_counts_what_stands(done: Result) -> None:
    ledger = done.state["ledger"]
    firm = {name: entry["firm"] for name, entry in ledger.items()}
    assert (firm["Amersfoort"], firm["Zwolle"], firm.get("Waalwijk", 0), firm["Borne"]) == (15, 18, 0, 14)
    assert (firm["Doetinchem"], firm["Winterswijk"], firm["Oost Gelre"], firm["Den Helder"]) == (14, 6, 5, 28)
    assert (ledger["Meierijstad"]["firm"], ledger["Meierijstad"]["conditional"]) == (0, 18)
    # A sender who only looks like a municipality books nothing.
    assert "Almere" not in ledger


def test_the_worker_stops_cleanly_and_a_round_with_nothing_new_does_nothing(done: Result) -> None:
    assert done.exit_code == 0
    assert (done.second_round, done.sent_by_second_round) == (0, 0)


def test_the_log_names_nobody_and_repeats_nothing(done: Result) -> None:
    lines = [json.loads(line) for line in done.log.splitlines()]
    assert len(lines) > len(EXPECTED)
    assert {"time", "level", "logger", "message"} <= set.intersection(*map(set, lines))
    # As text, because JSON writes its letters in another way.
    log = "\n".join(str(value) for line in lines for value in line.values())
    for number in EXPECTED:
        mail = message_from_bytes(sample(number), policy=default)
        name, address = parseaddr(mail["From"])
        body = mail.get_body(("plain", "html"))
        words = body.get_content().splitlines() if body else []
        secrets = [name, address, str(mail["Subject"] or ""), *words]
        assert [one for one in secrets if len(one.strip()) > 3 and one.strip() in log] == []
