"""Another organisation, full of things that nobody of ours may see, and their names in our addresses."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import Any

from django.test import Client

from huixiang.folio.geojson import read_shapes
from huixiang.folio.plans import Plan
from huixiang.kernel.actor import Actor, outsider
from huixiang.kernel.tenancy import acting_in
from huixiang.ledger import services as ledger
from huixiang.ledger.clocks import Limit
from huixiang.ledger.models import CoUnit, LadderStep, Reminder
from huixiang.ledger.queries.orders import require_order
from huixiang.ledger.services import looking
from huixiang.ledger.states import LimitStep
from huixiang.ledger.testing import make_assigned, make_measure
from huixiang.ledger.testing_registers import (
    make_check,
    make_licence,
    make_note,
    make_plan,
    make_pledge,
    make_project,
    make_result,
    make_rule,
)
from huixiang.ledger.testing_sides import (
    make_exclusion,
    make_supervision_answered,
    make_suspension,
    make_suspension_asked,
)
from huixiang.listening import queries as sealed_queries, services as listening
from huixiang.listening.models import Attachment, ErasureNotice, Place, RecipientNotice, Voice
from huixiang.listening.services import erasing
from huixiang.listening.states import (
    ErasureGround,
    ErasureScope,
    Ground,
    Lane,
    MessageKind,
    RetentionCategory,
    Side,
)
from huixiang.listening.testing import given_file, make_case, make_import, make_keeper, make_recipient, make_voice
from huixiang.people import services as people
from huixiang.people.models import RoleGrant
from huixiang.people.testing import NOON, Cast, make_cast
from huixiang.proofs.notes import ED25519, Signer
from huixiang.publishing import services as publishing
from huixiang.publishing.models import Provenance, SpeakerNotice
from huixiang.publishing.queries.columns import usual_choices
from huixiang.publishing.queries.terms import Terms
from huixiang.publishing.states import PaperForm, PaperKind
from huixiang.publishing.testing import make_public
from huixiang.sorting import services as sorting
from huixiang.sorting.models import Act, LearntModel, Matter, PlaceMap, Problem, Taxonomy
from huixiang.sorting.services import labelling, running
from huixiang.sorting.states import SuggestionKind
from huixiang.sorting.testing import make_item, make_matter, make_problem
from huixiang.sorting.testing.suggestions import make_suggestion
from huixiang.transparency.models import HeadReader, LogLeaf, LogTile
from huixiang.transparency.testing import make_begun_anew, make_break, make_sealed, make_witnessed
from huixiang.verification import services as verification
from huixiang.verification.metrics import SHIPPED, day_period
from huixiang.verification.queries import Scope
from huixiang.verification.states import TryResult
from huixiang.verification.testing import NEXT_DAY, make_confirmed, make_draw, make_finding, make_reachable, usual_rule
from huixiang.verification.testing_audits import correct, look, make_drawn

OTHER_HOST = "other.testserver"
LOG_OF_OTHERS = Signer("far.example/log", ED25519, bytes([9]) * 32)


def make_other() -> tuple[Cast, dict[str, Any]]:
    """A second organisation with a row in every table, and a value for each parameter an address may have."""
    other = make_cast(slug="linshan", host=OTHER_HOST)
    with acting_in(other.organisation.pk):
        return other, fill(other)


def fill(cast: Cast, *, sealed: bool = True) -> dict[str, Any]:
    """A row in every table of an organisation, and a value for each parameter an address may have.

    Without ``sealed`` the caller has sealed a case and named its recipients.
    """
    protected = of_sealed(cast) if sealed else {"revelation_id": 1, "recovery_id": 1, "key_kind": "recipient"}
    voices = protected | of_voices(cast) | of_taxonomies(cast) | of_suggestions(cast)
    work = of_problems(cast) | of_registers(cast)
    papers = of_papers(cast) | of_callbacks(cast) | of_findings(cast)
    return of_people(cast) | work | voices | papers | of_log(cast) | of_audits(cast)


def of_people(cast: Cast) -> dict[str, Any]:
    """Units, members, roles, days and an invitation."""
    by = cast.actor("admin")
    unit = people.add_unit(name="林山独有的股", code="linshan-only", parent=cast.roads, by=by, at=NOON)
    people.move_unit(unit_id=unit.pk, parent_id=cast.water.pk, by=by, at=NOON)
    user = cast.people["wanglei"]
    return {
        "unit_id": unit.pk,
        "code": unit.code,
        "user_id": user.pk,
        "grant_id": RoleGrant.objects.filter(user=user)[0].pk,
        "day_id": people.set_own_day(day=NOON.date(), working=False, name="建县日", by=by, at=NOON).pk,
        "secret": people.invite(user=user, by=by, at=NOON),
        "session_id": 999_999,
    }


def make_unfinished(cast: Cast) -> Problem:
    """A problem with a helping unit that was reported back on without being solved."""
    unfinished, unit = make_assigned(cast, co_units=(cast.water,)), cast.actor("wanglei")
    make_measure(cast, unfinished)
    ledger.note_progress(problem_id=unfinished.pk, words="灯头到货了。", by=unit, at=NOON)
    order = require_order(unfinished)
    ledger.pause_order(order_id=order.pk, reason="等照片。", by=unit, at=NOON)
    said = ledger.Reported(answer="已登记。", solved=False, unsolved_reason="等经费。")
    ledger.report_order(order_id=order.pk, said=said, by=unit, at=NOON)
    return unfinished


def of_problems(cast: Cast) -> dict[str, Any]:
    """A problem that went all the way, on the board, with a comment, a later deadline and a reply that waits."""
    unfinished, claim = make_unfinished(cast), make_confirmed(cast)
    problem, measure = claim.problem, claim.problem.measures.all()[0]
    make_public(cast, problem)
    office = cast.actor("liufang")
    publishing.publish_measure(measure_id=measure.pk, words="换三盏灯头。", by=office, at=NOON)
    ledger.comment_on(problem_id=problem.pk, words="请把验收单补上。", by=cast.actor("gaoyuan"), at=NOON)
    reply = publishing.reply_in_public(problem_id=problem.pk, words="灯已经修好。", by=office, at=NOON)
    limit = ledger.set_limit(step=LimitStep.FINISH, limit=Limit(5), since=NOON.date(), by=office, at=NOON)
    part = unfinished.orders.exclude(parent=None).get()
    asked = ledger.consult_units(
        problem_id=make_problem(cast).pk, units=[cast.roads], hours=8, question="归谁？", by=office, at=NOON
    )
    return of_sides(cast, unfinished) | {
        "part": part.number,
        "consultation_id": asked[0].pk,
        "rule_id": limit.pk,
        "number": problem.number,
        "round_": claim.round,
        "measure_id": measure.pk,
        "evidence_id": problem.evidence.all()[0].pk,
        "reply_id": reply.pk,
    }


def of_callbacks(cast: Cast) -> dict[str, Any]:
    """A draw of call-backs with a call that was tried once, a small office, a version of the metrics and a result."""
    make_reachable(cast)
    draw = make_draw(cast)
    call = draw.calls.all()[0]
    caller = cast.actor("hejing")
    verification.note_try(call_id=call.pk, result=TryResult.NOT_REACHED, words="", by=caller, at=NEXT_DAY)
    office, admin, day = cast.actor("liufang"), cast.actor("admin"), NOON.date()
    verification.set_metric_rule(**usual_rule(day), by=office, at=NOON)
    scope = Scope(day_period(day, day, rule=SHIPPED, zone="Asia/Shanghai"), NOON)
    kept = verification.keep_result(scope=scope, by=office, at=NOON)
    verification.supply_residents(year=2025, place_id=None, count=9_000, source="统计年鉴。", by=office, at=NOON)
    verification.make_links(voice_id=call.asking.voice_id, at=NOON)
    small = verification.declare_small_office(unit_id=cast.water.pk, count=4, why="四个人。", by=admin, at=NOON)
    return {"draw_id": draw.pk, "call_id": call.pk, "result_id": kept.pk, "office_id": small.pk}


def of_registers(cast: Cast) -> dict[str, Any]:
    """A plan with an approved version, a rule, a checked pledge, a project with a photo, a helping unit's part."""
    part, pledge = CoUnit.objects.all()[0], make_pledge(cast)
    project = make_project(cast, parts=(("护栏", Decimal(145_000)),))
    plan = make_plan(cast, part.problem, approved=True)
    make_result(cast, plan)
    make_check(cast, pledge)
    make_licence(cast)
    note = make_note(cast, project)
    ledger.publish_project(project_id=project.pk, by=cast.actor("liufang"), at=NOON)
    ledger.show_note(note_id=note.pk, by=cast.actor("liufang"), at=NOON)
    return {
        "plan_id": plan.pk,
        "issue": 1,
        "part_id": part.pk,
        "register_id": make_rule(cast, part.problem.number).pk,
        "pledge_id": pledge.pk,
        "item_id": pledge.items.all()[0].pk,
        "project_id": project.pk,
        "kept_id": note.pk,
    }


def of_sides(cast: Cast, problem: Problem) -> dict[str, Any]:
    """What stands beside a problem: a suspension, an exclusion, an objection, a supervision order, a reminder."""
    suspension = make_suspension(cast, make_suspension_asked(cast, problem))
    by, late = cast.actor("gaoyuan"), NOON + dt.timedelta(days=30)
    ledger.review_suspension(suspension_id=suspension.pk, review_on=None, words="可以修了。", by=by, at=NOON)
    exclusion = make_exclusion(cast, problem, granted=False)
    objection = ledger.appeal(
        about=f"exclusion:{exclusion.pk}", words="不归我们管。", by=cast.actor("wanglei"), at=NOON
    )
    answered = make_supervision_answered(cast, problem)
    ledger.review_supervision(order_id=answered.pk, passed=True, words="够了。", by=by, at=NOON)
    ledger.take_usual_ladder(by=cast.actor("liufang"), at=NOON)
    ledger.climb_ladder(at=late)
    return {
        "suspension_id": suspension.pk,
        "exclusion_id": exclusion.pk,
        "about": objection.about,
        "appeal_id": objection.pk,
        "supervision_id": answered.pk,
        "step_id": LadderStep.objects.all()[0].pk,
        "reminder_id": Reminder.objects.all()[0].pk,
        "kind": "no-such-kind",
    }


def of_voices(cast: Cast) -> dict[str, Any]:
    """A voice with a file, a contact, talk, an act of a clerk and a saved view."""
    clerk = cast.actor("hejing")
    place = listening.add_place(name="林山路", code="linshan-road", parent=None, by=clerk, at=NOON)
    brought = make_import(cast)
    photo = given_file("灯.txt", "三盏都不亮。".encode())
    voice = make_item(place=place, contact="13800000000", speaker_name="林晓", files=(photo,)).voice
    make_voice(lane=Lane.ANONYMOUS)
    someone = outsider(cast.organisation.pk)
    listening.write_message(
        voice_id=voice.pk, side=Side.SPEAKER, kind=MessageKind.MESSAGE, words="还没修。", by=someone, at=NOON
    )
    sorting.set_aside(voice_id=voice.pk, reason="这条路归邻县管。", by=clerk, at=NOON)
    SpeakerNotice.objects.create(voice=voice, sent_on=NOON.date())
    view = sorting.save_view(name="我的", query={"state": "new"}, by=clerk, at=NOON)
    return {
        "voice_id": voice.pk,
        "file_id": Attachment.objects.get(voice=voice).pk,
        "act_id": Act.objects.all()[0].pk,
        "view_id": view.pk,
        "place_id": place.pk,
        "import_id": brought.pk,
        "page": 1,
        **of_erasing(cast, voice),
    }


def of_erasing(cast: Cast, voice: Voice) -> dict[str, Any]:
    """A rule of retention, something announced and held back, something asked for and something erased."""
    by, today = cast.actor("admin"), NOON.date()
    rule = erasing.NewRule(RetentionCategory.VOICES, 24, 30, "县里的规定。")
    erasing.set_retention(rule=rule, by=by, at=NOON)
    notice = ErasureNotice.objects.create(
        category="voices", voice=voice, announced_on=today, erase_on=today + dt.timedelta(days=30)
    )
    erasing.hold_back(notice_id=notice.pk, reason="还在申诉。", by=by, at=NOON)
    wanted = erasing.WantedErasure(ErasureScope.VOICE, ErasureGround.COURT, "（2026）1号")
    order = erasing.ask_to_erase(voice_id=voice.pk, wanted=wanted, by=by, at=NOON)
    gone, _code = make_voice(lane=Lane.ANONYMOUS)
    someone = outsider(cast.organisation.pk)
    erasing.erase_as_speaker(voice_id=gone.pk, scope=ErasureScope.VOICE, by=someone, at=NOON)
    return {"notice_id": notice.pk, "erasure_order_id": order.pk}


def of_sealed(cast: Cast) -> dict[str, Any]:
    """A sealed case that accuses a unit, with a file, talk, a summary, a wish to know who spoke, a recovery."""
    first, second = make_recipient(cast), make_recipient(cast, "tianye", "田野")
    keeper = make_keeper(cast)
    make_keeper(cast, "songyu", "宋瑜")
    case, code = make_case(
        accused_unit=cast.roads, name="林晓", files=(given_file("账本.txt", "三月：五千。".encode()),)
    )
    RecipientNotice.objects.create(key_id=first.key_id, sent_on=NOON.date())
    key, by = (sealed_queries.case_behind(code) or (case, b""))[1], cast.actor("fangmin")
    said: dict[str, Any] = {"case_id": case.pk, "by": by, "at": NOON}
    listening.write_sealed_message(key=key, side=Side.OFFICE, words="哪一天？", **said)
    listening.write_summary(words="经费对不上。", accused_unit=None, ring=first, **said)
    wanted = listening.Wanted(Ground.DANGER, "有人威胁。")
    revelation = listening.ask_to_reveal(wanted=wanted, ring=first, **said)
    listening.set_upper_body(name="县纪委", reach="12388", by=cast.actor("admin"), at=NOON)
    recovery = listening.begin_recovery(
        key_id=second.key_id, reason="口令忘了。", ring=keeper, by=cast.actor("luoping"), at=NOON
    )
    return {
        "case_id": case.pk,
        "sealed_file_id": case.files.all()[0].pk,
        "revelation_id": revelation.pk,
        "recovery_id": recovery.pk,
        "key_kind": "no-such-kind",
    }


def of_taxonomies(cast: Cast) -> dict[str, Any]:
    """A taxonomy with labels, and a hot issue the engine found."""
    taxonomy = sorting.start_shipped(name="four-winds", by=cast.actor("liufang"), at=NOON)
    office = cast.actor("liufang")
    looking.choose_columns(columns=["due"], by=office, at=NOON)
    return {
        "dispatch_rule_id": ledger.add_dispatch_rule(unit=cast.roads, since=NOON.date(), by=office, at=NOON).pk,
        "ledger_view_id": looking.save_ledger_view(name="快到期", query={}, columns=[], by=office, at=NOON).pk,
        "taxonomy_id": taxonomy.pk,
        "label_id": taxonomy.labels.all()[0].pk,
        "matter_id": make_matter(voices=1).pk,
        "map_id": draw_a_place(by=office).pk,
    }


def draw_a_place(by: Actor) -> PlaceMap:
    """A plan that was put away, and the map in its stead with one place as a point."""
    sorting.put_plan(plan=Plan(b"P", "image/png", 2, 1), file_name="plan.png", by=by, at=NOON)
    point = {"type": "Point", "coordinates": [116.4, 39.9]}
    place = {"type": "Feature", "properties": {"name": Place.objects.all()[0].name}, "geometry": point}
    shapes = read_shapes(json.dumps({"type": "FeatureCollection", "features": [place]}).encode())
    return sorting.put_map(shapes=shapes, file_name="places.geojson", by=by, at=NOON)


def of_papers(cast: Cast) -> dict[str, Any]:
    """A paper with its figures, and columns the office arranged."""
    by, kind = cast.actor("liufang"), PaperKind.PROBLEMS
    publishing.arrange_columns(kind=kind, columns=usual_choices(kind), version=0, by=by, at=NOON)
    paper = publishing.order_paper(kind=kind, form=PaperForm.XLSX, terms=Terms(), cover_doubtful=True, by=by, at=NOON)
    return {"paper_code": paper.code, "figure_code": Provenance.objects.filter(paper=paper)[0].code}


def of_suggestions(cast: Cast) -> dict[str, Any]:
    """A label given, a run, a suggestion and a version of what was learnt."""
    clerk, item, taxonomy = cast.actor("hejing"), make_item(), Taxonomy.objects.all()[0]
    label = taxonomy.labels.all()[0]
    labelling.give_label(voice_ids=[item.pk], label_id=label.pk, by=clerk, at=NOON)
    running.ask_for_run(by=clerk, at=NOON)
    matter, model = Matter.objects.all()[0], LearntModel(taxonomy=taxonomy, number=1, trained_at=NOON)
    model.save()
    return {"suggestion_id": make_suggestion(item, SuggestionKind.MATTER, matter=matter).pk, "version": model.number}


def of_findings(cast: Cast) -> dict[str, Any]:
    """A finding, the run that found it, and a threshold the supervisor set."""
    finding = make_finding(cast)
    verification.set_threshold(
        rule="passed_around", name="hops", value=4, since=NOON.date(), reason="三转是常事。",
        by=cast.actor("gaoyuan"), at=NOON,
    )  # fmt: skip
    return {"finding_id": finding.pk}


def of_log(cast: Cast) -> dict[str, Any]:
    """A log with a witness that signs it again, another with which we began anew, a reader, and a leaf that waits."""
    make_sealed()
    make_witnessed()
    make_break()
    make_begun_anew(LOG_OF_OTHERS, by=cast.actor("admin"))
    LogTile.objects.create(level=1, n=0, hash=bytes(32))  # a real one needs 256 leaves
    make_voice()
    reader = HeadReader.objects.create(address="lin@example.org", asked_on=NOON.date())
    return {"path": f"entries/000.p/{LogLeaf.objects.count()}", "reader_id": reader.pk}


def of_audits(cast: Cast) -> dict[str, Any]:
    """A sample audit that was drawn, one of its parties, a drawn problem, and a photo of it."""
    audit = make_drawn(cast, claims=1)
    check = look(cast, audit.sampled.all()[0], genuine=True)
    correct(cast, check.sampled, genuine=False)
    return {
        "audit_id": audit.pk,
        "party_id": audit.parties.all()[0].pk,
        "sampled_id": check.sampled_id,
        "photo_id": check.photos.all()[0].pk,
    }


def signed_in(cast: Cast, username: str) -> Client:
    """A client with the session of somebody of this organisation."""
    client = Client(raise_request_exception=False)
    with acting_in(cast.organisation.pk):
        client.force_login(cast.people[username])
    return client
