"""Neo4j: CSV files and the Cypher that loads them. A node a thing, a relationship a claim, typed by its predicate."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence

from diplograph import ontology
from diplograph.export import network_rows
from diplograph.export.table import Table
from diplograph.model import Kind

_THINGS = ("id", "label", *network_rows.NODE)
_CLAIMS = ("subject", "object", *network_rows.EDGE)


def render(table: Table) -> dict[str, str]:
    """The files by name."""
    things = [{"id": id_, "label": label, **told} for id_, label, told in network_rows.nodes(table)]
    claims = [{"subject": e.source, "object": e.target, **e.told} for e in network_rows.edges(table)]
    return {
        "neo4j/things.csv": _csv(_THINGS, things),
        "neo4j/claims.csv": _csv(_CLAIMS, claims),
        "neo4j/load.cypher": _cypher(),
    }


def _csv(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n", restval="", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    # LOAD CSV takes a backslash for an escape
    writer.writerows(
        {k: row.get(k, "").replace("\\", "\\\\").replace("\x00", "\ufffd") for k in columns} for row in rows
    )
    return out.getvalue()


def _cypher() -> str:
    """Labels and types cannot be parameters in Cypher: a statement for each. They merge, so they may run again."""
    head = [
        "// Copy things.csv and claims.csv into the import folder of Neo4j, then: cypher-shell -f load.cypher",
        "CREATE CONSTRAINT thing_id IF NOT EXISTS FOR (n:Thing) REQUIRE n.id IS UNIQUE;",
        "LOAD CSV WITH HEADERS FROM 'file:///things.csv' AS row MERGE (n:Thing {id: row.id}) SET n += row;",
    ]
    labels = [f"MATCH (n:Thing {{kind: '{kind}'}}) SET n:{kind};" for kind in sorted(Kind)]
    claims = [
        f"LOAD CSV WITH HEADERS FROM 'file:///claims.csv' AS row WITH row WHERE row.predicate = '{name}' "
        "MATCH (a:Thing {id: row.subject}) MATCH (b:Thing {id: row.object}) "
        f"MERGE (a)-[r:{_type(name)} {{claim: row.claim}}]->(b) SET r += row;"
        for name in sorted(ontology.predicates())
    ]
    return "\n".join([*head, *labels, *claims]) + "\n"


def _type(name: str) -> str:
    """The relationship type of a predicate.

    >>> _type("cooperatesWith")
    'COOPERATES_WITH'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).upper()
