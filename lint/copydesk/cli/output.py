"""Where reports go: one to standard output, those of `--output` to files, each written whole or not at all."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress

from ..errors import CopydeskError, did_you_mean
from ..files import undisturbed
from ..report import REPORTS, Style, Tally, report
from ..typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import TextIO


class Output(NamedTuple):
    """One `--output`: a format, and the file it goes to."""

    format: str
    path: str

    @property
    def fresh(self) -> str:
        """Where it is written, beside its place, until it is whole."""
        folder, name = os.path.split(os.path.realpath(self.path))
        return os.path.join(folder, f".{name[:100]}.{os.getpid()}.copydesk")


class Report:
    """A report being written, story by story."""

    def __init__(self, name: str, style: Style, write: Callable[[str], object]) -> None:
        self._form, self._style, self._write = report(name), style, write
        self._joint = ""
        write(self._form.BEGIN)

    def add(self, story: str) -> None:
        """What its format has to say of the next story."""
        if story:
            self._write(self._joint + story)
            self._joint = self._form.JOINT

    def end(self, tally: Tally) -> None:
        self._write(self._form.end(tally, self._style))


def outputs(values: Sequence[str]) -> tuple[Output, ...]:
    """What `--output` asks for. CopydeskError where it cannot be had: better told before the stories are read."""
    out: dict[str, Output] = {}
    for value in values:
        name, colon, path = value.partition(":")
        if not (colon and path):
            raise CopydeskError(f"--output is a format and a file, as in sarif:copydesk.sarif, not “{value}”.")
        if name not in REPORTS:
            near = did_you_mean(name, REPORTS) or f" There are: {', '.join(REPORTS)}."
            raise CopydeskError(f"--output knows no format “{name}”.{near}")
        real = os.path.realpath(path)
        if real in out:
            raise CopydeskError("two reports cannot go to one file.", path)
        out[real] = output(name, path)
    return tuple(out.values())


def output(name: str, path: str) -> Output:
    """The same for one file."""
    real = os.path.realpath(path)
    if not os.path.isdir(os.path.dirname(real)):
        raise CopydeskError(f"cannot be written: there is no folder {os.path.dirname(path)}. Make it first.", path)
    if os.path.exists(real) and not os.path.isfile(real):
        raise CopydeskError("cannot be written: it is no file.", path)
    return Output(able(name), path)


def able(name: str) -> str:
    """The format itself. CopydeskError where it needs a package that is not there."""
    try:
        report(name)
    except ModuleNotFoundError as missing:
        if missing.name not in ("jinja2", "markupsafe"):
            raise
        raise CopydeskError("a page of all stories needs one more package: pip install 'copydesk[report]'.") from None
    return name


def apart(paths: Iterable[str], wanted: Sequence[Output]) -> list[str]:
    """The paths without those of our own reports: an older one is no story."""
    own = {os.path.realpath(output.path) for output in wanted}
    return [path for path in paths if not own or os.path.realpath(path) not in own]


@contextmanager
def written(wanted: Sequence[Output]) -> Iterator[list[Report]]:
    """The reports that go to files."""
    with files(wanted) as writers:
        yield [Report(output.format, Style(), write) for output, write in zip(wanted, writers, strict=True)]


@contextmanager
def files(wanted: Sequence[Output]) -> Iterator[list[Callable[[str], None]]]:
    """What writes to each. They stand in their places when all has gone well; before that nothing is touched."""
    if not wanted:
        yield []
        return
    made: list[tuple[Output, TextIO]] = []
    try:
        for output in wanted:
            with _told(output.path):
                file: TextIO = open(output.fresh, "w", encoding="utf-8", errors="backslashreplace", newline="")  # noqa: SIM115
            made.append((output, file))
        yield [_writer(output.path, file) for output, file in made]
        with undisturbed():
            for output, file in made:
                with _told(output.path):
                    file.close()
                    with suppress(FileNotFoundError):
                        os.chmod(output.fresh, stat.S_IMODE(os.stat(output.path).st_mode))
            for output, _ in made:
                with _told(output.path):
                    os.replace(output.fresh, os.path.realpath(output.path))
    finally:
        for output, file in made:
            with suppress(OSError):
                file.close()
            with suppress(OSError):
                os.unlink(output.fresh)


def _writer(path: str, file: TextIO) -> Callable[[str], None]:
    def write(text: str) -> None:
        with _told(path):
            file.write(text)

    return write


@contextmanager
def _told(path: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CopydeskError(f"cannot be written: {error.strerror}.", path) from None
