"""The cases beside the checkout: texts, and what is to be found in them. Where they are absent, one test that is skipped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import tomli

CASES = Path(__file__).resolve().parents[2] / "shared" / "cases"


def cases(name: str) -> list[Any]:
    """The cases of one file, each as a parameter with its id."""
    file = CASES / name
    if not file.is_file():
        return [pytest.param({}, marks=pytest.mark.skip(reason="the cases (../shared) are not beside this checkout"))]
    return [pytest.param(case, id=case["id"]) for case in tomli.loads(file.read_text(encoding="utf-8"))["case"]]
