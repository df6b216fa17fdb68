"""The process that opens attachments, with little time and memory: what explodes here, costs only a doubt.

Runs as `python -m intake.attachments.helper`; reads requests from stdin, writes answers to stdout, ends when stdin ends.
A request is one line of JSON ({"reader", "size"}) and then `size` bytes; an answer is one line of JSON: {"text", "fault"}
of a document, {"files", "fault"} of a file that holds files (an "unpack_..." reader), each [name, media type, base64].
"""

import importlib
import json
import resource
import sys
from base64 import b64encode
from typing import Any

from intake.attachments.limits import (
    LARGEST_CONTENTS,
    LONGEST_TEXT,
    TOO_LONG,
    PartlyReadError,
    UnreadableAttachmentError,
)
from intake.domain import Attachment

MEMORY_BYTES = 1_500_000_000
CPU_SECONDS = 8


def _limit_time() -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (spent + CPU_SECONDS, hard))


def _answer(reader: str, data: bytes) -> dict[str, Any]:
    try:
        module = importlib.import_module(f"intake.attachments.{reader}")
        return _files(module.unpack(data)) if reader.startswith("unpack_") else _text(module.read(data))
    except PartlyReadError as error:
        return {"text": error.text[:LONGEST_TEXT], "fault": str(error)}
    except UnreadableAttachmentError as error:
        return {"fault": str(error)}
    except MemoryError:
        return {"fault": "het bestand vraagt te veel geheugen"}
    except Exception:  # noqa: BLE001  (a parser may stumble in any way; the sandbox is there for that)
        return {"fault": "het bestand is niet te lezen"}


def _text(text: str) -> dict[str, Any]:
    fault = TOO_LONG if len(text) > LONGEST_TEXT else ""
    return {"text": text[:LONGEST_TEXT], "fault": fault}


def _files(files: list[Attachment]) -> dict[str, Any]:
    if sum(len(file.data) for file in files) > LARGEST_CONTENTS:
        raise UnreadableAttachmentError("het bestand is uitgepakt te groot")
    return {
        "files": [[file.name, file.media_type, b64encode(file.data).decode("ascii")] for file in files],
        "fault": "",
    }


def main() -> None:
    """Answers requests until stdin ends."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    while line := sys.stdin.buffer.readline():
        request = json.loads(line)
        data = sys.stdin.buffer.read(int(request["size"]))
        _limit_time()
        sys.stdout.write(json.dumps(_answer(str(request["reader"]), data)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
