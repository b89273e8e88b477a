"""Parsers that are not ours, in other languages, read every export to the same count.

Debian has them: raptor2-utils, serdi, node-n3. Any other N3.js does, where `NODE_PATH` leads to it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

import diplograph
from diplograph import export

TEXT = """\
تهران - دیپلوگراف - سرگئی لاوروف وزیر خارجه روسیه روز سه‌شنبه در مسکو با «عباس عراقچی» وزیر امور خارجه ایران دیدار کرد.
لاوروف گفت: مسکو از برجام حمایت می‌کند؛ "آمریکا" نباید \\ تحریم‌های تازه‌ای علیه ایران اعمال کند & <این> پایان است.
"""
FORMS = {"nq": "nquads", "trig": "trig", "ttl": "turtle", "nt": "ntriples", "rdfxml": "rdfxml"}
N3 = """
const read = new (require("n3").Parser)({ format: process.argv[1] });
read.parse(require("fs").createReadStream(process.argv[2]), (error, quad) => {
  if (error) throw error;
  if (quad) console.log("one");
});
"""
N3_12 = """
const { Parser } = require("n3"), file = process.argv[1];
const read = (text) => new Parser({ format: "trig" }).parse(text);
read('VERSION "1.2"\\n<a:r> <a:p> <<( <a:s> <a:p> <a:o> )>> .');
for (const quad of file ? read(require("fs").readFileSync(file, "utf8")) : [])
  console.log(quad.object.termType === "Quad" ? quad.predicate.value.split("#")[1] : "one");
"""


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


@pytest.fixture(scope="module")
def node() -> str:
    """A node that finds N3.js. Its absence is skipped where a person works, and fails where nobody looks."""
    path = shutil.which("node")
    if path is None or subprocess.run([path, "-e", 'require("n3")'], capture_output=True, check=False).returncode:
        if os.environ.get("CI"):
            pytest.fail("N3.js is missing, and CI must not skip it", pytrace=False)
        pytest.skip("N3.js is not installed")
    return path


@pytest.mark.parametrize("form", [f for f in FORMS if f != "rdfxml"])
def test_n3_reads_every_export(exports: dict[str, Path], node: str, form: str) -> None:
    found = statements(node, "-e", N3, FORMS[form], str(exports[form]))
    assert len(found) == expected(exports, form) > 20


def test_n3_reads_each_claim_of_the_rdf_1_2_export_as_a_reifier(exports: dict[str, Path], node: str) -> None:
    file = exports["nq"].parent.parent / "graph.rdf12.trig"
    lines = exports["nq"].read_text(encoding="utf-8").splitlines()
    file.write_text(export.files("rdf12", lines)["graph.rdf12.trig"], encoding="utf-8")
    if subprocess.run([node, "-e", N3_12], capture_output=True, check=False).returncode:
        pytest.skip("this N3.js is older than 2 and knows no triple terms")
    found = statements(node, "-e", N3_12, str(file))
    claims = sum("22-rdf-syntax-ns#type> <https://w3id.org/diplograph/ns#Claim>" in line for line in lines)
    assert found.count("reifies") == claims > 0
    assert len(found) == len(lines) - 3 * claims
