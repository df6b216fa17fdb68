"""What the journal shows with a case is Dutch: every action that the services write there has its words."""

import ast
from collections.abc import Iterator
from pathlib import Path

import intake.services
from intake.web.wording import deed

# The states are written by one line for all of them; the other names are chosen by an if.
_COMPUTED = (
    "answer uncertain",
    "answer refused",
    "case closed",
    "case reopened",
    "failed",
    "failed for good",
)


def _actions() -> Iterator[str]:
    """The third argument of every `note(...)` that names a message or a case."""
    for file in Path(intake.services.__file__).parent.glob("*.py"):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if (
                isinstance(call, ast.Call)
                and isinstance(call.func, ast.Name)
                and call.func.id == "note"
                and {"case", "message"} & {keyword.arg for keyword in call.keywords}
                and isinstance(call.args[2], ast.Constant)
            ):
                yield str(call.args[2].value)


def test_every_action_in_the_journal_of_a_case_has_words() -> None:
    found = [*_actions(), *_COMPUTED]
    assert len(found) > 12
    assert [action for action in found if deed(action) == action] == []
