"""What we ship for CI works: the action, the job for GitLab, the container file; each by its schema, and run for real."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

import outputs

ROOT = Path(__file__).resolve().parents[1]
CI = ROOT / "docs" / "ci"
FAULT = "The the ferry was late.\n"
posix = pytest.mark.skipif(os.name != "posix" or not shutil.which("bash"), reason="needs bash")
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEPS: dict[str, Any] = {step["id"]: step for step in ACTION["runs"]["steps"]}
JOB: dict[str, Any] = yaml.safe_load((CI / "gitlab-ci.yml").read_text("utf-8"))["copydesk"]


def page() -> list[str]:
    """The YAML of docs/ci.md."""
    return re.findall(r"```yaml\n(.*?)```", (ROOT / "docs" / "ci.md").read_text("utf-8"), re.S)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("github-actions", (ROOT / "action.yml").read_text("utf-8")),
        ("gitlab-ci", (CI / "gitlab-ci.yml").read_text("utf-8")),
        *(("github-workflows" if "jobs:" in block else "gitlab-ci", block) for block in page()),
    ],
)
def test_by_their_schemas(kind: str, text: str, tmp_path: Path) -> None:
    """Those that SchemaStore keeps, as the package check-jsonschema carries them; for the examples in the manual too."""
    pytest.importorskip("check_jsonschema")
    file = tmp_path / "file.yml"
    file.write_text(text, "utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{kind}", str(file)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_action_uses_what_it_declares() -> None:
    """Every input is used, every value comes from somewhere, and none is pasted into a script."""
    whole = (ROOT / "action.yml").read_text("utf-8")
    used = set(re.findall(r"\$\{\{ inputs\.(\w+) \}\}", whole))
    assert used == set(ACTION["inputs"])
    for step in STEPS.values():
        assert "${{" not in step["run"]
        for name in re.findall(r"\$(COPYDESK_\w+)", step["run"]):
            assert name in step["env"]
    for id, key in re.findall(r"steps\.(\w+)\.outputs\.(\w+)", whole):
        assert f'echo "{key}=$' in STEPS[id]["run"]


class Runner:
    """A runner of GitHub as far as our steps see it."""

    def __init__(self, folder: Path) -> None:
        self.work, self.temp, self.said = folder / "work space", folder / "temp", folder / "said"
        self.work.mkdir()
        self.temp.mkdir()
        self.outputs: dict[str, str] = {}

    def step(self, id: str, **inputs: str) -> subprocess.CompletedProcess[str]:
        """Run one step as the runner does: its script in a file, expressions filled in only in its environment."""
        self.said.write_text("", "utf-8")
        values = {name: row["default"] for name, row in ACTION["inputs"].items()} | inputs
        filled = {
            key: re.sub(r"\$\{\{ inputs\.(\w+) \}\}", lambda m: values[m[1]], value)
            for key, value in STEPS[id].get("env", {}).items()
        }
        filled = {
            key: re.sub(r"\$\{\{ steps\.\w+\.outputs\.(\w+) \}\}", lambda m: self.outputs[m[1]], value)
            for key, value in filled.items()
        }
        script = self.temp / f"{id}.sh"
        script.write_text(STEPS[id]["run"], "utf-8")
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=self.work,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={
                "PATH": os.environ["PATH"],
                "HOME": str(self.temp),
                "RUNNER_TEMP": str(self.temp),
                "GITHUB_ACTION_PATH": str(ROOT),
                "GITHUB_OUTPUT": str(self.said),
                **{name: value for name, value in os.environ.items() if name.startswith("PIP_")},
                **filled,
            },
        )
        lines = self.said.read_text("utf-8").splitlines()
        self.outputs |= dict(line.split("=", 1) for line in lines)
        return done


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    """With copydesk installed, by way of this very Python."""
    made = Runner(tmp_path)
    made.outputs["python"] = sys.executable
    return made


@posix
def test_the_check_of_the_action(runner: Runner) -> None:
    """Annotations on standard output, SARIF in its file, the status as an output."""
    (runner.work / "a story.txt").write_text(FAULT, "utf-8")
    (runner.work / "other.txt").write_text(FAULT, "utf-8")
    done = runner.step("check", paths="a story.txt\n\n", sarif="found here.sarif", options="--select doubled-word")
    assert done.returncode == 1, done.stderr
    assert outputs.github(done.stdout.encode()) == [("a story.txt", 1, "doubled-word", "“the” stands twice running.")]
    read = outputs.sarif((runner.work / "found here.sarif").read_bytes())
    assert read == [("a story.txt", 1, "doubled-word", "“the” stands twice running.")]
    assert runner.outputs["status"] == "1"


@posix
def test_a_clean_repository_passes_the_action(runner: Runner) -> None:
    """With nothing said but where it is."""
    (runner.work / "story.txt").write_text("The ferry was late.\n", "utf-8")
    done = runner.step("check")
    assert (done.returncode, done.stdout, runner.outputs["status"]) == (0, "", "0")


@posix
def test_nothing_that_is_given_to_the_action_runs(runner: Runner) -> None:
    """Neither as a path nor as an option; a star in the options is not filled in."""
    (runner.work / "story.txt").write_text(FAULT, "utf-8")
    for paths, options in (("$(touch bad)\n`touch bad`;touch bad", ""), (".", "$(touch bad);touch bad"), (".", "*")):
        assert runner.step("check", paths=paths, options=options).returncode in (1, 2)
        assert runner.outputs["status"] in ("1", "2")
    assert sorted(path.name for path in runner.work.iterdir()) == ["story.txt"]


@posix
@pytest.mark.slow
def test_the_action_installs_itself(tmp_path: Path) -> None:
    """From its own checkout into an environment of its own; the check then runs there."""
    made = Runner(tmp_path)
    done = made.step("install")
    assert done.returncode == 0, done.stderr
    (made.work / "story.txt").write_text(FAULT, "utf-8")
    assert made.step("check").stdout.startswith("::error file=story.txt,line=1,")
    assert Path(made.outputs["python"]).is_relative_to(made.temp)


def command(folder: Path) -> dict[str, str]:
    """An environment in which `copydesk` is a command."""
    file = folder / "bin" / "copydesk"
    file.parent.mkdir()
    file.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT / "lint"}" exec "{sys.executable}" -m copydesk "$@"\n', "utf-8")
    file.chmod(0o755)
    return {**os.environ, "PATH": f"{file.parent}{os.pathsep}{os.environ['PATH']}"}


@posix
def test_the_job_of_gitlab(tmp_path: Path) -> None:
    """Its script writes what it promises as artifacts, and fails when there are findings."""
    work = tmp_path / "work"
    work.mkdir()
    (work / "story.txt").write_text(FAULT, "utf-8")
    environment = {**command(tmp_path), **JOB["variables"]}
    done = subprocess.run(["bash", "-eo", "pipefail", "-c", "\n".join(JOB["script"])], cwd=work, env=environment)
    assert done.returncode == 1
    reports = JOB["artifacts"]["reports"]
    expected = [("story.txt", 1, "doubled-word", "“the” stands twice running.")]
    assert outputs.gitlab((work / reports["codequality"]).read_bytes()) == expected
    assert outputs.junit((work / reports["junit"]).read_bytes()) == expected
    assert JOB["artifacts"]["when"] == "always"


def instructions() -> list[tuple[str, str]]:
    """Of the container file, in their order."""
    lines = (CI / "Containerfile").read_text("utf-8").splitlines()
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in lines) if word and word != "#"]


def test_the_container_file_by_its_linter() -> None:
    """hadolint finds nothing to say."""
    linter = shutil.which("hadolint", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if not linter:
        pytest.skip("needs hadolint, which the extra dev brings on Linux")
    done = subprocess.run([linter, "--format", "json", str(CI / "Containerfile")], capture_output=True, text=True)
    assert json.loads(done.stdout) == []


@posix
@pytest.mark.slow
def test_the_steps_of_the_container_file(tmp_path: Path) -> None:
    """Its steps in an environment in place of an image: a wheel of this checkout, installed, and the command it starts with."""
    image = tmp_path / "image"
    build = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(tmp_path / "dist"), str(ROOT)]
    assert subprocess.run(build).returncode == 0
    environment = {**os.environ, "PATH": f"{image / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    environment.pop("PYTHONPATH", None)
    work, start = image, []
    for word, rest in instructions():
        if word == "FROM":
            assert re.fullmatch(r"python:3\.\d+-slim", rest)
            subprocess.run([sys.executable, "-m", "venv", str(image)], check=True)
        elif word == "COPY":
            *found, there = rest.split()
            (image / there.strip("/")).mkdir()
            for pattern in found:
                for file in (tmp_path / "dist").glob(pattern):
                    shutil.copy(file, image / there.strip("/"))
        elif word == "RUN":
            here = re.sub(r"(?<= )/(?=\w)", f"{image}/", rest)
            subprocess.run(["sh", "-ec", here], check=True, env=environment, cwd=work)
        elif word == "WORKDIR":
            work = image / rest.strip("/")
            work.mkdir()
        elif word in ("ENTRYPOINT", "CMD"):
            start += json.loads(rest)
    (work / "story.txt").write_text(FAULT, "utf-8")
    done = subprocess.run(start, cwd=work, env=environment, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 1 and done.stdout.startswith("story.txt:1:1: error: “the” stands twice running.")
    assert not (image / "wheels").exists()
    assert (image / "share" / "man" / "man1" / "copydesk.1").read_bytes() == (ROOT / "docs" / "copydesk.1").read_bytes()


def test_the_page_names_only_what_there_is() -> None:
    """Options, formats and inputs in the examples of docs/ci.md exist."""
    from copydesk.cli.check import OPTIONS
    from copydesk.report import REPORTS

    text = (ROOT / "docs" / "ci.md").read_text("utf-8")
    known = {option.name for option in OPTIONS}
    for line in re.findall(r"copydesk check[^\n`|]*", text):
        assert set(re.findall(r"(?<=\s)--[a-z-]+", line)) <= known, line
    assert set(re.findall(r"--output (\w+):", text)) | set(re.findall(r"--format (\w+)", text)) <= set(REPORTS)
    for block in page():
        for job in yaml.safe_load(block).get("jobs", {}).values():
            for step in job["steps"]:
                if step["uses"].startswith("your/copydesk"):
                    assert set(step["with"]) <= set(ACTION["inputs"])
