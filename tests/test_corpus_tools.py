"""The commands that measure changes, run for real on stories of our own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def run(script: str, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "tests" / "corpus" / script), *args],
        capture_output=True, text=True, encoding="utf-8", cwd=ROOT,
        env={"PYTHONPATH": str(ROOT / "lint"), "PYTHONIOENCODING": "utf-8", "PATH": ""},
    )  # fmt: skip


def row(path: Path, start: int, end: int, rule: str, message: str = "What?") -> str:
    text = path.read_text(encoding="utf-8")
    return json.dumps(
        {"path": str(path), "rule": rule, "level": "warning", "start": start, "end": end, "line": 1, "column": start + 1,
         "text": text[start:end], "message": message, "fixes": []}
    )  # fmt: skip


def test_diff_lists_what_came_and_went(tmp_path: Path) -> None:
    """By rule, with the words around; what stayed is not told, what is told otherwise is."""
    story = tmp_path / "story.txt"
    story.write_text("The ferry ferry left at noon, critics say.", encoding="utf-8")
    old, new = tmp_path / "old.jsonl", tmp_path / "new.jsonl"
    old.write_text("\n".join([row(story, 4, 15, "twice"), row(story, 30, 41, "who"), row(story, 0, 3, "the")]), "utf-8")
    new.write_text(
        "\n".join([row(story, 30, 41, "who", "Who?"), row(story, 24, 28, "when"), row(story, 0, 3, "the")]), "utf-8"
    )
    done = run("diff.py", str(old), str(new))
    assert done.returncode == 1
    assert "twice: 1 gone" in done.stdout and "The ⟦ferry ferry⟧ left" in done.stdout
    assert "when: 1 added" in done.stdout and "who: 1 changed" in done.stdout and "the:" not in done.stdout
    assert done.stdout.rstrip().endswith("1 added, 1 gone, 1 with other words or fixes.")
    assert run("diff.py", str(old), str(old)).returncode == 0


def test_diff_refuses_what_is_no_finding(tmp_path: Path) -> None:
    """It says which line of which file."""
    (tmp_path / "odd.jsonl").write_text("{}\n", encoding="utf-8")
    done = run("diff.py", str(tmp_path / "odd.jsonl"), str(tmp_path / "odd.jsonl"))
    assert done.returncode == 1 and "odd.jsonl:1: is no finding" in done.stderr


def test_sentences_are_measured(tmp_path: Path) -> None:
    """One boundary right, one missed (no stop), one cut where the copy has none."""
    file = tmp_path / "copy.jsonl"
    file.write_text(json.dumps({"text": "It sank.\nWe saw it\nIt was old. It was blue.\n"}) + "\n", encoding="utf-8")
    done = run("sentences.py", str(file), "--show", "5")
    assert "2 boundaries: precision 50.00%, recall 50.00%" in done.stdout, done.stderr
    assert "missed" in done.stdout and "cut" in done.stdout


def test_a_draw_can_be_drawn_again(tmp_path: Path) -> None:
    """The findings of a first run, without rules that are off, the same for the same seed, with the paragraph around."""
    copy = tmp_path
    (copy / "text").mkdir(parents=True)
    text = "The the ferry left.\n\nIt was of of no use, and and the crew knew.\n\n13% of voters chose the pier.\n"
    (copy / "clean.jsonl").write_text(json.dumps({"text": text}) + "\n", encoding="utf-8")
    draws = {seed: run("precision.py", "--draw", "2", "--seed", seed, "--copy", str(copy)).stdout for seed in "1234"}
    assert run("precision.py", "--draw", "2", "--seed", "1", "--copy", str(copy)).stdout == draws["1"]
    assert len(set(draws.values())) > 1
    every = [json.loads(line) for line in run("precision.py", "--draw", "9", "--copy", str(copy)).stdout.splitlines()]
    assert [one["rule"] for one in every] == ["doubled-word"] * 3
    assert {one["context"].replace("[[", "").replace("]]", "") for one in every} == {text}
