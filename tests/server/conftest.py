"""Servers for tests: real processes, started once for many tests where one need not be fresh."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from editor import PULLS, Editor

Start = Callable[..., Editor]


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache of rules for all servers, and none of the person's own."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def start(cache: Path) -> Iterator[Start]:
    """Starts fresh servers; all must end well."""
    editors: list[Editor] = []

    def begin(*roots: Path, **capabilities: Any) -> Editor:
        editors.append(Editor(roots, capabilities, cache))
        return editors[-1]

    yield begin
    for editor in editors:
        if editor.process.poll() is None:
            assert editor.leave() == 0


@pytest.fixture(scope="module")
def editor(cache: Path) -> Iterator[Editor]:
    """One server for the tests of a file; it is sent findings, in UTF-16."""
    made = Editor(cache=cache)
    yield made
    assert made.leave() == 0


@pytest.fixture(scope="module")
def puller(cache: Path) -> Iterator[Editor]:
    """One server for the tests of a file, by an editor that asks for findings."""
    made = Editor(capabilities=PULLS, cache=cache)
    yield made
    assert made.leave() == 0
