from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from huixiang.people.testing import Cast
from huixiang.people.tests.pagecheck import check_page

SignIn = Callable[[str], Client]

ADMIN_PAGES = (
    "people:units", "people:unit_add", "people:own_days", "people:members", "people:member_add", "people:roster",
)  # fmt: skip
MEMBER_PAGES = (
    "people:home", "people:permissions", "people:sessions", "mfa_index", "mfa_list_webauthn", "account_logout",
)  # fmt: skip
OPEN_PAGES = ("account_login", "people:forgotten", "account_signup", "account_inactive")


class TestPage:
    @pytest.mark.parametrize("name", ADMIN_PAGES)
    def test_of_administrators_is_whole(self, name: str, sign_in: SignIn) -> None:
        check_page(sign_in("admin").get(reverse(name)))

    @pytest.mark.parametrize("name", ADMIN_PAGES)
    def test_of_administrators_is_refused_to_a_clerk_with_the_reason(self, name: str, sign_in: SignIn) -> None:
        text = check_page(sign_in("hejing").get(reverse(name)), status=403)

        assert 'class="desk"' in text
        assert "只有管理员" in text

    @pytest.mark.parametrize("name", MEMBER_PAGES)
    def test_of_members_is_whole(self, name: str, sign_in: SignIn) -> None:
        check_page(sign_in("hejing").get(reverse(name)))

    @pytest.mark.parametrize("name", [*ADMIN_PAGES, *MEMBER_PAGES[:3]])
    def test_of_members_asks_an_outsider_to_sign_in_first(self, name: str, cast: Cast) -> None:
        response = Client().get(reverse(name))

        assert response.status_code == 302
        assert response["Location"] == f"{reverse('account_login')}?next={reverse(name)}"

    @pytest.mark.parametrize("name", OPEN_PAGES)
    def test_open_to_everybody_is_whole(self, name: str, cast: Cast) -> None:
        check_page(Client().get(reverse(name)))

    def test_speaks_english_when_asked(self, sign_in: SignIn) -> None:
        text = check_page(
            sign_in("admin").get(reverse("people:members"), headers={"accept-language": "en"}), language="en"
        )

        assert "Add a member" in text

    def test_of_one_member_and_one_unit_is_whole(self, cast: Cast, sign_in: SignIn) -> None:
        client = sign_in("admin")

        check_page(client.get(reverse("people:member", args=[cast.people["zhouming"].pk])))
        check_page(client.get(reverse("people:unit", args=[cast.roads.pk])))


class TestRail:
    def test_of_an_administrator_leads_to_people_and_the_journal(self, sign_in: SignIn) -> None:
        text = check_page(sign_in("admin").get(reverse("people:home")))

        for name in ("people:units", "people:members", "people:permissions", "journal:entries", "people:sessions"):
            assert f'href="{reverse(name)}"' in text

    def test_of_a_clerk_leaves_out_what_the_clerk_may_not_open(self, sign_in: SignIn) -> None:
        text = check_page(sign_in("hejing").get(reverse("people:home")))

        assert reverse("people:members") not in text
        assert reverse("journal:entries") not in text

    def test_marks_the_part_we_are_in(self, sign_in: SignIn) -> None:
        text = check_page(sign_in("admin").get(reverse("people:unit_add")))

        assert f'<a href="{reverse("people:units")}" aria-current="page">' in text


class TestPermissionsPage:
    def test_names_who_holds_a_role_and_for_which_unit(self, sign_in: SignIn) -> None:
        text = check_page(sign_in("xujie").get(reverse("people:permissions")))

        assert "周明（市政道路股）" in text
        assert "何静" in text
