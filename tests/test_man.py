"""The man page: made of the help, clean roff, and complete as it is shown."""

from __future__ import annotations

import re
import shutil
import subprocess
from importlib import import_module
from pathlib import Path

import pytest
import tomli

from copydesk.cli import COMMANDS
from copydesk.cli.man import page

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "docs" / "copydesk.1"


def test_it_says_what_the_help_says_today() -> None:
    """And it is the one that is installed where `man` looks."""
    assert FILE.read_text("utf-8") == page(), "python -m copydesk.cli.man > docs/copydesk.1"
    wheel = tomli.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["shared-data"] == {"docs/copydesk.1": "share/man/man1/copydesk.1"}


@pytest.mark.skipif(not shutil.which("groff"), reason="needs groff")
def test_as_it_is_shown() -> None:
    """groff objects to nothing; every command, option and exit status is there, as it is typed."""
    done = subprocess.run(
        ["groff", "-man", "-Tutf8", "-Kutf8", "-ww", "-rCHECKSTYLE=3", "-P-cbou", "-rLL=200n", str(FILE)],
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert (done.returncode, done.stderr) == (0, "")
    shown = done.stdout
    assert re.search(r"(?m)^NAME\n +copydesk - reads news copy and lists what a copy editor would stop at$", shown)
    for name, module in COMMANDS.items():
        _, _, own = re.split(rf"(?m)(^   {name}$)", shown)
        own = re.split(r"(?m)^(?:   )?\w", own)[0]
        for option in import_module(f"copydesk.cli.{module}").OPTIONS:
            assert re.search(rf"(?m)^ +(?:-\w, )?{re.escape(f'{option.name} {option.value}'.strip())}(?: |$)", own)
    assert "--all --reason …" in shown
    assert re.search(r"(?m)^EXIT STATUS\n +0 +nothing was found\n\n +1 +something was\n\n +2 ", shown)
