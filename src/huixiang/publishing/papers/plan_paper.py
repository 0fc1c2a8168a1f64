"""整改方案, 专项整治方案, 制度建设计划: an approved version or the present state, and a line that says which.

Problems, measures and rules are counted each for themselves.
"""

from __future__ import annotations

import datetime as dt

from huixiang.folio.papers.paper import Words
from huixiang.kernel import clock
from huixiang.ledger.plan_lines import Line, Planned
from huixiang.ledger.states import MeasureState, RuleState
from huixiang.publishing.papers.counted import Counted
from huixiang.publishing.papers.heads import period_words
from huixiang.publishing.papers.pieces import Row
from huixiang.publishing.papers.registers import Register
from huixiang.publishing.papers.words import in_words, measure_words, numbered, problem_words, rule_words
from huixiang.publishing.queries.masks import covered
from huixiang.publishing.queries.planned import PlanRead, plan_read
from huixiang.publishing.queries.terms import Terms
from huixiang.publishing.states import Question
from huixiang.sorting.states import CLOSED

Q = Question


def plan_paper(counted: Counted, cover_doubtful: bool) -> Register:
    """The plan of the terms as a paper (10 queries).

    :raises NotFound: there is no such plan or version.
    """
    read = plan_read(counted.terms, reader=counted.reader)
    texts = [text for line in read.lines for text in (line.title, numbered(map(_measure, _kept(line))))]
    said = covered(texts, doubtful=[cover_doubtful] * len(texts))
    rows = [
        _row(line, said[2 * place], said[2 * place + 1] or ("—" if line.what == "rule" else ""))
        for place, line in enumerate(read.lines)
    ]
    name = f"{read.plan.title}-{f'第{read.version.number}版' if read.version else '现状'}"
    return Register(read.plan.title, name, rows, _heads(read, counted), [*_sums(read.lines, counted), *_results(read)])


def which_words(read: PlanRead, *, day: dt.date, zone: str) -> str:
    """Which reading of the plan this is: version, who decided and when; or the present state and how far it moved."""
    if read.version is not None:
        approved_on = clock.day_of(read.version.at, zone=zone)
        return f"第{read.version.number}版，{in_words(approved_on)}批准（{read.version.words}）"
    if read.approved is None:
        return f"截至{in_words(day)}的台账现状，尚未批准"
    if not read.moved:
        return f"截至{in_words(day)}的台账现状，与批准的第{read.approved.number}版一致"
    return f"截至{in_words(day)}的台账现状，与批准的第{read.approved.number}版相比有{read.moved}处变动"


def _heads(read: PlanRead, counted: Counted) -> list[Words]:
    plan = read.plan
    which = which_words(read, day=counted.today, zone=plan.organisation.zone)
    facts = [f"牵头单位：{plan.unit.name}", f"起止：{period_words(Terms(since=plan.since, until=plan.until))}"]
    lines: list[Words] = [(which,), ("　".join(facts),)]
    if plan.basis:
        lines.append((f"依据：{plan.basis}",))
    if plan.target_on:
        lines.append((f"目标日：{in_words(plan.target_on)}　行动内容：{plan.programme}",))
    return lines


def _row(line: Line, title: str, measures: str) -> Row:
    relapsed = f"反弹{line.relapses}次" if line.relapses else ""
    note = f"对应问题{line.note}" if line.what == "rule" and line.note else line.note
    return {
        "number": line.number,
        "problem": title,
        "measures": measures or None,
        "leader": line.leader or None,
        "unit": line.unit or None,
        "due_on": dt.date.fromisoformat(line.due_on) if line.due_on else None,
        "state": problem_words(line.state) if line.what == "problem" else rule_words(line.state),
        "remark": "；".join(part for part in (relapsed, note) if part) or None,
    }


def _measure(measure: Planned) -> str:
    day = in_words(dt.date.fromisoformat(measure.due_on))
    return f"{measure.words}（{measure.unit}，{day}前，{measure_words(measure.state)}）"


def _kept(line: Line) -> list[Planned]:
    return [measure for measure in line.measures if measure.state != MeasureState.DROPPED]


def _sums(lines: list[Line], counted: Counted) -> list[Words]:
    problems = [line for line in lines if line.what == "problem"]
    rules = [line for line in lines if line.what == "rule" and line.state != RuleState.GIVEN_UP]
    measures = [measure for line in problems for measure in _kept(line)]
    found: list[Words] = []
    if problems:
        found.append([
            "共", counted.given(Q.PROBLEMS, [line.id for line in problems]), "个问题，其中已销号",
            counted.given(Q.CLOSED, [line.id for line in problems if line.state in CLOSED]), "个；整改措施",
            counted.given(Q.MEASURES, [measure.id for measure in measures]), "项，其中已完成",
            counted.given(Q.MEASURES_DONE, [each.id for each in measures if each.state == MeasureState.DONE]),
            "项。问题和措施分别计数。",
        ])  # fmt: skip
    if rules:
        done = [line.id for line in rules if line.state == RuleState.DONE]
        found.append([
            "制度", counted.given(Q.RULES, [line.id for line in rules]), "项，其中已施行或已废止",
            counted.given(Q.RULES_DONE, done), "项。",
        ])  # fmt: skip
    return found


def _results(read: PlanRead) -> list[Words]:
    """What was seen since belongs to the present state, not to what was approved."""
    if read.version is not None:
        return []
    return [(f"{in_words(each.seen_on)}看到：{each.words}",) for each in read.plan.results.all()]
