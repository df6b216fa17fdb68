"""Mail in: what is new in one folder, by UID above the stored mark; never by \\Seen (RFC 9051, RFC 4549)."""

import hashlib
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Self

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

from intake.domain import RawMessage
from intake.errors import TransportError
from intake.settings import MailboxSettings, WorkerSettings
from intake.transport import imap_idle
from intake.transport.batches import Envelope, batches, first_part_bytes
from intake.transport.imap_fetch import bodies, envelopes, uids_above
from intake.transport.imap_session import connect, hang_up, talking
from intake.transport.secure import where

KEYWORD = b"$VngVerwerkt"
_LISTED_AT_ONCE = 500

_log = logging.getLogger(__name__)


class ImapMailbox:
    """One folder, opened. A context manager: entering connects, leaving logs out.

    Entering raises UnreachableError, LoginError, CertificateError, or TransportError for a refused folder.
    """

    uidvalidity: int

    def __init__(self, name: str, mailbox: MailboxSettings, worker: WorkerSettings) -> None:
        self.name = name
        self._mailbox = mailbox
        self._limits = worker
        self._server = mailbox.imap
        self._keyword_allowed = False

    def __enter__(self) -> Self:
        self._client = connect(self._server)
        try:
            with talking(self._server):
                self._select()
        except BaseException:
            hang_up(self._client)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # After trouble a farewell would only wait for an answer that does not come.
        if kind is None:
            with suppress(TransportError), talking(self._server):
                self._client.logout()
        hang_up(self._client)

    def _select(self) -> None:
        try:
            answer = self._client.select_folder(self._mailbox.folder)
        except IMAPClientAbortError:
            raise
        except IMAPClientError:
            raise TransportError(
                f'{where(self._server)} does not open the folder "{self._mailbox.folder}". '
                "Check folder in the configuration, and the rights of this user."
            ) from None
        self.uidvalidity = int(answer[b"UIDVALIDITY"])
        permanent = {flag.lower() for flag in answer.get(b"PERMANENTFLAGS", ())}
        self._keyword_allowed = bool({b"\\*", KEYWORD.lower()} & permanent)

    def fetch_above(self, uid: int) -> Iterator[tuple[RawMessage, ...]]:
        """Messages with a UID above `uid`, ascending, in bounded batches; each can be stored by itself.

        One over `max_message_bytes` comes as headers and first part, with `complete` False. One that vanishes
        meanwhile is left out. Raises UnreachableError when the line breaks; batches given before it stand.
        """
        with talking(self._server):
            found = uids_above(self._client, uid)
        for start in range(0, len(found), _LISTED_AT_ONCE):
            with talking(self._server):
                listed = envelopes(self._client, found[start : start + _LISTED_AT_ONCE])
            for batch in batches(listed, self._limits):
                with talking(self._server):
                    messages = self._messages(batch)
                if messages:
                    yield messages

    def _messages(self, batch: Sequence[Envelope]) -> tuple[RawMessage, ...]:
        first = f"BODY.PEEK[]<0.{first_part_bytes(self._limits)}>"
        small = [one.uid for one in batch if not one.is_oversize(self._limits)]
        data = bodies(self._client, small, "BODY.PEEK[]")
        for one in batch:
            if one.is_oversize(self._limits):
                data |= bodies(self._client, [one.uid], first)
        return tuple(self._raw(one, data[one.uid]) for one in batch if one.uid in data)

    def _raw(self, envelope: Envelope, data: bytes) -> RawMessage:
        complete = not envelope.is_oversize(self._limits)
        # Some servers only estimate RFC822.SIZE, so the limit is held here as well.
        if len(data) > self._limits.max_message_bytes:
            data, complete = data[: first_part_bytes(self._limits)], False
        return RawMessage(
            mailbox=self.name,
            folder=self._mailbox.folder,
            uidvalidity=self.uidvalidity,
            uid=envelope.uid,
            data=data,
            digest=hashlib.sha256(data).hexdigest(),
            received_at=envelope.received_at,
            complete=complete,
            size=max(envelope.size, len(data)),
        )

    def mark_processed(self, uids: Sequence[int]) -> None:
        """Shows on the server that we have these messages. Nothing rests on it, so trouble is only logged."""
        folder = self._mailbox.processed_folder
        try:
            with talking(self._server):
                if uids and folder:
                    _move(self._client, list(uids), folder)
                elif uids and self._keyword_allowed:
                    self._client.add_flags(list(uids), [KEYWORD], silent=True)
        except TransportError as error:
            _log.warning("%s: stored messages could not be marked on the server: %s", self.name, error)

    @property
    def can_idle(self) -> bool:
        """True when the server can tell by itself that mail came (RFC 2177)."""
        with talking(self._server):
            return bool(self._client.has_capability("IDLE"))

    def wait_for_mail(self, seconds: float, stop: Callable[[], bool] = lambda: False) -> bool:
        """Sleeps in IDLE until mail comes (True), or until `seconds` pass or `stop()` says so (False).

        Raises UnreachableError when the line breaks, TransportError when the server has no IDLE.
        """
        with talking(self._server):
            return imap_idle.wait(self._client, seconds, stop)


def _move(client: IMAPClient, uids: list[int], folder: str) -> None:
    if not client.folder_exists(folder):
        client.create_folder(folder)
        client.subscribe_folder(folder)
    if client.has_capability("MOVE"):
        client.move(uids, folder)
        return
    client.copy(uids, folder)
    client.add_flags(uids, [b"\\Deleted"], silent=True)
    # A plain EXPUNGE would also remove what a person marked for deletion.
    if client.has_capability("UIDPLUS"):
        client.uid_expunge(uids)
