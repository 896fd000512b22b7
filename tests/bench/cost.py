"""What each rule costs: `python tests/bench/cost.py FILE.jsonl|FOLDER [RULE...]`, microseconds a word, dearest first.

A rule is run alone over stories whose views (paragraphs, words, sentences, direct speech) are made already, the best of
three rounds: what it adds to a run in which another rule has asked for them. `views` is what making them costs once.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from copydesk.document import Document
from copydesk.engine import Engine
from copydesk.rulebook import shipped

ROUNDS = 3


def stories(where: Path) -> list[str]:
    """The texts of a file of JSON lines (key `text`), or of the .txt files of a folder."""
    if where.is_dir():
        return [path.read_text(encoding="utf-8") for path in sorted(where.rglob("*.txt"))]
    return [json.loads(line)["text"] for line in where.open(encoding="utf-8")]


def seconds(engine: Engine, documents: list[Document]) -> float:
    start = time.process_time()
    for document in documents:
        engine.check(document)
    return time.process_time() - start


def main(where: str, *ids: str) -> None:
    texts = stories(Path(where))
    words = sum(len(text.split()) for text in texts)
    book = shipped()
    start = time.process_time()
    documents = [Document(text, lexicon=book.lexicon) for text in texts]
    for document in documents:
        for paragraph in document.paragraphs:
            _ = paragraph.words, paragraph.sentences, paragraph.speech
    views = time.process_time() - start
    idle = min(seconds(Engine([], book.lexicon), documents) for _ in range(ROUNDS))
    rows = []
    for rule in book.rules(ids or ["all"]):
        engine = Engine([rule], book.lexicon)
        rows.append((min(seconds(engine, documents) for _ in range(ROUNDS)) - idle, rule.id))
    together = min(seconds(Engine(book.rules(ids), book.lexicon), documents) for _ in range(ROUNDS)) - idle
    for spent, id in [*sorted(rows, reverse=True), (together, "all in force together"), (views, "views")]:
        print(f"{spent / words * 1e6:8.3f}  {id}")
    fresh = Engine(book.rules(ids), book.lexicon)
    all_of_it = min(seconds(fresh, [Document(t, lexicon=book.lexicon) for t in texts]) for _ in range(ROUNDS))
    print(f"{words:,} words; {words / all_of_it:,.0f} words a second from text to findings")


if __name__ == "__main__":
    main(*sys.argv[1:])
