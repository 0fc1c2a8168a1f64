"""A plan is approved by another hand; a special action ends with its result; notes with photos are shown one by one."""

from __future__ import annotations

import io

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from PIL import Image

from huixiang.folio.uploads import make_safe
from huixiang.journal.models import JournalEntry
from huixiang.kernel.errors import NotAllowed, Overtaken
from huixiang.ledger import queries, services
from huixiang.ledger.models import Plan, PlanVersion, Project, ProjectNote, ShownNote
from huixiang.ledger.plan_lines import digest_of
from huixiang.ledger.states import PlanKind
from huixiang.ledger.testing import make_assigned, make_working
from huixiang.ledger.testing_registers import TODAY, later, make_plan, make_project
from huixiang.people import services as people
from huixiang.people.roles import Role
from huixiang.people.testing import NOON, Cast

pytestmark = pytest.mark.django_db


def approve(cast: Cast, plan: Plan, by: str) -> PlanVersion:
    seen = digest_of(queries.lines_now(plan))
    return services.approve_plan(plan_id=plan.pk, words="第3次会议", seen=seen, by=cast.actor(by), at=NOON)


def special(cast: Cast, *, approved: bool = True) -> Plan:
    """A special action with two problems, both open."""
    office, head = cast.actor("liufang"), {"title": "占道专项", "since": TODAY, "until": later(60), "unit": cast.top}
    plan = services.make_plan(kind=PlanKind.SPECIAL, programme="巡查", target_on=later(50), by=office, at=NOON, **head)  # type: ignore[arg-type]
    ids = [make_assigned(cast).pk, make_working(cast).pk]
    services.take_into_plan(plan_id=plan.pk, problem_ids=ids, by=office, at=NOON)
    if approved:
        approve(cast, plan, "gaoyuan")
    return plan


def end(cast: Cast, plan: Plan, words: str = "清了两处", by: str = "liufang", days: int = 0) -> Plan:
    day = later(days)
    return services.end_special_action(plan_id=plan.pk, ended_on=day, words=words, by=cast.actor(by), at=NOON)


def photo() -> bytes:
    out = io.BytesIO()
    picture = Image.new("RGB", (40, 30), "grey")
    exif = Image.Exif()
    exif[0x010F] = "SecretPhone"
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


def noted(cast: Cast, project: Project, by: str = "wanglei") -> ProjectNote:
    file = make_safe(photo(), name="现场.jpg")
    return services.note_project(
        project_id=project.pk, words="护栏装了一半", file=file, name="现场.jpg", by=cast.actor(by), at=NOON
    )


def published(cast: Cast) -> Project:
    return services.publish_project(project_id=make_project(cast).pk, by=cast.actor("liufang"), at=NOON)


class TestApproving:
    def test_is_refused_to_who_began_it(self, cast: Cast) -> None:
        plan = make_plan(cast, make_assigned(cast))

        with pytest.raises(NotAllowed, match="起草"):
            approve(cast, plan, "liufang")
        assert not PlanVersion.objects.exists()
        assert approve(cast, plan, "gaoyuan").number == 1

    def test_is_for_another_person_of_the_office(self, cast: Cast) -> None:
        admin = cast.actor("admin")
        people.give_role(user=cast.people["hejing"], role=Role.OFFICE, unit=cast.top, by=admin, at=NOON)

        assert approve(cast, make_plan(cast, make_assigned(cast)), "hejing").by == cast.people["hejing"]

    def test_is_refused_to_a_supervisor_of_another_unit(self, cast: Cast) -> None:
        admin = cast.actor("admin")
        people.give_role(user=cast.people["chentao"], role=Role.SUPERVISOR, unit=cast.water, by=admin, at=NOON)

        with pytest.raises(NotAllowed):
            approve(cast, make_plan(cast, make_assigned(cast)), "chentao")

    def test_page_offers_it_to_the_supervisor_only(self, client: Client, cast: Cast) -> None:
        plan, act = make_plan(cast, make_assigned(cast)), "/approve/"

        client.force_login(cast.people["gaoyuan"])
        page = client.get(f"/desk/plans/{plan.pk}/").content.decode()
        assert act in page
        assert "/take/" not in page
        client.force_login(cast.people["liufang"])
        assert act not in client.get(f"/desk/plans/{plan.pk}/").content.decode()


class TestEnd:
    def test_keeps_the_result_and_what_stayed_open(self, cast: Cast) -> None:
        plan = end(cast, special(cast))

        assert (plan.ended_on, plan.ended_words, plan.left_open) == (TODAY, "清了两处", 2)
        assert JournalEntry.objects.latest("id").action == "ledger.plan.ended"
        with pytest.raises(services.PlanEnded):
            end(cast, plan)
        with pytest.raises(services.PlanEnded):
            services.note_result(plan_id=plan.pk, seen_on=TODAY, words="后来", by=cast.actor("liufang"), at=NOON)

    def test_is_refused(self, cast: Cast) -> None:
        plan = special(cast)
        for facts, refusal in (
            ({"words": " "}, services.WordsMissing), ({"by": "wanglei"}, NotAllowed),
            ({"days": 1}, services.PlanImpossible), ({"days": -1}, services.PlanImpossible),
        ):  # fmt: skip
            with pytest.raises(refusal):
                end(cast, plan, **facts)
        for other in (special(cast, approved=False), make_plan(cast, make_assigned(cast), approved=True)):
            with pytest.raises(services.PlanImpossible):
                end(cast, other)
        assert not Plan.objects.exclude(ended_on=None).exists()

    def test_without_result_is_refused_by_the_database(self, cast: Cast) -> None:
        plan = special(cast)

        with pytest.raises(IntegrityError), transaction.atomic():
            Plan.objects.filter(pk=plan.pk).update(ended_on=TODAY)

    def test_is_reached_at_the_desk(self, client: Client, cast: Cast) -> None:
        plan = special(cast)
        client.force_login(cast.people["liufang"])
        url = f"/desk/plans/{plan.pk}/end/"

        assert client.post(url, {"ended_on": "", "words": ""}).status_code == 422
        assert client.post(url, {"ended_on": "2999-01-01", "words": "清了两处"}).status_code == 409
        assert client.post(url, {"ended_on": TODAY, "words": "清了两处"}).status_code == 302
        page = client.get(f"/desk/plans/{plan.pk}/").content.decode()
        assert "清了两处" in page
        assert "/take/" not in page


class TestPhotos:
    def test_are_shown_by_somebody_else_and_taken_back(self, client: Client, cast: Cast) -> None:
        project, office = published(cast), cast.actor("liufang")
        note = noted(cast, project)
        url = f"/projects/{project.pk}/files/{note.pk}"
        assert client.get(url).status_code == 404

        services.show_note(note_id=note.pk, by=office, at=NOON)
        answer = client.get(url)
        assert b"SecretPhone" not in b"".join(answer.streaming_content)  # type: ignore[attr-defined]
        assert url in client.get(f"/projects/{project.pk}").content.decode()

        services.hide_note(note_id=note.pk, by=office, at=NOON)
        assert client.get(url).status_code == 404

    def test_are_refused_to_who_wrote_the_note_and_twice(self, cast: Cast) -> None:
        project, office = published(cast), cast.actor("liufang")
        own, note = noted(cast, project, by="liufang"), noted(cast, project)

        with pytest.raises(NotAllowed):
            services.show_note(note_id=own.pk, by=office, at=NOON)
        services.show_note(note_id=note.pk, by=office, at=NOON)
        with pytest.raises(Overtaken):
            services.show_note(note_id=note.pk, by=office, at=NOON)
        with pytest.raises(Overtaken):
            services.hide_note(note_id=own.pk, by=office, at=NOON)
        assert ShownNote.objects.count() == 1

    def test_of_a_project_that_is_not_public_stay_at_the_desk(self, client: Client, cast: Cast) -> None:
        project = make_project(cast)

        with pytest.raises(services.ProjectImpossible):
            services.show_note(note_id=noted(cast, project).pk, by=cast.actor("liufang"), at=NOON)
        assert client.get(f"/projects/{project.pk}").status_code == 404

    def test_are_shown_and_taken_back_at_the_desk(self, client: Client, cast: Cast) -> None:
        project = published(cast)
        note = noted(cast, project)
        client.force_login(cast.people["liufang"])

        assert client.post(f"/desk/projects/{project.pk}/show/", {"note": ""}).status_code == 422
        assert client.post(f"/desk/projects/{project.pk}/show/", {"note": note.pk}).status_code == 302
        assert client.post(f"/desk/projects/{project.pk}/show/", {"note": note.pk}).status_code == 409
        assert client.post(f"/desk/projects/{project.pk}/hide/", {"note": note.pk}).status_code == 302
        assert ShownNote.objects.get().ended_by == cast.people["liufang"]


class TestBadInput:
    def test_an_amount_that_could_be_several_is_asked_about(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.people["liufang"])
        facts = {"title": "井", "quantity": "1", "measure_unit": "口", "cost": "1,2.5,00 万元", "unit": cast.roads.pk}

        answer = client.post("/desk/projects/new/", {**facts, "starts_on": TODAY, "due_on": TODAY})

        assert answer.status_code == 422
        assert "1,2.5,00 万元" in answer.content.decode()
        assert not Project.objects.exists()

    def test_parts_that_do_not_add_up_are_refused_with_the_difference(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.people["liufang"])
        facts = {"title": "井", "quantity": "1", "measure_unit": "口", "cost": "12万", "parts": "管 10万\n工 1.5万"}

        days = {"unit": cast.roads.pk, "starts_on": TODAY, "due_on": TODAY}
        answer = client.post("/desk/projects/new/", {**facts, **days})

        assert answer.status_code == 409
        assert "5,000" in answer.content.decode()
        assert not Project.objects.exists()
