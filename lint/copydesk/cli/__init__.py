"""The command: which word after `copydesk` runs which module, and what happens when something goes wrong."""

from __future__ import annotations

import sys

# word -> module of this package; its `run(args)` gets the words after it and gives the exit status
COMMANDS = {
    "check": "check",
    "config": "config",
    "explain": "explain",
    "test": "test",
}


def main(args: list[str] | None = None) -> int:
    from importlib import import_module

    args = sys.argv[1:] if args is None else args
    run = import_module(f".{COMMANDS[args[0]]}", __name__).run
    status: int = run(args[1:])
    return status
