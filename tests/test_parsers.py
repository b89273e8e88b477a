"""Parsers that are not ours, in other languages, read every export to the same count (Debian: raptor2-utils, serdi)."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

import diplograph

TEXT = """\
تهران - دیپلوگراف - سرگئی لاوروف وزیر خارجه روسیه روز سه‌شنبه در مسکو با «عباس عراقچی» وزیر امور خارجه ایران دیدار کرد.
لاوروف گفت: مسکو از برجام حمایت می‌کند؛ "آمریکا" نباید \\ تحریم‌های تازه‌ای علیه ایران اعمال کند & <این> پایان است.
"""
FORMS = {"nq": "nquads", "trig": "trig", "ttl": "turtle", "nt": "ntriples", "rdfxml": "rdfxml"}


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("parsers")
    (folder / "a «1».txt").write_text(TEXT, encoding="utf-8")
    (folder / "b.txt").write_text("گزارش\n" + TEXT, encoding="utf-8")
    graph = diplograph.build(folder)
    return {form: graph.write(folder / form, (form,))[0] for form in FORMS}


def statements(*command: str) -> list[str]:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert not done.stderr, done.stderr
    return [line for line in done.stdout.splitlines() if line]


def expected(exports: dict[str, Path], form: str) -> int:
    lines = exports["nq"].read_text(encoding="utf-8").splitlines()
    if form in ("nq", "trig"):
        return len(lines)
    return len(exports["nt"].read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("form", FORMS)
def test_raptor_reads_every_export(exports: dict[str, Path], form: str) -> None:
    found = statements("rapper", "-q", "-i", FORMS[form], "-o", "ntriples", str(exports[form]))
    assert len(found) == expected(exports, form) > 20


@pytest.mark.parametrize("form", [f for f in FORMS if f != "rdfxml"])
def test_serd_reads_every_export(exports: dict[str, Path], form: str) -> None:
    found = statements("serdi", "-i", FORMS[form], "-o", "nquads", str(exports[form]))
    assert len(found) == expected(exports, form) > 20
