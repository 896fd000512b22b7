"""The latency of the language server, through the protocol: from didChange to the diagnostics of that version.

    python tests/bench/server.py [--edits N] [--soak N] [--long MB]

A real server over standard input and output. An 800-word story and one of 10,000 words (the example stories, their
paragraphs numbered so that no two are alike, every twentieth damaged) are edited in the middle, one character a time, the
first change a second after `initialized`. `--soak N`: N more edits of the first story, and what they did to the memory.
`--long MB`: how long a question about another story takes while one of so many megabytes is checked, and the goodbye.
Ends with status 1 when a bound is missed. Times are wall time: run it on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "server"))
from editor import Editor  # noqa: E402

STORY = (ROOT / "tests" / "stories" / "ferry.txt").read_text(encoding="utf-8")


def long_story(words: int) -> str:
    """A story of so many words."""
    paragraphs = [p for p in STORY.strip().split("\n\n") if len(p.split()) > 12]
    out: list[str] = []
    count = 0
    while count < words:
        n = len(out)
        out.append(
            f"{paragraphs[n % len(paragraphs)]} That was in week {n}." + " It & rsquo ; s late ." * (n % 20 == 19)
        )
        count += len(out[-1].split())
    return "\n\n".join(out) + "\n"


def round_trips(editor: Editor, count: int) -> list[float]:
    """Milliseconds of the emptiest question there is."""
    out = []
    asked = {"textDocument": {"uri": "untitled:none"}, "position": {"line": 0, "character": 0}}
    for _ in range(count):
        begin = time.perf_counter()
        editor.request("textDocument/hover", asked)
        out.append((time.perf_counter() - begin) * 1000)
    return out


def edits(editor: Editor, uri: str, text: str, count: int) -> list[float]:
    """Milliseconds from each change to its diagnostics; the words typed go into the middle of a paragraph."""
    editor.findings(uri, text)
    time.sleep(1.0)
    middle = text.index(". ", len(text) // 2) + 2
    typed = ("The crew said nothing more about it on that day . " * 40)[:count]
    out = []
    for n in range(1, count + 1):
        now = text[:middle] + typed[: n % 400] + text[middle:]
        begin = time.perf_counter()
        editor.change(uri, now, n + 1)
        editor.until(lambda n=n: editor.versions[uri][-1] == n + 1)  # type: ignore[misc]
        out.append((time.perf_counter() - begin) * 1000)
        editor.versions[uri] = editor.versions[uri][-1:]
        time.sleep(0.002)
    return out


def beside(editor: Editor, megabytes: int) -> int:
    """Answers while a long story is checked; how many bounds are missed."""
    text = long_story(megabytes * 190_000)
    asked = {"textDocument": {"uri": "untitled:first"}, "position": {"line": 0, "character": 0}}
    begin, took = time.perf_counter(), []
    editor.open("untitled:huge", text)
    while "untitled:huge" not in editor.shown:
        at = time.perf_counter()
        editor.request("textDocument/hover", asked)
        took.append((time.perf_counter() - at) * 1000)
    whole = time.perf_counter() - begin
    p95, most = statistics.quantiles(took, n=20)[18], max(took)
    missed = p95 > 50
    print(
        f"{'NO  ' if missed else 'yes '}{len(text) / 1e6:.1f} MB are checked in {whole:.1f} s; {len(took)} answers beside: median"
        f" {statistics.median(took):.1f} ms, 95 of 100 {p95:.1f} ms (<= 50), the slowest {most:.0f} ms"
    )
    editor.open("untitled:huge again", text)
    editor.request("textDocument/hover", asked)
    begin = time.perf_counter()
    editor.leave()
    print(f"    goodbye while it is checked                    {(time.perf_counter() - begin) * 1000:7.2f} ms")
    return int(missed)


def memory(editor: Editor) -> float:
    """What the server holds, in MiB."""
    for line in Path(f"/proc/{editor.process.pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ask.add_argument("--edits", type=int, default=400)
    ask.add_argument("--soak", type=int, default=0)
    ask.add_argument("--long", type=int, default=0)
    args = ask.parse_args()
    editor = Editor()
    begin = time.perf_counter()
    editor.findings("untitled:first", STORY)
    first = (time.perf_counter() - begin) * 1000
    empty = statistics.median(round_trips(editor, 200))
    missed = 0
    print(f"    an empty round trip                            {empty:7.2f} ms")
    print(f"    opened at once: the first findings             {first:7.2f} ms")
    for name, uri, text, bounds in (
        ("800 words", "untitled:short", STORY, (5.0, 15.0, 15.0)),
        ("10,000 words", "untitled:long", long_story(10_000), (15.0, 0.0, 0.0)),
    ):
        took = edits(editor, uri, text, args.edits)
        found = len(editor.shown[uri])
        values = (statistics.median(took), statistics.quantiles(took, n=20)[18], took[0])
        for what, value, bound in zip(("median", "95 of 100", "the first"), values, bounds, strict=True):
            good = not bound or value <= bound
            missed += not good
            limit = f"(<= {bound:g})" if bound else ""
            label = f"{name}, {len(text.split()):,}, {found} findings: {what}"
            print(f"{'    ' if not bound else 'yes ' if good else 'NO  '}{label:46} {value:7.2f} ms  {limit}")
    if args.soak:
        before = memory(editor)
        edits(editor, "untitled:soak", STORY, args.soak)
        after = memory(editor)
        good = after - before < 10
        missed += not good
        print(
            f"{'yes ' if good else 'NO  '}{args.soak:,} edits more: {before:.1f} MiB, then {after:.1f}   (<= 10 more)"
        )
    if args.long:
        missed += beside(editor, args.long)
    editor.leave()
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
