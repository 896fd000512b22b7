"""Every rule that ships keeps what its own file promises. One case a rule: `-k quote-gap`."""

from __future__ import annotations

import pytest

from copydesk.proof import Proof
from copydesk.rulebook import shipped

BOOK = shipped()


@pytest.fixture(scope="module")
def proof() -> Proof:
    return Proof(BOOK)


def test_every_file_can_be_read() -> None:
    """No file in `rules/` is refused."""
    assert [str(problem) for problem in BOOK.problems] == []


@pytest.mark.parametrize("id", sorted(BOOK.sheets))
def test_rule(proof: Proof, id: str) -> None:
    """A rule meets the eleven demands (see `copydesk.proof`)."""
    faults = proof.prove(BOOK.sheets[id])
    assert not faults, "\n" + "\n".join(map(str, faults))


@pytest.mark.parametrize("id", sorted(BOOK.sheets))
def test_rule_says_why(id: str) -> None:
    """A rule says why it exists and since when."""
    sheet = BOOK.sheets[id]
    assert sheet["why"] and sheet["since"], sheet["path"]
