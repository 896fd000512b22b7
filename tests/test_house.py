"""The architecture: floors, file sizes, what may not be imported where, and the words we use."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ENGINE = ROOT / "lint" / "copydesk"
SERVER = ROOT / "server" / "copydesk_server"

# from the ground up: a module imports from its own floor or a lower one
FLOORS: tuple[tuple[str, ...], ...] = (
    ("typed",),
    ("errors", "spans", "lexicon", "lazily"),
    ("prose",),
    ("reading",),
    ("views",),
    ("document",),
    ("finding",),
    ("checks",),
    ("rule",),
    ("rulefile", "plan"),
    ("rulebook",),
    ("engine",),
    ("changed",),
    ("fixing", "stets"),
    ("config", "expiry"),
    ("excluded",),
    ("stettext",),
    ("stetfile",),
    ("inforce",),
    ("stamps",),
    ("files", "encoding", "git"),
    ("stetting",),
    ("api",),
    ("proof", "explain"),
    ("allowed",),
    ("report",),
    ("archive",),
    ("cli", "__main__", "__init__"),
)
FLOOR = {name: n for n, names in enumerate(FLOORS) for name in names}
BELOW_RULEBOOK = {name for names in FLOORS[: FLOORS.index(("rule",)) + 1] for name in names}
OUTSIDE = frozenset(
    ("os", "io", "pathlib", "shutil", "tempfile", "glob", "time", "random", "socket", "ssl", "http", "urllib", "locale")
)
OUTSIDE |= {"subprocess", "threading", "multiprocessing", "asyncio", "logging", "getpass", "platform"}
CALLS_OUTSIDE = frozenset(("open", "input", "print", "exec", "eval", "__import__"))
# what a visitor sees first; `action.yml` is there because GitHub looks for it nowhere else
TOP = {"action.yml", "pyproject.toml", "lint", "rules", "server", "tests", "docs", ".ci", ".gitignore"}
TOP |= {"README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", ".pre-commit-hooks.yaml"}
FORBIDDEN = re.compile(r"context|manager|helper|util|handler|processor", re.I)


def modules(*roots: Path) -> list[Path]:
    return sorted(p for root in roots for p in root.rglob("*.py"))


def name_of(path: Path) -> str:
    """The dotted name within the package `copydesk`."""
    parts = path.relative_to(ENGINE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


def imports(path: Path) -> list[tuple[str, bool]]:
    """What a module imports from `copydesk`, and whether at import (not within a function)."""
    tree = ast.parse(path.read_text("utf-8"))
    late = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or _only_for_types(node)
        for inner in ast.walk(node)
    }
    package = list(path.relative_to(ENGINE).with_suffix("").parts[:-1])
    out = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            if node.level:
                base = package[: len(package) - node.level + 1] + (node.module.split(".") if node.module else [])
            elif node.module and node.module.split(".")[0] == "copydesk":
                base = node.module.split(".")[1:]
            else:
                continue
            for alias in node.names:
                out.append((_module([*base, alias.name]) or ".".join(base) or "__init__", id(node) not in late))
        elif isinstance(node, ast.Import):
            out += [
                (alias.name.partition(".")[2] or "__init__", id(node) not in late)
                for alias in node.names
                if alias.name.split(".")[0] == "copydesk"
            ]
    return out


def _module(parts: list[str]) -> str | None:
    place = ENGINE.joinpath(*parts)
    return ".".join(parts) if place.with_suffix(".py").is_file() or (place / "__init__.py").is_file() else None


def _only_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def outside_imports(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("path", modules(ENGINE), ids=lambda p: str(p.relative_to(ENGINE)))
def test_floors(path: Path) -> None:
    """A module imports only from its own floor or a lower one, also within functions."""
    own = name_of(path).split(".")[0]
    assert own in FLOOR, f"{own} has no floor yet: give it one in FLOORS"
    if own == "cli" or own == "__main__":
        return
    above = [
        name
        for name, _ in imports(path)
        if name != "__init__" and FLOOR.get(name.split(".")[0], len(FLOORS)) > FLOOR[own]
    ]
    assert not above


def test_no_circles() -> None:
    """No module imports, over whatever way, itself."""
    graph = {name_of(p): {name for name, now in imports(p) if now} for p in modules(ENGINE)}
    done: set[str] = set()

    def walk(name: str, way: tuple[str, ...]) -> None:
        assert name not in way, " -> ".join((*way, name))
        if name not in done:
            for other in graph.get(name, ()):
                if other != name:
                    walk(other, (*way, name))
            done.add(name)

    for name in graph:
        walk(name, ())


@pytest.mark.parametrize("path", modules(ENGINE, SERVER), ids=lambda p: p.stem)
def test_files_are_short(path: Path) -> None:
    """No file is over 300 lines, and each says in its docstring what it knows."""
    text = path.read_text("utf-8")
    assert text.count("\n") <= 300
    assert ast.get_docstring(ast.parse(text))


@pytest.mark.parametrize("path", modules(ENGINE), ids=lambda p: str(p.relative_to(ENGINE)))
def test_below_the_rulebook_nothing_outside(path: Path) -> None:
    """Below the rulebook everything is text in, findings out: no disk, clock, environment or network."""
    if name_of(path).split(".")[0] not in BELOW_RULEBOOK:
        return
    assert not outside_imports(path) & OUTSIDE
    calls = {
        node.func.id
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert not calls & CALLS_OUTSIDE
    asked = {node.attr for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Attribute)}
    assert not asked & {"now", "today", "utcnow", "fromtimestamp", "stdin", "stdout", "stderr", "argv"}


@pytest.mark.parametrize("path", modules(ENGINE), ids=lambda p: str(p.relative_to(ENGINE)))
def test_only_the_server_knows_editors(path: Path) -> None:
    """Only `server/` imports pygls and lsprotocol; nothing is a dataclass, whose import alone costs 7 ms."""
    assert not outside_imports(path) & {"pygls", "lsprotocol", "dataclasses"}


@pytest.mark.parametrize("path", modules(ENGINE, SERVER), ids=lambda p: p.stem)
def test_words_we_use(path: Path) -> None:
    """Names say what a thing is: never context, manager, helper, util, handler, processor."""
    names = {path.stem}
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            names.add(node.name)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
    assert not [name for name in sorted(names) if FORBIDDEN.search(name)]


def test_the_top_level_stays_short() -> None:
    """Nothing is added to it without a reason in docs/architecture.md."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("needs the repository, not a copy of its files")
    assert {path.split("/")[0] for path in listed.stdout.split("\0") if path} == TOP


def test_rules_hold_no_code() -> None:
    """`rules/` is data."""
    assert not list((ROOT / "rules").rglob("*.py"))


def test_the_command_starts_lean(tmp_path: Path) -> None:
    """Checking a file loads nothing that only editors, other formats or house rules need."""
    story = tmp_path / "story.txt"
    story.write_text("The council met on Monday. It adjourned at noon.\n", "utf-8")
    code = (
        "import sys; before = set(sys.modules)\n"
        "from copydesk.cli import main\n"
        f"try: main(['check', '--isolated', {str(story)!r}])\n"
        "except SystemExit: pass\n"
        "print('\\n'.join(sorted(set(sys.modules) - before)), file=sys.stderr)\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in ran.stderr.split()}
    heavy = {
        "pygls",
        "lsprotocol",
        "dataclasses",
        "argparse",
        "asyncio",
        "multiprocessing",
        "pyromark",
        "charset_normalizer",
    }
    assert "copydesk" in loaded
    assert not loaded & (heavy | {"html", "inspect", "typing_extensions", "unittest", "email", "http", "logging"})


def test_a_start_imports_no_typing() -> None:
    """It takes as long as to read a story: `copydesk.typed` stands in for it."""
    code = (
        "import sys, copydesk.cli as c; c.main(['check', '--isolated', sys.argv[1]]); sys.exit('typing' in sys.modules)"
    )
    story = ROOT / "tests" / "stories" / "ferry.txt"
    environment = {**os.environ, "PYTHONPATH": str(ENGINE.parent)}
    done = subprocess.run([sys.executable, "-S", "-c", code, str(story)], env=environment, capture_output=True)
    assert done.returncode == 0
