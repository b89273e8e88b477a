"""The network: laws that every network keeps."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from dataclasses import replace

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import viewer_samples as samples
from diplograph.model import Claim, Modality
from diplograph.network import centrality, links, to_networkx
from diplograph.text import Document


def test_every_claim_is_one_edge() -> None:
    graph = samples.sample()
    assert sorted(key for *_, key in graph.edges(keys=True)) == sorted(claim.id for claim in samples.CLAIMS)


def test_every_quote_stands_in_its_sentence() -> None:
    texts = {document.identifier: document.text for document in samples.DOCUMENTS}
    for *_, claim in samples.sample().edges(data=True):
        for quote in claim["evidence"]:
            assert quote["sentence"][quote["offset"] :].startswith(quote["exact"])
            assert quote["sentence"] in texts[quote["identifier"]]


@given(st.randoms(use_true_random=False))
def test_order_changes_nothing(chance: random.Random) -> None:
    entities, documents, claims = [list(x) for x in (samples.ENTITIES, samples.DOCUMENTS, samples.CLAIMS)]
    for items in (entities, documents, claims):
        chance.shuffle(items)
    graph, shuffled = samples.sample(), to_networkx(entities, documents, claims)
    assert list(graph.nodes(data=True)) == list(shuffled.nodes(data=True))
    assert list(graph.edges(keys=True, data=True)) == list(shuffled.edges(keys=True, data=True))


def test_a_thing_that_nobody_describes_is_shown_all_the_same() -> None:
    graph = to_networkx([], [], [Claim("c", "country/XX", "met", "strange", (), speaker="official/y")])
    assert {node: data["kind"] for node, data in graph.nodes(data=True)} == {
        "country/XX": "Country",
        "strange": "Organization",
        "official/y": "Official",
    }


def test_a_quote_without_its_document_is_its_own_sentence() -> None:
    graph = to_networkx([], [], samples.CLAIMS[:1])
    (claim,) = [data for *_, data in graph.edges(data=True)]
    assert claim["evidence"][0]["sentence"] == claim["evidence"][0]["exact"]


def test_a_document_may_be_named_by_its_id() -> None:
    from diplograph.rdf import document_id

    first = samples.CLAIMS[0]
    quote = replace(first.evidence[0], document=document_id(first.evidence[0].document))
    graph = to_networkx([], samples.DOCUMENTS, [replace(first, evidence=(quote,))])
    (claim,) = [data for *_, data in graph.edges(data=True)]
    assert claim["evidence"][0]["title"] == samples.DOCUMENTS[0].title


@pytest.mark.parametrize(("nodes", "edges"), [(1, 0), (2, 1), (40, 90)])
def test_centrality_shares_one(nodes: int, edges: int) -> None:
    graph = samples.generated(nodes, edges) if edges > 1 else nx.MultiDiGraph(nx.path_graph(nodes))
    assert centrality(graph).sum() == pytest.approx(1)


def test_centrality_is_pagerank() -> None:
    graph = nx.MultiDiGraph([(0, 1), (1, 2), (2, 0), (3, 0), (4, 0)])
    plain = nx.Graph(graph)
    matrix = nx.to_numpy_array(plain, nodelist=list(graph))
    chain = 0.85 * matrix / matrix.sum(axis=1, keepdims=True) + 0.15 / len(matrix)
    assert centrality(graph) == pytest.approx(np.linalg.matrix_power(chain, 200)[0])


def test_an_empty_network_has_no_centrality_and_no_links() -> None:
    graph = to_networkx([], [], [])
    assert len(centrality(graph)) == 0
    assert [len(part) for part in links(graph)] == [0, 0, 0]


def test_a_thing_that_claims_itself_is_no_link() -> None:
    graph = to_networkx(
        [], [Document("a", "x", "")], [Claim("c", "country/IR", "met", "country/IR", (), Modality.HOPED)]
    )
    assert graph.number_of_edges() == 1
    assert len(links(graph)[0]) == 0


_PRINT = (
    "import sys; sys.path.insert(0, 'tests'); import viewer_samples as s; print(s.generated(60, 120).nodes(data=True))"
)


def test_hashing_changes_nothing() -> None:
    runs = {
        subprocess.run(
            [sys.executable, "-c", _PRINT],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1
