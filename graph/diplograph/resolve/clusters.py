"""Nodes that are one thing, under one id; what must stay apart stays apart, however many lie between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from diplograph.ids import digest
from diplograph.resolve.judgements import Judgement
from diplograph.resolve.profile import Node, Profile
from diplograph.resolve.rules import Pair


class Clusters:
    """Disjoint sets with vetoes."""

    def __init__(self, shown: Mapping[Node, Profile]) -> None:
        self._known = {node for node, profile in shown.items() if profile.known}
        self._parent = {node: node for node in shown}
        self._members = {node: [node] for node in shown}
        self._apart: dict[Node, set[Node]] = {node: set() for node in shown}
        self._why: dict[Node, list[tuple[Node, Node, str]]] = {node: [] for node in shown}

    def root(self, node: Node) -> Node:
        """The node that stands for the whole cluster while it grows."""
        while self._parent[node] != node:
            self._parent[node] = self._parent[self._parent[node]]
            node = self._parent[node]
        return node

    def keep_apart(self, pairs: Iterable[tuple[Node, Node]]) -> None:
        """Forbid two nodes, and whatever is merged with them, to be one. What is one already stays one."""
        for a, b in pairs:
            one, other = self.root(a), self.root(b)
            if one != other:
                self._apart[one].add(b)
                self._apart[other].add(a)

    def judge(self, judgements: Iterable[Judgement]) -> None:
        """Do what a person decided: the vetoes first."""
        by_id: dict[str, list[Node]] = {}
        for node in sorted(self._parent):
            by_id.setdefault(node.id, []).append(node)
            by_id.setdefault(_suffixed(node), []).append(node)
        judged = sorted(judgements)
        for j in judged:
            if j.judgement == "negative":
                self.keep_apart((a, b) for a in by_id.get(j.left, ()) for b in by_id.get(j.right, ()))
        for j in judged:
            some = sorted({*by_id.get(j.left, ()), *by_id.get(j.right, ())}) if j.judgement == "positive" else []
            self.merge(Pair(0, some[0], node, f"judged: {j.reason}") for node in some[1:])

    def merge(self, pairs: Iterable[Pair]) -> bool:
        """Make one what the pairs say is one, where nothing forbids it; whether anything became one."""
        united = [self._unite(pair) for pair in pairs]
        return any(united)

    def _unite(self, pair: Pair) -> bool:
        a, b = sorted((self.root(pair.a), self.root(pair.b)), key=lambda n: (-len(self._members[n]), n))
        if a == b or any(self.root(other) == b for other in self._apart[a]):
            return False
        if any(n in self._known for n in self._members[a]) and any(n in self._known for n in self._members[b]):
            return False  # the packs tell them apart
        self._parent[b] = a
        self._members[a] += self._members.pop(b)
        self._apart[a] |= self._apart.pop(b)
        self._why[a] += [*self._why.pop(b), (pair.a, pair.b, pair.why)]
        return True

    def ids(self) -> dict[Node, str]:
        """One id for every node: the packs' where they have one, else the first of those that the documents gave.

        Where one id would stand for two things, the ground on which they differ goes into it.
        """
        heads = {root: self._head(members) for root, members in self._members.items()}
        claimed = Counter(head.id for head in heads.values() if not head.lone)
        named = {root: self._name(head, self._members[root], claimed) for root, head in heads.items()}
        return {node: named[self.root(node)] for node in self._parent}

    def reasons(self) -> dict[str, tuple[str, ...]]:
        """For every id that stands for several, why."""
        ids = self.ids()
        found = {}
        for root, whys in self._why.items():
            told = {f"{a.id} is {b.id}: {why}" if a.id != b.id else why for a, b, why in whys}
            if told and len({node.id for node in self._members[root]}) > 1:
                found[ids[root]] = tuple(sorted(told))
        return found

    def _head(self, members: list[Node]) -> Node:
        return min(members, key=lambda n: (n not in self._known, n.lone, n))

    def _name(self, head: Node, members: list[Node], claimed: Mapping[str, int]) -> str:
        fits = any(head.id.endswith(_suffix(node)) for node in members)
        return head.id if fits or (not head.lone and claimed[head.id] < 2) else _suffixed(head)


def _suffix(node: Node) -> str:
    return f"-{digest(node.ground)}"


def _suffixed(node: Node) -> str:
    """The id of a node that shares its own with others; done once."""
    return node.id if node.id.endswith(_suffix(node)) else node.id + _suffix(node)
