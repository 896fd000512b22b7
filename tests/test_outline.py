"""The outline of a text: it may say that there is something where there is nothing, never the other way round."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.reading.outline import Outline, outline

_MARKS = re.compile(r"[ \t][.,;:!?]|[a-z]{2}[.,;:!?][A-Z][a-z]")


def slowly(text: str) -> Outline:
    return Outline(
        any(sign in text for sign in "&;<\\{`"),
        any((ord(char) < 32 and char not in "\t\r\n") or char == "\x7f" for char in text),
        _MARKS.search(text) is not None,
    )


@settings(max_examples=300, deadline=None)
@given(
    st.text("ab AB.,;:!?&<\\{`\t\n\x00\x7f’é0", max_size=30), st.sampled_from((0, 1 << 15, 1 << 16)), st.integers(-9, 9)
)
def test_the_outline_says_what_a_slow_look_says(text: str, before: int, shift: int) -> None:
    """Wherever in a text it stands: over the seam of two pieces of a long one, too."""
    long = "x" * max(0, before + shift) + text
    assert outline(long) == slowly(long)
