"""Claims of offices: «وزیر خارجه ایران» beside a name, «X سفیر Y شد» said of one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from diplograph.model import Modality
from diplograph.read.clauses import Clause
from diplograph.read.found import Found
from diplograph.read.items import Np
from diplograph.read.telling import Telling
from diplograph.read.verbs import Group

_NAMES = frozenset({"name", "short", "he", "this"})


def represents(telling: Telling) -> Iterator[Found]:
    """The offices that stand beside names in a sentence."""
    held = [(np, ref, title) for clause in telling.clauses for np in clause.nps for ref, title in np.titles]
    for np, ref, title in held:
        if title.of:
            yield Found(ref, "represents", title.of, telling.sight.span(np.start, np.end), "office", title=title)


def becomes(telling: Telling, clause: Clause) -> Iterator[Found]:
    """«X به عنوان سفیر Y منصوب شد», «X پیش از این وزیر Y بود»: an office said of a name."""
    who, verb = _named(clause) or clause.subject, clause.verb
    if not (who and verb and len(who.refs) == 1 and who.how in _NAMES and who.refs[0].startswith("official/")):
        return
    for np in clause.nps:
        title = np.offices[0] if len(np.offices) == 1 else None
        if np is who or title is None or title.of is None or not _predicated(telling, clause, np, verb):
            continue
        here = telling.scene.country_of(who.refs[0])
        if here and here != title.of and title.of == telling.scene.home:
            continue  # «جان بولتون … به عنوان مشاور امنیت ملی»: of his own state
        if verb.kind == "copula" and verb.tense == "past":
            title = replace(title, qualifier="former")
        telling.scene.give_office(telling.scene.actors[who.refs[0]], title)
        yield Found(
            who.refs[0],
            "represents",
            title.of or "",
            telling.evidence(clause, who.start, np.end, [who, np]),
            "office-verb",
            Modality.PLANNED if verb.tense == "future" else Modality.ASSERTED,
            verb.negative,
            title=title,
        )


def _named(clause: Clause) -> Np | None:
    """«X را به عنوان سفیر Y معرفی کرد»: whom somebody else names."""
    marked = next((np for np in clause.nps if np.ra), None)
    at = next((np.start for np in clause.nps if np.offices), 0) if marked else 0
    return next((np for np in clause.nps if np.ra and np.end <= at and np.how in _NAMES), None) if at else None


def _predicated(telling: Telling, clause: Clause, np: Np, verb: Group) -> bool:
    """Whether an office is said of the subject: «به عنوان …», or right before «است», «شد»."""
    copula = verb.kind == "copula" or verb.stem in telling.lang.among("verb:becomes")
    others = any(i.kind == "case" and i.value == "with" and i.start < np.start for i in clause.items)
    post = bool(np.case) and np.head in telling.lang.among("post")  # «به سمت سفیر …»
    as_ = (np.case == "as" and not np.head) or post
    return (as_ and not others) or (copula and not np.case and not np.head and np.end == verb.start)
