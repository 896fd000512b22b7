"""Bytes of a story -> text: UTF-8 and UTF-16 for sure, older encodings by evidence; what is no text is refused."""

from __future__ import annotations

import re

from .errors import CopydeskError
from .typed import NamedTuple

MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
WESTERN = "windows-1252"
# With so few characters outside ASCII the text is English, or nearly, and its quotation marks and dashes are those of
# windows-1252: a library that counts letters has nothing to count.
FEW = 0.05
SAMPLE = 100_000  # bytes that are enough to tell an encoding
# patterns, compiled when the first file comes that is not UTF-8
_HIGH = rb"[\x80-\xff]"
_UTF8 = rb"(?:[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})+"
_CONTROLS = rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]"


class Decoded(NamedTuple):
    """The text without its byte order mark, and what the bytes were."""

    text: str
    encoding: str
    mark: bytes = b""


def decode(data: bytes, path: str) -> Decoded:
    """CopydeskError, with the path, for what is no text."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return Decoded(_strict(data[len(mark) :], encoding, path), encoding, mark)
    if b"\0" in data:
        raise CopydeskError("is no text: it holds NUL bytes.", path)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        _refuse_broken(data, error, path)
    encoding = _older(data)
    return Decoded(_strict(data, encoding, path), encoding)


def _strict(data: bytes, encoding: str, path: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        name = encoding.upper().removesuffix("-LE").removesuffix("-BE")
        raise CopydeskError(
            f"is not the {name} it looks like: {error.reason} at byte {error.start + 1:,}.", path
        ) from None
    if "\0" in text:
        raise CopydeskError("is no text: it holds NUL characters.", path)
    return text


def _refuse_broken(data: bytes, error: UnicodeDecodeError, path: str) -> None:
    """Refuse binary data, and UTF-8 with a broken place: to guess there would turn good letters into bad ones."""
    if len(re.findall(_CONTROLS, data[:SAMPLE])) * 100 > min(len(data), SAMPLE):
        raise CopydeskError("is no text: it holds control characters.", path)
    whole = sum(len(m) for m in re.findall(_UTF8, data))
    if whole * 2 > len(re.findall(_HIGH, data)):
        line = data.count(b"\n", 0, error.start) + 1
        raise CopydeskError(f"is UTF-8, but byte {data[error.start]:#04x} is not: mend it first.", path, line)


def _older(data: bytes) -> str:
    """The likeliest of the encodings before Unicode."""
    high = len(re.findall(_HIGH, data))
    try:
        western: str | None = data.decode(WESTERN)
    except UnicodeDecodeError:
        western = None
    if western is not None and high < FEW * len(data):
        return WESTERN
    from charset_normalizer import from_bytes

    first = re.search(_HIGH, data)
    start = max(0, (first.start() if first else 0) - 1000)
    best = from_bytes(data[start : start + SAMPLE]).best()
    if best is None:
        return WESTERN
    if western is not None and str(best) == western[start : start + SAMPLE]:
        return WESTERN
    return best.encoding
