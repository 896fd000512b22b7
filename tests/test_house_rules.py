"""docs/house-rules.md: its rule can be written, tested, tried and adopted as the page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from copydesk.cli import main

PAGE = Path(__file__).resolve().parents[1] / "docs" / "house-rules.md"


def test_the_page_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Every command of the page, in its order, on the rule that it shows."""
    page = PAGE.read_text(encoding="utf-8")
    rule, config = re.findall(r"```toml\n(.*?)```", page, re.S)
    commands = [line.split()[1:] for line in page.splitlines() if line.startswith("copydesk ")]
    assert [words[0] for words in commands] == ["test", "try", "try"]
    monkeypatch.chdir(tmp_path)
    for path, text in (
        ("house/words/quay.toml", rule),
        ("old/quay.toml", rule.replace('"quays" =', '"jetties" =')),
        ("archive/a.txt", "Two quays and a quay.\n"),
    ):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    said = []
    for words in commands:
        assert main(words) == 0, capsys.readouterr()
        said.append(capsys.readouterr().out)
    assert "all hold" in said[0]
    assert "2 hits:" in said[1]
    assert "1 hit added:" in said[2] and "⟦quays⟧" in said[2]
    (tmp_path / "copydesk.toml").write_text(config, encoding="utf-8")
    assert main(["rules", "archive"]) == 0
    assert "City desk  until 2027-08-31" in capsys.readouterr().out
