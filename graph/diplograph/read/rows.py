"""Lists of names: «ایران و روسیه», «ایران، چین و روسیه»."""

from __future__ import annotations

from collections.abc import Callable

from diplograph.read.sight import Sight

Found = tuple[int, str] | None


def row_at(
    sight: Sight,
    i: int,
    first: Callable[[Sight, int], Found],
    *,
    then: Callable[[Sight, int], Found] | None = None,
    joined: Callable[[Sight, int], bool] = Sight.joint,
) -> tuple[int, list[str]]:
    """The members of a list that begins at token i, and the token after it.

    `first` reads one member, `then` those behind a joint where they are read otherwise; `joined` knows the joints.
    """
    out: list[str] = []
    found, last = first(sight, i), False
    while found:
        i, ref = found
        out.append(ref)
        goes_on = joined(sight, i) and not (last and sight.keys[i] == "،")  # «A و B، C …»: C begins something new
        last = sight.conjoined(i)
        found = (then or first)(sight, i + 1) if goes_on else None
    return i, out
