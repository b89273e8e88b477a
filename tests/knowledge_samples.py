"""Packs of a small world, for tests."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from diplograph.knowledge.packs import TABLES, columns

SMALL: Mapping[str, tuple[str, ...]] = {
    "countries": (
        "IR\tIRN\t364\tQ794\tstate\t\t\t\tIran\tiso\t2025",
        "RU\tRUS\t643\tQ159\tstate\t\t\t\tRussia\tiso\t2025",
        "SUHH\tSUN\t810\tQ15180\thistorical\t1922-12-30\t1991-12-26\tRU\tSoviet Union\tiso\t2025",
    ),
    "places": ("moscow\tRU\tcapital\tgovernment\tQ649\tMoscow\tatlas\t2025",),
    "organizations": ("opec\tQ7795\tintergovernmental\t\tOPEC\tiso\t2025",),
    "members": ("opec\tIR\t1960-09-14\t\tiso\t2025",),
    "offices": (
        "deputy-minister\tdeputy minister\tDeputy Minister\tcountry\tminister\tusage\t2025",
        "minister\tminister\tMinister\tcountry\t\tusage\t2025",
    ),
    "shared": ("deputy-minister\t\tusage\t2025",),
    "people": ("ann-bell\t\tRU\tAnn Bell\tpress\t2025", "bob-cole\tQ7\tRU\tBob Cole\tpress\t2025"),
    "holders": (
        "minister\tRU\tann-bell\t2001-02\t2005-03-04\tpress\t2025",
        "minister\tRU\tbob-cole\t2005-03\t\tpress\t2025",
    ),
    "agreements": ("pact\t\ttreaty\t2001-02-03\t2002\t\tin-force\tPact\tpress\t2025",),
    "parties": ("pact\tIR\t2002\t\tpress\t2025", "pact\tRU\t2002\t\tpress\t2025"),
    "ambiguous": ("fa\tgoverned\tusage\t2025\tمسکو",),
    "names/countries": (
        "IR\ten\tname\tiso\t2025\tIran",
        "IR\tfa\tname\tiso\t2025\tایران",
        "RU\ten\tname\tiso\t2025\tRussia",
        "RU\tfa\tadjective\tiso\t2025\tروس",
        "RU\tfa\tname\tiso\t2025\tروسیه",
        "SUHH\ten\tname\tiso\t2025\tSoviet Union",
    ),
    "names/places": ("moscow\ten\tname\tatlas\t2025\tMoscow", "moscow\tfa\tname\tatlas\t2025\tمسکو"),
    "names/organizations": ("opec\ten\tname\tiso\t2025\tOPEC",),
    "names/offices": (
        "deputy-minister\ten\tname\tusage\t2025\tdeputy minister",
        "minister\ten\tname\tusage\t2025\tminister",
        "minister\tfa\tname\tusage\t2025\tوزیر",
    ),
    "names/people": (
        "ann-bell\ten\tfull\tpress\t2025\tAnn Bell",
        "ann-bell\tfa\tfull\tpress\t2025\tآن بل",
        "bob-cole\ten\tfull\tpress\t2025\tBob Cole",
        "bob-cole\tfa\tfull\tpress\t2025\tباب کول",
    ),
    "names/agreements": ("pact\ten\tname\tpress\t2025\tPact",),
}
SOURCES = "".join(f"| `{k}` | what it is | facts |\n" for k in ("iso", "atlas", "usage", "press"))


def lay(folder: Path, tables: Mapping[str, tuple[str, ...]], sources: str = SOURCES) -> Path:
    """Write packs into a folder, sorted and under their headers."""
    for name, rows in tables.items():
        path = folder / f"{name}.tsv"
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = ["\t".join(columns(TABLES[name])), *sorted(rows)]
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    (folder / "SOURCES.md").write_text(sources, encoding="utf-8")
    return folder
