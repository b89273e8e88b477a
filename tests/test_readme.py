"""What the README shows is what happens: its Python runs, its claim is in the seeds' graph, its links lead on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import diplograph

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_its_python_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    monkeypatch.chdir(tmp_path)
    (block,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    names: dict[str, object] = {}
    exec(block, names)
    assert names["rows"]
    assert "documents" in capsys.readouterr().out
    assert (tmp_path / "news.html").stat().st_size


def test_its_claim_is_in_the_graph_of_the_seeds() -> None:
    (shown,) = re.findall(r"```turtle\n(.*?)```", README, re.DOTALL)
    (id_,) = re.findall(r"^dgr:claim/(\w+)", shown, re.MULTILINE)
    (claim,) = [c for c in diplograph.build(ROOT / "seeds").claims if c.id == id_]
    assert f"rdf:subject dgr:{claim.subject} " in shown
    assert f"rdf:predicate dg:{claim.predicate} " in shown
    assert f"rdf:object dgr:{claim.object} " in shown
    assert f"dg:modality dg:{claim.modality.value} " in shown
    assert f"dg:attributedTo dgr:{claim.speaker} " in shown
    assert f'"{claim.date}"' in shown
    evidence = claim.evidence[0]
    assert f"from character {evidence.span.start} to {evidence.span.end}" in shown


def test_its_links_lead_somewhere() -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", README)
    assert [t for t in targets if "://" not in t and not (ROOT / t).exists()] == []
