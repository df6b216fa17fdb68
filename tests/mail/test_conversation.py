"""Tokens and subjects that tie mails together."""

import pytest

from intake.mail.conversation import find_tokens, normalise_subject


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("RE: [VNG-2026-00042] Ontvangen", ("VNG-2026-00042",)),
        ("vng-2026-00042 en VNG-2026-00043, nogmaals VNG-2026-00042", ("VNG-2026-00042", "VNG-2026-00043")),
        ("VNG\u20112026\u201100042", ("VNG-2026-00042",)),
        ("XVNG-2026-00042", ()),
        ("VNG-2026-42", ()),
        ("VNG-1999-00042", ()),
        ("VNG " * 100_000, ()),
    ],
)
def test_tokens(text: str, tokens: tuple[str, ...]) -> None:
    assert find_tokens(text) == tokens


@pytest.mark.parametrize(
    "subject",
    [
        "Aanbod Ommen",
        "RE: Aanbod Ommen",
        "Re: FW: Antw: aanbod  ommen",
        "RE: [VNG-2026-00042] Aanbod Ommen",
        "[EXTERN] Re[2]: Aanbod Ommen",
        "AW: WG: Aanbod Ommen",
        "Doorst: Aanbod Ommen",
    ],
)
def test_subjects_for_comparing(subject: str) -> None:
    assert normalise_subject(subject) == "aanbod ommen"


def test_words_that_start_like_a_prefix_stay() -> None:
    assert normalise_subject("Reactie op ledenbrief") == "reactie op ledenbrief"
    assert normalise_subject("re" * 100_000).startswith("rere")
