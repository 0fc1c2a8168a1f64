from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from huixiang.journal.models import JournalEntry
from huixiang.kernel.errors import NotAllowed
from huixiang.people import queries, services
from huixiang.people.models import Invitation, Membership, RoleGrant, User
from huixiang.people.roles import Role
from huixiang.people.testing import NOON, PASSWORD, Cast
from huixiang.people.tests.pagecheck import check_page

SignIn = Callable[[str], Client]
LATER = NOON + dt.timedelta(days=3)


def last_entry() -> JournalEntry:
    return JournalEntry.objects.order_by("-id")[0]


class TestAddMember:
    def test_puts_the_person_into_a_unit_without_a_password(self, cast: Cast) -> None:
        user = services.add_member(username="LinXiao", name="林晓", unit=cast.roads, by=cast.actor("admin"), at=NOON)

        assert user.username == "linxiao"
        assert not user.has_usable_password()
        assert last_entry().action == "people.member.added"

    @pytest.mark.parametrize(
        ("by", "username", "refusal"),
        [("admin", "HeJing", services.NameTaken), ("hejing", "linxiao", NotAllowed)],
        ids=["the name is taken in other letters", "a clerk asks"],
    )
    def test_refuses_and_writes_nothing_when(
        self, by: str, username: str, refusal: type[Exception], cast: Cast
    ) -> None:
        with pytest.raises(refusal):
            services.add_member(username=username, name="林晓", unit=cast.roads, by=cast.actor(by), at=NOON)

        assert not User.objects.filter(name="林晓").exists()

    def test_by_the_form_gives_the_first_role(self, cast: Cast, sign_in: SignIn) -> None:
        facts = {"name": "林晓", "username": "linxiao", "unit": cast.roads.pk, "role": "unit_handler", "post": "科员"}

        text = check_page(sign_in("admin").post(reverse("people:member_add"), facts, follow=True))

        assert "单位经办人（市政道路股）" in text

    def test_by_the_form_says_what_is_wrong(self, cast: Cast, sign_in: SignIn) -> None:
        client, page = sign_in("admin"), reverse("people:member_add")
        facts = {"name": "另一个", "username": "hejing", "unit": cast.roads.pk}

        assert "账号 hejing 已经有人用了" in check_page(client.post(page, facts), status=409)
        check_page(client.post(page, facts | {"username": "a b"}), status=422)


class TestChangePlace:
    def test_ends_the_old_membership_and_begins_a_new_one(self, cast: Cast) -> None:
        user = cast.people["wanglei"]

        services.change_place(user_id=user.pk, unit_id=cast.water.pk, post="组长", by=cast.actor("admin"), at=LATER)

        old, new = Membership.objects.filter(user=user).order_by("id")
        assert (old.unit, old.until) == (cast.roads, dt.date(2026, 3, 5))
        assert (new.unit, new.post, new.since, new.until) == (cast.water, "组长", dt.date(2026, 3, 5), None)
        assert last_entry().before == {"unit": cast.roads.pk, "post": ""}

    def test_by_the_form_shows_both(self, cast: Cast, sign_in: SignIn) -> None:
        path = reverse("people:member_place", args=[cast.people["wanglei"].pk])

        text = check_page(sign_in("admin").post(path, {"unit": cast.water.pk, "post": "组长"}, follow=True))

        assert "供排水股 · 组长" in text
        check_page(sign_in("admin").post(path, {"unit": "0"}), status=422)


class TestRole:
    def test_is_given_and_withdrawn_by_the_forms(self, cast: Cast, sign_in: SignIn) -> None:
        client, user = sign_in("admin"), cast.people["xujie"]
        client.post(reverse("people:role_give", args=[user.pk]), {"role": "clerk", "unit": cast.top.pk})
        grant = RoleGrant.objects.get(user=user, role="clerk")
        assert cast.actor("xujie").may("sort_voices")

        client.post(reverse("people:role_withdraw", args=[grant.pk]))

        assert not cast.actor("xujie").may("sort_voices")
        assert last_entry().action == "people.role.withdrawn"

    def test_of_the_last_administrator_cannot_be_withdrawn(self, cast: Cast, sign_in: SignIn) -> None:
        grant = RoleGrant.objects.get(role="administrator")

        text = check_page(sign_in("admin").post(reverse("people:role_withdraw", args=[grant.pk])), status=409)

        assert "唯一的管理员" in text
        grant.refresh_from_db()
        assert grant.withdrawn_at is None

    def test_is_given_by_administrators_only(self, cast: Cast) -> None:
        with pytest.raises(NotAllowed):
            services.give_role(
                user=cast.people["hejing"], role=Role.ADMINISTRATOR, unit=cast.top, by=cast.actor("hejing"), at=NOON
            )

        assert not cast.actor("hejing").may("manage_people")


class TestAccount:
    def test_that_is_closed_signs_its_owner_out_at_once(self, cast: Cast, sign_in: SignIn) -> None:
        theirs, user = sign_in("hejing"), cast.people["hejing"]
        assert theirs.get(reverse("people:home")).status_code == 200

        sign_in("admin").post(reverse("people:member_deactivate", args=[user.pk]))

        assert theirs.get(reverse("people:home")).status_code == 302
        assert last_entry().action == "people.member.deactivated"

    def test_that_is_opened_again_has_its_roles(self, cast: Cast, sign_in: SignIn) -> None:
        user = cast.people["hejing"]
        services.deactivate_member(user_id=user.pk, by=cast.actor("admin"), at=NOON)

        check_page(sign_in("admin").post(reverse("people:member_reactivate", args=[user.pk]), follow=True))

        user.refresh_from_db()
        assert queries.actor_for(user, cast.organisation.pk).may("sort_voices")

    def test_of_oneself_cannot_be_closed(self, cast: Cast, sign_in: SignIn) -> None:
        path = reverse("people:member_deactivate", args=[cast.people["admin"].pk])

        assert "不能停用自己的账号" in check_page(sign_in("admin").post(path), status=409)
        assert User.objects.get(username="admin").is_active


class TestInvitation:
    def link(self, cast: Cast, sign_in: SignIn) -> str:
        response = sign_in("admin").post(reverse("people:member_invite", args=[cast.people["wanglei"].pk]))
        text = check_page(response)
        return "/invitation/" + text.partition("http://testserver/invitation/")[2].partition("<")[0].partition('"')[0]

    def test_sets_the_first_password_once(self, cast: Cast, sign_in: SignIn) -> None:
        link = self.link(cast, sign_in)
        check_page(Client().get(link))

        response = Client().post(link, {"password": "good-and-long-1", "again": "good-and-long-1"})

        assert response["Location"] == reverse("account_login")
        assert User.objects.get(username="wanglei").check_password("good-and-long-1")
        check_page(Client().get(link), status=404)
        check_page(Client().post(link, {"password": "other-long-one-2", "again": "other-long-one-2"}), status=404)
        assert last_entry().action == "people.member.set_password"

    @pytest.mark.parametrize(
        ("password", "again"),
        [("short", "short"), ("password123456", "password123456"), ("wanglei2026", "wanglei2026"),
         ("good-and-long-1", "good-and-long-2"), ("", "")],
        ids=["too short", "too common", "the own name", "not the same", "empty"],
    )  # fmt: skip
    def test_refuses_a_password_that_is(self, password: str, again: str, cast: Cast, sign_in: SignIn) -> None:
        link = self.link(cast, sign_in)

        check_page(Client().post(link, {"password": password, "again": again}), status=422)

        assert not User.objects.get(username="wanglei").has_usable_password()

    def test_stops_working_when_a_newer_one_is_made(self, cast: Cast, sign_in: SignIn) -> None:
        old, new = self.link(cast, sign_in), self.link(cast, sign_in)

        check_page(Client().get(old), status=404)
        check_page(Client().get(new))

    def test_is_kept_as_a_digest_only_and_for_seven_days(self, cast: Cast) -> None:
        secret = services.invite(user=cast.people["wanglei"], by=cast.actor("admin"), at=NOON)

        invitation = Invitation.objects.get()
        assert secret.encode() not in bytes(invitation.digest)
        assert invitation.expires_at == NOON + dt.timedelta(days=7)
        with pytest.raises(services.InvitationOver):
            services.accept_invitation(secret=secret, password=PASSWORD, at=NOON + dt.timedelta(days=7))
        assert not User.objects.get(username="wanglei").has_usable_password()

    def test_of_a_closed_account_is_refused(self, cast: Cast) -> None:
        secret = services.invite(user=cast.people["wanglei"], by=cast.actor("admin"), at=NOON)
        user = services.deactivate_member(user_id=cast.people["wanglei"].pk, by=cast.actor("admin"), at=NOON)

        with pytest.raises(services.InvitationOver):
            services.invite(user=user, by=cast.actor("admin"), at=NOON)
        with pytest.raises(services.InvitationOver):
            services.accept_invitation(secret=secret, password=PASSWORD, at=NOON)


class TestMemberList:
    def test_finds_by_name_sign_in_name_and_unit(self, sign_in: SignIn) -> None:
        client, page = sign_in("admin"), reverse("people:members")

        for text in ("周明", "ZHOUMING", "道路"):
            found = check_page(client.get(page, {"q": text}))
            assert "周明" in found
            assert "何静" not in found
        assert "没有找到人" in check_page(client.get(page, {"q": "无此人"}))

    def test_costs_the_same_with_3_and_30_more(self, cast: Cast, sign_in: SignIn) -> None:
        client, page = sign_in("admin"), reverse("people:members")
        client.get(page)
        counts = []
        for start, end in ((0, 3), (3, 30)):
            for n in range(start, end):
                services.add_member(username=f"p{n}", name=f"员{n}", unit=cast.roads, by=cast.actor("admin"), at=NOON)
            with CaptureQueriesContext(
                connection,
            ) as queries_made:
                client.get(page)
            counts.append(len(queries_made))

        assert counts[0] == counts[1]

    def test_is_paged(self, cast: Cast, sign_in: SignIn) -> None:
        for n in range(51):
            services.add_member(username=f"p{n}", name=f"员{n:02}", unit=cast.roads, by=cast.actor("admin"), at=NOON)
        client, page = sign_in("admin"), reverse("people:members")

        first = client.get(page).context["page"]
        second = client.get(page, {"at": first.older}).context["page"]

        assert len(first.items) == 50
        assert len(second.items) == 13
        assert not set(first.items) & set(second.items)
