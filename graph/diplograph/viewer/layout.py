"""Where the nodes stand: communities as discs that do not overlap, their members spread inside.

Everything is computed here, once, so the page opens still. Forces are rounded after every step: what differs in the
sixteenth digit between two machines must not grow into a different picture.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from diplograph.network import links

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SPACING = 120.0  # between neighbours, in the page's own units
_EXACT = 600  # up to here every pair repels every other
_GRID = 256  # beyond, repulsion is read from a grid this fine
_WIDE = np.array([0.012, 0.03])  # pull towards the middle: screens are wider than high
_GOLDEN = np.pi * (3 - 5**0.5)


@dataclass(frozen=True)
class Layout:
    """Positions in node order, the community of each node, and each community's disc as (x, y, radius)."""

    xy: Ints
    community: Ints
    discs: Ints


def layout(graph: nx.MultiDiGraph) -> Layout:
    """Place every node; the same graph is always placed the same way.

    >>> found = layout(nx.MultiDiGraph([("a", "b"), ("b", "c"), ("x", "y")]))
    >>> found.community.tolist(), len(found.discs)
    ([0, 0, 0, 1, 1], 2)
    """
    a, b, weight = links(graph)
    community = communities(graph.number_of_nodes(), a, b, weight)
    discs = _place_discs(community, a, b, weight)
    xy = _spread(community, discs, a, b, weight)
    return Layout(xy.round().astype(np.int64), community, discs.round().astype(np.int64))


def communities(n: int, a: Ints, b: Ints, weight: Floats) -> Ints:
    """The Louvain community of each node, the largest numbered 0.

    >>> communities(5, np.array([0, 0, 1, 3]), np.array([1, 2, 2, 4]), np.ones(4)).tolist()
    [0, 0, 0, 1, 1]
    """
    plain = nx.Graph()
    plain.add_nodes_from(range(n))  # integers hash alike in every run; names do not
    plain.add_weighted_edges_from(zip(a.tolist(), b.tolist(), weight.tolist(), strict=True))
    parts = nx.community.louvain_communities(plain, seed=7, resolution=1.1) if n else []
    number = np.zeros(n, dtype=np.int64)
    for i, part in enumerate(sorted(parts, key=lambda part: (-len(part), min(part)))):
        number[list(part)] = i
    return number


def _place_discs(community: Ints, a: Ints, b: Ints, weight: Floats) -> Floats:
    """A disc for each community: linked ones drawn together, the others in rows beneath."""
    count = np.bincount(community) if len(community) else np.zeros(0)
    radius = SPACING * (0.58 * np.sqrt(count) + 0.12)
    between = community[a] != community[b]
    ends = np.sort(np.stack([community[a], community[b]], axis=1)[between], axis=1)
    linked = np.unique(np.append(ends, 0)) if len(count) else np.zeros(0, dtype=np.int64)
    xy = np.zeros((len(count), 2))
    xy[linked] = _pack(radius[linked], np.searchsorted(linked, ends), weight[between])
    _shelve(xy, radius, linked)
    return np.column_stack([xy, radius])


def _pack(radius: Floats, ends: Ints, weight: Floats, *, rounds: int = 240) -> Floats:
    """Discs around a centre, partners near each other, none over another."""
    order = np.arange(len(radius))
    start = np.sqrt(np.cumsum(radius**2) - radius**2 / 2) * 1.2
    xy = np.column_stack([np.cos(order * _GOLDEN), np.sin(order * _GOLDEN)]) * start[:, None]
    degree = np.maximum(1, np.bincount(ends.ravel(), np.repeat(weight, 2), len(radius)))
    room = radius[:, None] + radius[None] + SPACING * 0.35
    heavy = radius**2 / (radius[:, None] ** 2 + radius[None] ** 2)
    for step in range(rounds):
        cool = 1 - step / rounds
        move = -xy * _WIDE
        apart = xy[ends[:, 1]] - xy[ends[:, 0]]
        for side, sign in ((0, 1), (1, -1)):
            pull = sign * apart * (0.25 * weight / degree[ends[:, side]])[:, None]
            move += np.column_stack([np.bincount(ends[:, side], pull[:, k], len(xy)) for k in (0, 1)])
        xy = np.round(xy + move * cool, 5)
        xy = _separate_all(xy, room, heavy.T)
    for _ in range(60):
        xy = _separate_all(xy, room, heavy.T)
    return _lying(xy, radius**2)


def _lying(xy: Floats, weight: Floats) -> Floats:
    """Turned so that the longest way through lies across: screens are wider than high.

    >>> _lying(np.array([[0.0, -9.0], [0.0, 9.0]]), np.ones(2)).tolist()
    [[-9.0, 0.0], [9.0, 0.0]]
    """
    part = weight / max(1e-9, float(weight.sum()))
    x, y = (xy - (xy * part[:, None]).sum(axis=0)).T
    mixed, square = (np.round((part * a).sum(), 3) for a in (2 * x * y, x**2 - y**2))
    angle = np.round(np.arctan2(mixed, square) / 2, 9)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    lying: Floats = np.round(xy @ turn, 5) + 0.0  # no -0.0
    return lying


def _separate_all(xy: Floats, room: Floats, share: Floats) -> Floats:
    """Push every two that stand too close straight apart, the lighter one further."""
    gap = xy[:, None] - xy[None]
    far = np.sqrt((gap**2).sum(axis=2)) + 1e-9
    lack = np.maximum(0, room - far)
    np.fill_diagonal(lack, 0)
    moved: Floats = np.round(xy + (gap / far[..., None] * (lack * share)[..., None]).sum(axis=1) * 0.5, 5)
    return moved


def _shelve(xy: Floats, radius: Floats, placed: Ints) -> None:
    """Discs without a link outside themselves, in rows under the rest."""
    rest = np.setdiff1d(np.arange(len(radius)), placed)
    if not len(rest):
        return
    left = float((xy[placed, 0] - radius[placed]).min())
    right = float((xy[placed, 0] + radius[placed]).max())
    right = max(right, left + float(np.sqrt((4 * radius[rest] ** 2).sum()) * 1.6))
    x, y = left, float((xy[placed, 1] + radius[placed]).max()) + SPACING
    row = 0.0
    for i in rest:
        if x > left and x + 2 * radius[i] > right:
            x, y, row = left, y + row + SPACING * 0.3, 0.0
        xy[i] = x + radius[i], y + radius[i]
        x, row = x + 2 * radius[i] + SPACING * 0.3, max(row, 2 * radius[i])


def _spread(community: Ints, discs: Floats, a: Ints, b: Ints, weight: Floats, *, rounds: int = 120) -> Floats:
    """Members inside their disc: springs along links, repulsion nearby, the best linked in the middle, none outside."""
    n = len(community)
    if not n:
        return np.zeros((0, 2))
    centre, radius = discs[community, :2], discs[community, 2]
    degree = np.maximum(1e-9, np.bincount(np.append(a, b), np.append(weight, weight), n))
    xy = centre + _sunflower(community, degree) * (radius * 0.85)[:, None]
    strength = weight * np.where(community[a] == community[b], 1.0, 0.04)
    gravity = 0.04 + 0.1 * (degree / degree.max())
    for step in range(rounds):
        apart = xy[b] - xy[a]
        pull = apart * strength[:, None]
        move = (
            np.column_stack([np.bincount(a, pull[:, k], n) - np.bincount(b, pull[:, k], n) for k in (0, 1)])
            / np.maximum(degree, 2)[:, None]
            * 0.5
        )
        move += _repulsion(xy) + (centre - xy) * gravity[:, None]
        length = np.sqrt((move**2).sum(axis=1)) + 1e-9
        most = SPACING * 0.6 * (1 - step / rounds) + 1
        xy = xy + move * np.minimum(1, most / length)[:, None]
        xy = np.round(_inside(xy, centre, radius - SPACING * 0.25), 5)
    for _ in range(40):
        xy = _inside(_separate_close(xy, SPACING * 0.8), centre, radius - SPACING * 0.2)
    placed: Floats = xy
    return placed


def _sunflower(community: Ints, degree: Floats) -> Floats:
    """Starting places on a unit disc, the best linked in the middle."""
    order = np.lexsort((np.arange(len(community)), -degree, community))
    count = np.bincount(community)
    first = np.cumsum(count) - count
    place = np.empty(len(community))
    place[order] = np.arange(len(community)) - first[community[order]]
    far = np.sqrt((place + (count[community] > 1) * 0.5) / np.maximum(1, count[community]))
    unit: Floats = np.column_stack([np.cos(place * _GOLDEN), np.sin(place * _GOLDEN)]) * far[:, None]
    return unit


def _repulsion(xy: Floats) -> Floats:
    """How every node pushes those around it away: with SPACING² / distance, fading at a few SPACINGs."""
    if len(xy) <= _EXACT:
        gap = xy[:, None] - xy[None]
        square = (gap**2).sum(axis=2) + SPACING
        near: Floats = (gap * _push(square)[..., None]).sum(axis=1)
        return near
    low = xy.min(axis=0)
    cell = float((xy - low).max()) / (_GRID - 1) + 1e-9
    spot = ((xy - low) / cell).astype(np.int64)
    mass = np.bincount(spot[:, 0] * 2 * _GRID + spot[:, 1], minlength=4 * _GRID**2).reshape(2 * _GRID, 2 * _GRID)
    steps = np.arange(2 * _GRID)
    dx, dy = np.meshgrid(*[np.where(steps < _GRID, steps, steps - 2 * _GRID) * cell] * 2, indexing="ij")
    push = _push(dx**2 + dy**2 + (cell + SPACING * 0.2) ** 2)
    spectrum = np.fft.rfft2(mass)
    forces = [np.fft.irfft2(spectrum * np.fft.rfft2(d * push), s=mass.shape) for d in (dx, dy)]
    far: Floats = np.column_stack([f[spot[:, 0], spot[:, 1]] for f in forces])
    return far


def _push(square: Floats) -> Floats:
    """Force over distance, for a squared distance: only sums and quotients, which every machine computes alike."""
    force: Floats = 0.5 * SPACING**2 / square / (1 + (square / (2.5 * SPACING) ** 2) ** 2)
    return force


def _inside(xy: Floats, centre: Floats, radius: Floats) -> Floats:
    off = xy - centre
    length = np.sqrt((off**2).sum(axis=1)) + 1e-9
    kept: Floats = centre + off * np.minimum(1, np.maximum(0, radius) / length)[:, None]
    return kept


def _separate_close(xy: Floats, room: float) -> Floats:
    """Push apart whatever stands closer than `room`, looking only at neighbouring cells."""
    move = np.zeros_like(xy)
    for i, j in _close_pairs(xy, room):
        gap = xy[i] - xy[j]
        far = np.sqrt((gap**2).sum(axis=1))
        gap[far < 1e-6] = (1.0, 0.0)
        push = gap / np.maximum(far, 1)[:, None] * (np.maximum(0, room - far) * 0.4)[:, None]
        for k in (0, 1):
            move[:, k] += np.bincount(i, push[:, k], len(xy)) - np.bincount(j, push[:, k], len(xy))
    moved: Floats = np.round(xy + np.clip(move, -room, room), 5)
    return moved


def _close_pairs(xy: Floats, room: float) -> Iterator[tuple[Ints, Ints]]:
    """Index pairs in the same or in neighbouring cells of a grid, each pair once."""
    cell = np.floor((xy - xy.min(axis=0)) / room).astype(np.int64) + 1
    width = int(cell[:, 1].max()) + 2
    number = cell[:, 0] * width + cell[:, 1]
    order = np.argsort(number, kind="stable")
    ranked = number[order]
    for shift in (0, 1, width - 1, width, width + 1):
        left = np.searchsorted(ranked, number + shift, "left")
        count = np.searchsorted(ranked, number + shift, "right") - left
        i = np.repeat(np.arange(len(xy)), count)
        j = order[np.repeat(left - (np.cumsum(count) - count), count) + np.arange(len(i))]
        once = i < j if shift == 0 else np.ones(len(i), dtype=bool)
        yield i[once], j[once]
