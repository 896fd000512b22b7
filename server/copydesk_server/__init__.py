"""The engine spoken to by editors. The only code that imports pygls."""

from __future__ import annotations

from collections.abc import Callable


def serve(host: str = "", port: int = 0, say: Callable[[str], None] = lambda line: None) -> None:
    """Serve one editor until it leaves: over standard input and output, or where `host` is named over TCP."""
    from . import wire
    from .session import Session

    session = Session()
    try:
        if host:
            wire.tcp(session.server.protocol, host, port, say)
        else:
            wire.stdio(session.server.protocol)
    finally:
        session.deeds.leave()
