"""What a role of a frame asks for: by case, by «را», by ezafe, or by who speaks; one row a role."""

from __future__ import annotations

from collections.abc import Callable

from diplograph.read import doers, force, joint, stressed, targets
from diplograph.read.cases import in_case
from diplograph.read.items import Np
from diplograph.read.telling import Telling
from diplograph.read.triggers import Heard

Role = Callable[[Telling, Heard], Np | None]


def fill(telling: Telling, heard: Heard, role: str) -> Np | None:
    """What fills a role; a role that has no row is a case."""
    row = _ROLES.get(role)
    return row(telling, heard) if row else in_case(telling, heard, role)


def _between(telling: Telling, heard: Heard) -> Np | None:
    return in_case(telling, heard, "between")


def _ezafe(_: Telling, heard: Heard) -> Np | None:
    return targets.ezafe(heard, heard.end)


def _of_deal(telling: Telling, heard: Heard) -> Np | None:
    """«توافق A و B درباره …»: the agreement that the words behind name, or what follows."""
    return joint.deal_of(telling, heard) or targets.ezafe(heard, heard.end)


def _statement(telling: Telling, heard: Heard) -> Np | None:
    """«A و B … بیانیه‌ای منتشر کردند»: what the clause's subjects issue."""
    return joint.statement(telling, heard, heard.clause.subject if heard.clause.own_subject else None)


def _statement_of(telling: Telling, heard: Heard) -> Np | None:
    """«بیانیه A و B»: what those behind issue."""
    return joint.statement(telling, heard, targets.ezafe(heard, heard.end))


def _teller(_: Telling, heard: Heard) -> Np | None:
    """«از X انتظار می‌رود …», said by somebody: whose words they are."""
    who = heard.clause.speaker
    return Np(heard.clause.start, heard.clause.start, (who,), "speaker") if who else None


def _led(telling: Telling, heard: Heard) -> Np | None:
    """«هیأت‌هایی به ریاست A و B دیدار کردند»: those who lead."""
    return doers.leader(telling, heard, heard.clause.end)


_ROLES: dict[str, Role] = {
    "subj": doers.subject,
    "speaker": doers.speaker,
    "claimant": doers.claimant,
    "teller": _teller,
    "we": lambda _, heard: heard.clause.subject,
    "effort": doers.effort,
    "doer": doers.doer,
    "accused": doers.accused,
    "voters": doers.voters,
    "talkers": doers.talkers,
    "lead-pair": _led,
    "backer": doers.backer,
    "presence": doers.presence,
    "presence-pair": doers.presence,
    "attended": doers.attended,
    "sitting": doers.sitting,
    "members": doers.members,
    "session": doers.session,
    "before": lambda _, heard: doers.before(heard),
    "planner": force.planner,
    "of-troops": force.troops,
    "deed": targets.breach,
    "ra": targets.direct,
    "ra-goal": targets.goal,
    "patient": targets.patient,
    "faced": targets.faced,
    "wished": targets.wished,
    "insisted": targets.insisted,
    "outcome": targets.outcome,
    "settling": stressed.settling,
    "upheld": stressed.upheld,
    "secured": stressed.secured,
    "thanker": stressed.thanker,
    "ender": stressed.ender,
    "refugees": stressed.refugees,
    "done": stressed.done,
    "interlocutor": stressed.interlocutor,
    "alleged": targets.alleged,
    "home": targets.home,
    "addressed": targets.addressed,
    "issuer": doers.issuer,
    "from-it": targets.from_it,
    "antecedent": targets.antecedent,
    "ties-with": targets.ties_with,
    "holder": doers.holder,
    "excepted": doers.excepted,
    "trip": doers.trip,
    "convened": doers.convened,
    "reporter": doers.reporter,
    "body-before": doers.body_before,
    "body-here": doers.body_here,
    "parties-before": doers.parties_before,
    "craft": targets.craft,
    "deed-in": targets.deed_in,
    "ez": _ezafe,
    "ez-pair": _ezafe,
    "enter": _ezafe,
    "ez2": targets.ezafe_of_ezafe,
    "subj-or-ez": targets.deal_or_ezafe,
    "between-pair": _between,
    "deal": targets.deal,
    "deal-after": targets.deal_after,
    "deal-said": targets.deal_said,
    "limit-deal": targets.limit_deal,
    "goal-deal": targets.deal_sought,
    "traveller": targets.traveller,
    "borne": targets.borne,
    "included": targets.included,
    "jailer": force.jailer,
    "waived": targets.waived,
    "countered": targets.countered,
    "handed": targets.handed,
    "its-deal": _of_deal,
    "statement": _statement,
    "statement-of": _statement_of,
    "project": targets.project,
    "council": targets.council,
    "council-ez": targets.council_behind,
    "slain": lambda _, heard: force.slain(heard),
    "means": force.means,
    "barred": force.barred,
    "border": force.border,
    "soil": force.soil,
}
