"""`copydesk server`: the language server, for editors. Imports it, and pygls with it, only when it is asked for."""

from __future__ import annotations

import sys

from ..errors import CopydeskError
from .options import Given, Option

ABOUT = "Serve an editor by the Language Server Protocol. Editors start it themselves: see docs/editors.md."
USAGE = "copydesk server [OPTION...]"
OPTIONS = (
    Option("--stdio", "talk over standard input and output: what it does unless told otherwise"),
    Option("--tcp", "wait for one editor on a port; without a HOST it must come from this machine", "[HOST:]PORT"),
)
LOOPBACK = "127.0.0.1"


def run(given: Given) -> int:
    options = given.options
    if given.rest:
        raise CopydeskError(f"“{given.rest[0]}”: a server is given no files; the editor names them.")
    if options["tcp"] and options["stdio"]:
        raise CopydeskError("--stdio and --tcp are two ways to talk: choose one.")
    host, _, port = options["tcp"].rpartition(":")
    if options["tcp"] and not (port.isdecimal() and int(port) < 1 << 16):
        raise CopydeskError(f"--tcp is [HOST:]PORT, as in {LOOPBACK}:2087, not “{options['tcp']}”.")
    try:
        from copydesk_server import serve
        from copydesk_server.wire import NoMessage
    except ImportError as error:
        raise CopydeskError(f"the server needs pygls ({error}): pip install 'copydesk[server]'.") from None
    try:
        if options["tcp"]:
            serve(host.strip("[]") or LOOPBACK, int(port), _say)
        else:
            serve()
    except NoMessage as error:
        raise CopydeskError(f"this is no message of the Language Server Protocol: {error}.") from None
    except OSError as error:
        raise CopydeskError(f"cannot listen on {options['tcp']}: {error.strerror}.") from None
    except SystemExit as end:  # the editor said `exit`
        return int(end.code or 0)
    return 0


def _say(line: str) -> None:
    sys.stderr.write(f"copydesk: {line}\n")
    sys.stderr.flush()
