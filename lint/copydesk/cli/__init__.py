"""The command: which word after `copydesk` runs which module, and what happens when something goes wrong.

A module of this package has `OPTIONS`, `USAGE` and `ABOUT`, and `run(given)`, which gets what was given of them and gives
the exit status: 0 clean, 1 findings, 2 usage, configuration or unreadable input. It may raise CopydeskError: told here,
status 2.
"""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress

from ..errors import CopydeskError, did_you_mean
from ..typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import NoReturn

# word -> module of this package, imported when it is called for
COMMANDS = {
    "init": "init",
    "check": "check",
    "explain": "explain",
    "config": "config",
    "rules": "rules",
    "report": "report",
    "test": "test",
    "try": "trial",
    "stet": "stet",
    "server": "server",
    "completion": "completion",
}
SHORT = """\
copydesk reads news copy and lists what a copy editor would stop at.

  copydesk check story.txt          list findings (a file, a folder, or - for standard input)
  copydesk check --fix stories/     repair what is safe to repair
  copydesk init                     write a copydesk.toml for this folder
  copydesk stet --all --reason …    let everything stand that is found today
  copydesk explain RULE             what a rule finds, why, and examples
  copydesk rules [PATH]             which rules run for a file, which do not, and why
  copydesk config [PATH]            what the configuration says, and which file said so
  copydesk report -o report.html    one page on all stories, for whoever runs the desk
  copydesk test [FILE...]           run the examples of rule files
  copydesk try RULE.toml            what a draft of a rule would find in an archive
  copydesk server                   the language server, for editors
  copydesk completion SHELL         completion of all this for bash, zsh and fish

  copydesk COMMAND --help           all options of a command
  copydesk --version
"""
STOPPED = 130  # what a shell says of a program stopped by Ctrl-C


def command() -> NoReturn:
    """The whole process. It ends at once: to take Python apart in good order costs as much as to read a story."""
    status = main()
    sys.stderr.flush()
    os._exit(status)  # `main` has flushed standard output


def main(words: list[str] | None = None) -> int:
    """Run one command line and give its exit status. Nothing leaves as a traceback."""
    words = sys.argv[1:] if words is None else words
    gc.set_threshold(100_000)  # imports make no rubbish: looking for it costs a tenth of a short run
    try:
        for name in ("stdout", "stderr"):
            stream = getattr(sys, name) or open(os.devnull, "w")  # noqa: SIM115  (whoever started us closed it)
            stream.reconfigure(errors="backslashreplace")
            setattr(sys, name, stream)
        status = _run(words)
        sys.stdout.flush()
        return status
    except CopydeskError as error:
        return complain(str(error))
    except KeyboardInterrupt:
        return STOPPED
    except BrokenPipeError:  # whoever read our output has gone: nothing is wrong
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:  # the edge: see `unexpected`
        return complain(unexpected(error))


def _run(words: list[str]) -> int:
    if not words or words[0] in ("--help", "-h", "help"):
        sys.stdout.write(SHORT)
        return 0
    if words[0] in ("--version", "-V"):
        from .. import __version__

        sys.stdout.write(f"copydesk {__version__}\n")
        return 0
    if words[0] not in COMMANDS:
        near = did_you_mean(words[0], COMMANDS) or f" There are: {', '.join(COMMANDS)}."
        path = " To check a file: copydesk check FILE." if os.path.exists(words[0]) else near
        raise CopydeskError(f"there is no command “{words[0]}”.{path}")
    from importlib import import_module

    from .options import described, parse

    command = import_module(f".{COMMANDS[words[0]]}", __name__)
    given = parse(words[1:], command.OPTIONS, words[0])
    if given.options["help"]:
        sys.stdout.write(described(command.USAGE, command.ABOUT, command.OPTIONS))
        return 0
    status: int = command.run(given)
    return status


def complain(message: str) -> int:
    """Say on standard error what is wrong, and give the status for it. A path in it cannot drive the terminal."""
    from ..report.shown import escaped

    with suppress(BrokenPipeError):
        sys.stdout.flush()
    sys.stderr.write(f"copydesk: {escaped(message)}\n")
    return 2


def unexpected(error: Exception) -> str:
    """A fault of ours in one line; the traceback only for those who ask by COPYDESK_DEBUG=1."""
    if os.environ.get("COPYDESK_DEBUG"):
        import traceback

        traceback.print_exc()
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f" ({os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno})" if trace else ""
    return f"this should not happen, please report it: {type(error).__name__}: {error}{where}"
