"""Plain text and CSV."""


def read(data: bytes) -> str:
    """The text, as UTF-8 or UTF-16 where it says so or proves to be, else as cp1252."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
