"""The committed sample must equal a rebuild of `seeds/`, byte for byte.

    python exports/sample/verify.py            # compare
    python exports/sample/verify.py --write    # rebuild the sample

`graph.png` is a picture of the page, and not compared: `python benchmarks/pictures.py` takes it again.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import diplograph

HERE = Path(__file__).parent
SEEDS = HERE.parent.parent / "seeds"
FORMATS = ("trig", "ttl", "csv", "jsonl")


def main() -> int:
    """Rebuild, then compare or write; the exit status tells whether they were equal."""
    with tempfile.TemporaryDirectory() as folder:
        written = diplograph.build(SEEDS).write(folder, FORMATS)
        if "--write" in sys.argv[1:]:
            for path in written:
                (HERE / path.name).write_bytes(path.read_bytes())
            return 0
        differ = [p.name for p in written if not _same(p, HERE / p.name)]
    for name in differ:
        sys.stderr.write(f"exports/sample/{name}: differs from a rebuild of seeds/\n")
    if differ:
        sys.stderr.write("hint: if the change is meant, run `python exports/sample/verify.py --write` and commit\n")
    else:
        sys.stdout.write(f"exports/sample: {len(written)} files equal a rebuild\n")
    return 1 if differ else 0


def _same(a: Path, b: Path) -> bool:
    return b.exists() and a.read_bytes() == b.read_bytes()


if __name__ == "__main__":
    sys.exit(main())
