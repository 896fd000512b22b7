"""How texts and paths are written where others read them: XML, URIs, and a name that a finding keeps when lines move."""

from __future__ import annotations

import os
import re
from collections import Counter
from hashlib import sha256

from ..finding import Finding

# what XML 1.0 cannot hold, however it is written
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_XML = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
_IN_XML = re.compile('[&<>"\t\n\r]')


def xml(text: str) -> str:
    """A text within an element or an attribute. What XML cannot hold is written out, as on a terminal: `\\x0b`."""
    return _IN_XML.sub(lambda m: _XML[m[0]], _NO_XML.sub(_named, text))


def _named(match: re.Match[str]) -> str:
    char = match[0]
    return f"\\x{ord(char):02x}" if ord(char) < 256 else f"<U+{ord(char):04X}>"


def place(path: str) -> str:
    """A path from the folder we run in, with `/`; whole where the file lies outside that folder."""
    here = os.getcwd()
    whole = os.path.normpath(os.path.join(here, path))
    inside = whole.removeprefix(here.rstrip(os.sep) + os.sep)
    return inside.replace(os.sep, "/")


def uri(path: str) -> str:
    """The same as a URI: a relative reference, or `file:` and the whole path."""
    from pathlib import Path
    from urllib.parse import quote

    found = place(path)
    return Path(found).as_uri() if os.path.isabs(found) else quote(os.fsencode(found))


class Names:
    """Names of the findings of one story: rule, flagged words, and how many alike stand before it.

    No line and no neighbour has a part in it, so a finding keeps its name when the story is edited elsewhere.
    """

    def __init__(self, text: str, *also: str) -> None:
        self._text = text
        self._also = also  # what the name depends on besides, such as the path
        self._seen: Counter[tuple[str, str]] = Counter()

    def of(self, finding: Finding) -> str:
        """To be asked once for each finding, in their order."""
        start, end = finding.span
        words = " ".join(self._text[start:end].split())
        self._seen[finding.rule, words] += 1
        parts = (*self._also, finding.rule, words, str(self._seen[finding.rule, words]))
        return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
