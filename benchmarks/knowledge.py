"""How long the knowledge packs take, beside parsing the same rows as JSON. Run: python benchmarks/knowledge.py"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from diplograph.knowledge.ask import who
from diplograph.knowledge.check import check
from diplograph.knowledge.packs import HERE, TABLES, load

BUDGET = 0.150
ROUNDS = 7


def best(task: Callable[[], object]) -> float:
    """The shortest of several runs, in seconds."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        task()
        times.append(time.perf_counter() - start)
    return min(times)


def as_json() -> str:
    """All rows as one JSON document: a list of objects a table."""
    tables = {}
    for name in TABLES:
        path = HERE / f"{name}.tsv"
        head, *rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
        tables[name] = [dict(zip(head, row, strict=True)) for row in rows]
    return json.dumps(tables, ensure_ascii=False)


def main() -> None:
    """Print the figures."""
    rows = sum(len((HERE / f"{name}.tsv").read_text(encoding="utf-8").splitlines()) - 1 for name in TABLES)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "packs.json"
        path.write_text(as_json(), encoding="utf-8")
        parsed = best(lambda: json.loads(path.read_text(encoding="utf-8")))
    loaded = best(lambda: load.__wrapped__())
    checked = best(check)
    who("foreign minister of Russia", "2015")
    asked = best(lambda: who("foreign minister of Russia", "2015"))
    print(f"{'rows':<28}{rows:>10}")
    print(f"{'parse the same as JSON':<28}{parsed * 1e3:>10.1f} ms")
    print(f"{'load all packs':<28}{loaded * 1e3:>10.1f} ms{loaded / parsed:>8.2f} x JSON")
    print(f"{'check all packs':<28}{checked * 1e3:>10.1f} ms{checked / loaded:>8.2f} x load")
    print(f"{'who, packs loaded':<28}{asked * 1e3:>10.3f} ms")
    print(f"load within {BUDGET * 1e3:.0f} ms: {'yes' if loaded < BUDGET else 'NO'}")


if __name__ == "__main__":
    main()
