"""The article this began with, and the small texts on which other linters fail: measured by their own scripts.

They lie beside the checkout (`../shared`) and are not part of the project.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"
COMMAND = f"{sys.executable} -m copydesk"
pytestmark = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the measuring copy (../shared) is not beside this checkout"
)


def run(script: str, *args: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SHARED / script), "--command", COMMAND, *args]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8")


def test_the_seed_article_is_found_out_and_repaired() -> None:
    """All 231 damaged places are found; --fix writes the repaired text byte for byte and leaves it alone from then on."""
    done = run("seed/score_seed.py", "--json")
    told = json.loads(done.stdout)
    figures = told["figures"]
    assert told["broken contract"] == 0
    assert figures["entities: found"]["all"] == [231, 231]
    assert told["--fix"] == {
        "repaired.txt byte for byte": True,
        "left alone the second time": True,
        "findings of desk characters left": 0,
    }
    assert figures["findings of quote rules (there should be none)"]["all"] == 0
    assert figures["claims: found"]["all"][0] >= 12
    assert figures["false alarms (touch nothing golden of their family)"]["error+warning"] == 0


def test_every_small_text_comes_out_as_expected() -> None:
    """Each text of the fixtures gives what its expectation says, and silence where it says silence."""
    done = run("fixtures/check.py")
    assert done.returncode == 0, done.stdout + done.stderr
