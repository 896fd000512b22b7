"""`copydesk check`: first form, for measuring."""

from __future__ import annotations

import json
import sys

from ..engine import Engine
from ..errors import CopydeskError
from ..files import load, search
from ..report.row import row
from ..rulebook import shipped


def run(args: list[str]) -> int:
    select: list[str] = []
    house = ""
    paths = []
    todo = list(args)
    while todo:
        word = todo.pop(0)
        if word == "--select":
            select += todo.pop(0).split(",")
        elif word == "--house":
            house = todo.pop(0)
        elif word in ("--format", "--jobs"):
            todo.pop(0)
        elif not word.startswith("--"):
            paths.append(word)
    book = shipped()
    settings = {}
    if house:
        import tomli

        from ..rulebook import SHIPPED

        settings = tomli.loads((SHIPPED / "houses" / f"{house}.toml").read_text(encoding="utf-8")).get("rules", {})
    for problem in book.problems:
        print(problem, file=sys.stderr)
    engine = Engine(book.rules(select, (), settings), book.lexicon)

    def tell(error: CopydeskError) -> None:
        print(error, file=sys.stderr)

    status = 0
    for path in search(paths, tell):
        story = load(path)
        document = engine.read(story.text, path, story.format)
        for finding in engine.check(document):
            status = 1
            sys.stdout.write(json.dumps(row(path, document.lines, finding), ensure_ascii=False) + "\n")
    return status
