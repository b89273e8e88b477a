"""What a noun phrase tells of several together: their statement, their resolution, the body whose members they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from diplograph.ids import digest
from diplograph.read.clauses import Clause
from diplograph.read.found import ACTORS, Found, kind_of
from diplograph.read.items import MEMBERS, Np
from diplograph.read.places import JOINT
from diplograph.read.telling import Telling
from diplograph.read.triggers import Heard

_PEACE = frozenset({"ceasefire", "peace agreement", "peace treaty", "peace plan"})
PARTIES = "parties-to-the-"  # how the id of the parties of an agreement begins
STATEMENT = "statement"  # what several say together binds nobody
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")


def statement(telling: Telling, heard: Heard, issuers: Np | None) -> Np | None:
    """«با انتشار بیانیه‌ای», «بیانیه A و B»: what two or more issue together, as an agreement of theirs."""
    if telling.sight.among(heard.start - 1, "this-same"):
        return None
    named = (np for np in heard.clause.nps if np.how == "deal" and heard.start <= np.start <= heard.end < np.end)
    if deal := next(named, None):  # «صدور بیانیه مشترکی»
        return deal
    refs = issuers.refs if issuers else ()
    if len(refs) < 2 or any(kind_of(ref) not in ACTORS for ref in refs):
        return None
    scene = telling.scene
    states = sorted({scene.country_of(ref) or ref for ref in refs})
    id_ = f"agreement/joint-statement-{digest('joint statement', *states)}"
    if len(states) < 2:
        return None
    scene.labels.setdefault(id_, f"Statement of {', '.join(scene.label(state) for state in states)}")
    scene.fact(id_, "agreementKind", STATEMENT)
    word = next((i for i in range(heard.start, heard.end) if telling.begins(i, i + 1, "statement-stem")), heard.start)
    hit = telling.sight.at(word)  # «بیانیه‌ای مشترک»
    end = max(heard.end, word + hit[0]) if hit else heard.end
    scene.mention(id_, telling.sight.span(word, end), telling.sight.text, "deal" if end > word + 1 else "of")
    return Np(heard.start, heard.end, (id_,), "deal")


def council(telling: Telling, deal: Np) -> tuple[str, ...]:
    """Who adopted a resolution: the body that it is of."""
    facts = telling.scene.facts.get(deal.refs[0], {})
    if not is_resolution(telling, deal):
        return ()
    named = tuple(v for k, v in facts if k == "party" and v.startswith("organization/"))
    known = telling.scene.index.parties.get(deal.refs[0].partition("/")[2], frozenset())
    bodies = telling.scene.world.organizations
    return named or tuple(f"organization/{body}" for body in sorted(known) if body in bodies)


def deal_of(telling: Telling, heard: Heard) -> Np | None:
    """«به عنوان طرف‌های برجام»: the agreement that the noun phrase of the trigger names."""
    np = next((np for np in heard.clause.nps if np.start < heard.end < np.end), None)
    hits = (telling.sight.at(i) for i in range(heard.end, np.end)) if np else ()
    named = next((hit[1][0].id for hit in hits if hit and hit[1][0].kind == "agreement"), None)
    if np is None or named is None:
        return None
    id_ = f"agreement/{named}"
    telling.scene.mention(id_, telling.sight.span(np.start, np.end), telling.sight.text, "of")
    return Np(np.start, np.end, (id_,), "deal")


def is_peace(telling: Telling, deal: str) -> bool:
    """Whether an agreement ends a war, as what it is called tells."""
    kinds = (v for k, v in telling.scene.facts.get(deal, {}) if k == "agreementKind")
    return any(kind in _PEACE for kind in kinds)


def is_resolution(telling: Telling, deal: Np) -> bool:
    """Whether an agreement is what a council adopts."""
    told = ("agreementKind", "resolution") in telling.scene.facts.get(deal.refs[0], {})
    return told or getattr(telling.scene.row(deal.refs[0]), "kind", "") == "resolution"


def members_body(telling: Telling, np: Np) -> str | None:
    """The body whose members, together, a noun phrase stands for."""
    told = next((v for k, v in telling.scene.facts.get(np.refs[0], {}) if k == "membersOf"), None)
    body = np.refs[0].removesuffix(MEMBERS)
    body = told or (body if body != np.refs[0] else "")
    if body and body not in telling.scene.names:
        telling.scene.mention(body, telling.sight.span(np.start, np.end), telling.sight.text, "of")
    return body or None


def brackets(telling: Telling) -> bool:
    """Whether a bracket opens in a sentence."""
    return not _OPENING.isdisjoint(telling.keys)


def bracketed(telling: Telling, clause: Clause) -> Iterator[Found]:
    """«گروه ۱+۵ (A، B و C)»: states in brackets, of the members of a body or the parties of an agreement.

    What stands in brackets is the writer's, in whosever words.
    """
    for item, after in pairwise(clause.items):
        np = item.np
        if np is not None and len(np.refs) == 1 and after.value in _OPENING:
            inside = _inside(clause, after.end)
            named = _each(telling, clause, np, inside if len(inside) > 1 else [])
            yield from (replace(found, speaker=None) for found in named)


def _each(telling: Telling, clause: Clause, np: Np, states: list[str]) -> Iterator[Found]:
    """Each state as one of those many that a noun phrase stands for."""
    many = np.refs[0]
    body = members_body(telling, np) or many
    joint = getattr(telling.scene.row(body), "kind", "") in JOINT and PARTIES not in many
    deal = None if joint else deal_of_parties(telling, np)
    if not states or not (joint or deal):
        return
    span = telling.evidence(clause, np.start, np.end, [np])
    if deal:
        telling.scene.mention(deal, telling.sight.span(np.start, np.end), telling.sight.text, "of")
    for state in states:
        if deal:
            yield Found(state, "partyTo", deal, span, "party-bracketed", speaker=clause.speaker)
        else:
            yield Found(state, "memberOf", body, span, "member-bracketed", speaker=clause.speaker)


def deal_of_parties(telling: Telling, np: Np) -> str | None:
    """«طرف‌های برجام», «امضاکنندگان این پیمان»: the agreement whose parties a noun phrase stands for."""
    of = np.refs[-1].partition(PARTIES)[2]
    hits = (telling.sight.at(i) for i in range(np.start, np.end))
    headed = telling.any(np.start, np.end, "parties-head")
    named = of or next((hit[1][0].id for hit in hits if headed and hit and hit[1][0].kind == "agreement"), "")
    return f"agreement/{named}" if named else None


def fellows(telling: Telling, clause: Clause) -> Iterator[Found]:
    """«A و سایر کشورهای X», «A و دیگر اعضای X»: whoever is named before the other members of a body is one, too."""
    sight = telling.sight
    for t in range(clause.start + 2, clause.end - 1):
        joint = t - 1 if sight.conjoined(t - 1) else _along(clause, t)
        if not joint or not sight.among(t, "others"):
            continue
        before = next(
            (np for np in clause.nps if np.start < t and np.end in (joint, *range(t + 1, clause.end + 1))), None
        )
        after = before if before and before.end > t else next((np for np in clause.nps if np.start == t + 1), None)
        if before is None or after is None or not sight.among(t + 1, "fellow-states"):
            continue
        bodies = {body for ref in after.refs if (body := _body(telling, after, ref))}
        states = [ref for ref in before.refs if ref.startswith("country/")]
        for body in bodies if len(bodies) == 1 else ():
            span = telling.evidence(clause, before.start, after.end, [before, after])
            yield from (Found(s, "memberOf", body, span, "member-fellow", speaker=clause.speaker) for s in states)


def _along(clause: Clause, t: int) -> int:
    """Where «به همراه», «همراه با» begins that ends before token t; 0 where none does."""
    cases = (i for i in clause.items if i.kind == "case" and i.end == t and i.value == "with")
    return next((i.start for i in cases if i.end - i.start > 1), 0)


def _body(telling: Telling, np: Np, ref: str) -> str | None:
    """The body of states that a reference is to, or to whose members together."""
    body = members_body(telling, Np(np.start, np.end, (ref,), np.how)) or ref
    return body if getattr(telling.scene.row(body), "kind", "") in JOINT - {"format"} else None


def _inside(clause: Clause, at: int) -> list[str]:
    """The states up to the closing bracket; none where anything else stands there."""
    states: list[str] = []
    for item in clause.items:
        if item.start < at:
            continue
        if item.value in _CLOSING:
            return states
        if item.np and all(ref.startswith("country/") for ref in item.np.refs):
            states += item.np.refs
        elif item.kind != "mark" and item.value != "and":
            break
    return []
