"""What shows only over many problems of a unit: samples, bursts, shares, rushes, papers, late entries."""

from __future__ import annotations

from huixiang.verification.formalism.chances import at_least, at_most
from huixiang.verification.formalism.facts import Group, Share, UnitFacts
from huixiang.verification.formalism.rule import Found, Limits


def sample_differs(unit: UnitFacts, limits: Limits) -> Found | None:
    """Those called back are not like those there were (practice 3.7, 5).

    Each group is tested exactly against the rest; the least chance times the groups must reach the threshold.
    """
    drawn, of = sum(one.called for one in unit.called), sum(one.all for one in unit.called)
    if drawn < limits["called"] or len(unit.called) < 2:
        return None
    group, chance = min(((one, _chance_of(one, drawn, of)) for one in unit.called), key=lambda pair: pair[1])
    corrected = min(1.0, chance * len(unit.called))
    if corrected > limits["chance"]:
        return None
    measured: dict[str, float | int | str] = {"group": group.name, "called_of_group": group.called}
    measured |= {"group_of_all": group.all, "called": drawn, "all": of, "chance": round(corrected, 6)}
    return Found(measured, (f"unit:{unit.id}",))


def _chance_of(group: Group, drawn: int, of: int) -> float:
    """Two-sided: twice the smaller tail."""
    tails = (
        at_least(group.called, drawn=drawn, marked=group.all, of=of),
        at_most(group.called, drawn=drawn, marked=group.all, of=of),
    )
    return min(1.0, 2 * min(tails))


def rating_burst(unit: UnitFacts, limits: Limits) -> Found | None:
    """Many answers on one day, nearly all content, most on the very day of the claim (practice 3.7, 6)."""
    days = [
        one
        for one in unit.rating_days
        if one.ratings >= limits["ratings"]
        and one.satisfied >= limits["satisfied"] * one.ratings
        and one.at_once >= limits["at_once"] * one.ratings
    ]
    if not days:
        return None
    most = max(days, key=lambda one: one.ratings)
    measured: dict[str, float | int | str] = {"day": most.on.isoformat(), "ratings": most.ratings}
    measured |= {"satisfied": most.satisfied, "at_once": most.at_once, "days": len(days)}
    return Found(measured, tuple(record for one in days for record in one.records))


def more_than_others(unit: UnitFacts, limits: Limits) -> Found | None:
    """Extensions, suspensions or exclusions more often than in the other units (practice 3.7, 9)."""
    return _shares(unit, limits, frozenset({"extended", "suspended", "excluded"}))


def beyond_duty(unit: UnitFacts, limits: Limits) -> Found | None:
    """More often than in other units the answer is that it is not theirs to do (practice 3.7, 15)."""
    return _shares(unit, limits, frozenset({"beyond_duty"}))


def _shares(unit: UnitFacts, limits: Limits, kinds: frozenset[str]) -> Found | None:
    for share in unit.shares:
        if share.what in kinds and (found := _above(share, limits)):
            return found
    return None


def _above(share: Share, limits: Limits) -> Found | None:
    if share.of < limits["orders"] or not share.others_of or not share.count:
        return None
    own, others = share.count / share.of, share.others / share.others_of
    chance = at_least(share.count, drawn=share.of, marked=share.count + share.others, of=share.of + share.others_of)
    if own < limits["times"] * others or chance > limits["chance"]:
        return None
    measured: dict[str, float | int | str] = {"what": share.what, "count": share.count, "of": share.of}
    measured |= {"share": round(own, 4), "share_of_others": round(others, 4), "chance": round(chance, 6)}
    return Found(measured, share.records)


def last_day_rush(unit: UnitFacts, limits: Limits) -> Found | None:
    """Most of what is said to be solved is said so on the last day (practice 3.7, 12)."""
    last = len(unit.claims_on_last_day)
    if unit.claims < limits["claims"] or last < limits["share"] * unit.claims:
        return None
    measured = {"claims": unit.claims, "on_last_day": last, "share": round(last / unit.claims, 3)}
    return Found(measured, unit.claims_on_last_day)


def same_measure(unit: UnitFacts, limits: Limits) -> Found | None:
    """The same words stand as the measure for many problems (practice 3.7, 12)."""
    same = [one for one in unit.same_measures if len(set(one.records)) >= limits["problems"]]
    if not same:
        return None
    most = max(same, key=lambda one: len(one.records))
    measured: dict[str, float | int | str] = {"words": most.words[:80], "problems": len(set(most.records))}
    return Found(measured, tuple(dict.fromkeys(record for one in same for record in one.records)))


def papers_over_work(unit: UnitFacts, limits: Limits) -> Found | None:
    """More papers and meetings than problems whose speakers say they are solved (practice 3.7, 13)."""
    paper = len(unit.papers) + len(unit.meetings)
    if paper < limits["papers"] or paper <= limits["times"] * unit.confirmed:
        return None
    measured = {"papers": len(unit.papers), "meetings": len(unit.meetings), "confirmed": unit.confirmed}
    return Found(measured, (*unit.papers, *unit.meetings))


def filled_in_late(unit: UnitFacts, limits: Limits) -> Found | None:
    """Many records typed in within an hour, long after what they tell of (practice 3.7, 14)."""
    bulk = [one for one in unit.entries if one.rows >= limits["rows"] and one.days_late >= limits["days"]]
    if not bulk:
        return None
    most = max(bulk, key=lambda one: one.rows)
    measured: dict[str, float | int | str] = {"rows": most.rows, "days_late": most.days_late, "hour": most.hour}
    return Found(measured, tuple(record for one in bulk for record in one.records))
