"""What the server may not do: find anything itself, or cost those anything who do not use it."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from editor import ROOT

MODULES = sorted((ROOT / "server" / "copydesk_server").rglob("*.py"))


def imported(path: Path) -> set[str]:
    """The modules a file imports; those of its own package by their bare names."""
    out = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            out |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            name = node.module or ""
            out |= {name} if name else {alias.name for alias in node.names}
    return out


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.stem)
def test_it_finds_nothing_itself(path: Path) -> None:
    """No patterns, no checks, no readings: the engine finds, the server hands on. And it knows no command line."""
    names = imported(path)
    assert not names & {"re", "regex", "copydesk.lazily"}
    assert not [
        n for n in names if n.startswith(("copydesk.checks", "copydesk.views", "copydesk.cli", "copydesk.report"))
    ]


def test_no_circles() -> None:
    """No module of the server imports, over whatever way, itself."""
    graph = {p.stem: imported(p) & {m.stem for m in MODULES} for p in MODULES}

    def walk(name: str, way: tuple[str, ...]) -> None:
        assert name not in way, " -> ".join((*way, name))
        for other in graph[name]:
            walk(other, (*way, name))

    for name in graph:
        walk(name, ())


def test_help_is_cheap() -> None:
    """Even `copydesk server --help` does not import pygls, which takes half a second."""
    code = (
        "import sys; from copydesk.cli import main; status = main(['server', '--help'])\n"
        "sys.exit(status or 'pygls' in sys.modules or 'lsprotocol' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT / "lint")
    assert done.returncode == 0, done.stderr
    assert "--tcp" in done.stdout
