"""How many processes a run is worth."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from copydesk.cli import jobs


@pytest.mark.parametrize(
    ("sizes", "cores", "count"),
    [
        ([5_000_000], 8, 1),  # a story is read by one
        ([300_000, 300_000], 8, 1),
        ([400_000, 400_000], 8, 2),
        ([400_000, 1_300_000], 8, 4),
        ([9_000_000, 9_000_000], 8, 8),
        ([9_000_000, 9_000_000], 1, 1),
    ],
)
def test_one_for_each_portion(
    sizes: list[int], cores: int, count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As many as there are portions of work, never more than cores; what is gone counts for nothing."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: range(cores), raising=False)
    paths = [str(tmp_path / f"{n}.txt") for n in range(len(sizes))]
    for path, size in zip(paths, sizes, strict=True):
        Path(path).touch()
        os.truncate(path, size)
    assert jobs._suggested(paths, os.path.getsize) == count
    assert jobs._suggested([str(tmp_path / "gone.txt"), *paths], os.path.getsize) == count or len(sizes) == 1
