"""Another organisation, full of things that nobody of ours may see, and their names in our addresses."""

from __future__ import annotations

from typing import Any

from django.test import Client

from huixiang.kernel.actor import outsider
from huixiang.kernel.tenancy import acting_in
from huixiang.ledger import services as ledger
from huixiang.ledger.clocks import Limit
from huixiang.ledger.states import LimitStep
from huixiang.ledger.testing import make_assigned, make_measure
from huixiang.listening import services as listening
from huixiang.listening.models import Attachment
from huixiang.listening.states import Lane, MessageKind, Side
from huixiang.listening.testing import make_import, make_voice
from huixiang.people import services as people
from huixiang.people.models import RoleGrant
from huixiang.people.testing import NOON, Cast, make_cast
from huixiang.publishing import services as publishing
from huixiang.publishing.models import Provenance, SpeakerNotice
from huixiang.publishing.queries.columns import usual_choices
from huixiang.publishing.queries.terms import Terms
from huixiang.publishing.states import PaperForm, PaperKind
from huixiang.publishing.testing import make_public
from huixiang.sorting import services as sorting
from huixiang.sorting.models import Act, LearntModel, Matter, Taxonomy
from huixiang.sorting.services import labelling, running
from huixiang.sorting.states import SuggestionKind
from huixiang.sorting.testing import make_item, make_matter
from huixiang.sorting.testing.suggestions import make_suggestion
from huixiang.verification import services as verification
from huixiang.verification.testing import make_confirmed, make_finding

OTHER_HOST = "other.testserver"


def make_other() -> tuple[Cast, dict[str, Any]]:
    """A second organisation with a row in every table, and a value for each parameter an address may have."""
    other = make_cast(slug="linshan", host=OTHER_HOST)
    with acting_in(other.organisation.pk):
        voices = of_voices(other) | of_taxonomies(other) | of_suggestions(other)
        return other, of_people(other) | of_problems(other) | voices | of_papers(other) | of_findings(other)


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


def of_problems(cast: Cast) -> dict[str, Any]:
    """A problem that went all the way, on the board, with a comment, a later deadline and a reply that waits."""
    unfinished = make_assigned(cast, co_units=(cast.water,))
    make_measure(cast, unfinished)
    ledger.note_progress(problem_id=unfinished.pk, words="灯头到货了。", by=cast.actor("wanglei"), at=NOON)
    claim = make_confirmed(cast)
    problem, measure = claim.problem, claim.problem.measures.all()[0]
    make_public(cast, problem)
    office = cast.actor("liufang")
    publishing.publish_measure(measure_id=measure.pk, words="换三盏灯头。", by=office, at=NOON)
    ledger.comment_on(problem_id=problem.pk, words="请把验收单补上。", by=cast.actor("gaoyuan"), at=NOON)
    reply = publishing.reply_in_public(problem_id=problem.pk, words="灯已经修好。", by=office, at=NOON)
    limit = ledger.set_limit(step=LimitStep.FINISH, limit=Limit(5), since=NOON.date(), by=office, at=NOON)
    return {
        "rule_id": limit.pk,
        "number": problem.number,
        "round_": claim.round,
        "measure_id": measure.pk,
        "evidence_id": problem.evidence.all()[0].pk,
        "reply_id": reply.pk,
    }


def of_voices(cast: Cast) -> dict[str, Any]:
    """A voice with a file, a contact, talk, an act of a clerk and a saved view."""
    clerk = cast.actor("hejing")
    place = listening.add_place(name="林山路", code="linshan-road", parent=None, by=clerk, at=NOON)
    brought = make_import(cast)
    voice = make_item(place=place, contact="13800000000", speaker_name="林晓").voice
    make_voice(lane=Lane.ANONYMOUS)
    someone = outsider(cast.organisation.pk)
    listening.write_message(
        voice_id=voice.pk, side=Side.SPEAKER, kind=MessageKind.MESSAGE, words="还没修。", by=someone, at=NOON
    )
    sorting.set_aside(voice_id=voice.pk, reason="这条路归邻县管。", by=clerk, at=NOON)
    file = Attachment.objects.create(voice=voice, name="灯.jpg", media_type="image/jpeg", size=1, digest="0" * 64)
    SpeakerNotice.objects.create(voice=voice, sent_on=NOON.date())
    view = sorting.save_view(name="我的", query={"state": "new"}, by=clerk, at=NOON)
    return {
        "voice_id": voice.pk,
        "file_id": file.pk,
        "act_id": Act.objects.all()[0].pk,
        "view_id": view.pk,
        "place_id": place.pk,
        "import_id": brought.pk,
        "page": 1,
    }


def of_taxonomies(cast: Cast) -> dict[str, Any]:
    """A taxonomy with labels, and a hot issue the engine found."""
    taxonomy = sorting.start_shipped(name="four-winds", by=cast.actor("liufang"), at=NOON)
    return {
        "taxonomy_id": taxonomy.pk,
        "label_id": taxonomy.labels.all()[0].pk,
        "matter_id": make_matter(voices=1).pk,
    }


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


def signed_in(cast: Cast, username: str) -> Client:
    """A client with the session of somebody of this organisation."""
    client = Client(raise_request_exception=False)
    with acting_in(cast.organisation.pk):
        client.force_login(cast.people[username])
    return client
