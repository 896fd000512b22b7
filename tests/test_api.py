"""The Python face."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from copydesk import CopydeskError, Finding, Linter, fix_text, lint_text


def test_text_in_findings_out() -> None:
    """A clean text gives none; what is found is a Finding."""
    assert lint_text("The harbour was quiet.\n") == []
    assert all(isinstance(f, Finding) for f in lint_text("Israel & rsquo ; s war"))


def test_a_linter_obeys_a_configuration_file(tmp_path: Path) -> None:
    """As the command line does, with `[[paths]]` by the path that is given."""
    (tmp_path / "rules").mkdir()
    rule = 'check = "phrases"\nmessage = "x"\nsafe = true\n[swap]\n"a thing" = "it"\n'
    (tmp_path / "rules" / "thing.toml").write_text(rule)
    config = tmp_path / "copydesk.toml"
    said = 'rule_folders = ["rules"]\nselect = ["thing"]\n[[paths]]\nmatch = "opinion/"\nignore = ["thing"]\n'
    config.write_text(said)
    linter = Linter(config=str(config))
    assert [f.rule for f in linter.lint("Read a thing.", path=str(tmp_path / "a.txt"))] == ["thing"]
    assert linter.lint("Read a thing.", path=str(tmp_path / "opinion" / "a.txt")) == []
    assert fix_text("Read a thing.", config=str(config)) == "Read it."


@pytest.mark.parametrize("arguments", [{"select": ["no-such-rule"]}, {"house": "no-such-house"}])
def test_a_wrong_name_is_told_at_once(arguments: dict[str, object]) -> None:
    """With the nearest right one, before any text is read."""
    with pytest.raises(CopydeskError, match="there is no"):
        Linter(**arguments)  # type: ignore[arg-type]


def test_importing_the_package_imports_nothing_else() -> None:
    """The face is made when it is first asked for."""
    code = "import sys, copydesk; print([m for m in sys.modules if m.startswith('copydesk.')])"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"
