"""A lost second step is taken away by an administrator, in the open."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from django.urls import reverse

from huixiang.journal.models import JournalEntry
from huixiang.kernel.errors import NotAllowed
from huixiang.people import services
from huixiang.people.models import User
from huixiang.people.testing import NOON, PASSWORD, Cast
from huixiang.people.tests.pagecheck import check_page

SignIn = Callable[[str], Client]
NO_KEY = (
    '{"id": "a", "rawId": "a", "type": "public-key", "response": {"clientDataJSON": "e30", "attestationObject": "a"}}'
)


@pytest.fixture
def zhouming(cast: Cast) -> User:
    """周明 signs in with a code from a phone."""
    user = cast.people["zhouming"]
    totp.TOTP.activate(user, totp.generate_totp_secret())
    return user


class TestSecondStepReset:
    def test_leaves_the_password_and_a_journal_entry(self, cast: Cast, zhouming: User) -> None:
        services.reset_second_step(user_id=zhouming.pk, by=cast.actor("admin"), at=NOON)

        assert not Authenticator.objects.filter(user=zhouming).exists()
        assert zhouming.password == User.objects.get(pk=zhouming.pk).password
        entry = JournalEntry.objects.order_by("-id")[0]
        assert (entry.action, entry.subject) == ("people.member.second_step_reset", f"user:{zhouming.pk}")
        assert entry.before == {"kinds": ["totp"]}

    def test_ends_their_sign_ins(self, cast: Cast) -> None:
        user, client = cast.people["zhouming"], Client()
        user.set_password(PASSWORD)
        user.save()
        client.post("/account/login/", {"login": "zhouming", "password": PASSWORD})
        totp.TOTP.activate(user, totp.generate_totp_secret())
        assert client.get(reverse("people:home")).status_code == 200

        services.reset_second_step(user_id=user.pk, by=cast.actor("admin"), at=NOON)

        assert client.get(reverse("people:home")).status_code == 302

    @pytest.mark.parametrize("by", ["hejing", "zhouming"])
    def test_is_an_administrators_act(self, by: str, cast: Cast, zhouming: User) -> None:
        with pytest.raises(NotAllowed):
            services.reset_second_step(user_id=zhouming.pk, by=cast.actor(by), at=NOON)

        assert Authenticator.objects.filter(user=zhouming).exists()
        assert not JournalEntry.objects.filter(action="people.member.second_step_reset").exists()

    def test_is_never_done_to_oneself(self, cast: Cast) -> None:
        totp.TOTP.activate(cast.people["admin"], totp.generate_totp_secret())

        with pytest.raises(NotAllowed):
            services.reset_second_step(user_id=cast.people["admin"].pk, by=cast.actor("admin"), at=NOON)

    def test_of_nothing_is_refused(self, cast: Cast) -> None:
        with pytest.raises(services.NoSecondStep):
            services.reset_second_step(user_id=cast.people["wanglei"].pk, by=cast.actor("admin"), at=NOON)

        assert not JournalEntry.objects.filter(action="people.member.second_step_reset").exists()

    def test_is_a_button_beside_the_member(self, zhouming: User, sign_in: SignIn) -> None:
        client, page = sign_in("admin"), reverse("people:member", args=[zhouming.pk])
        assert "取消两步登录" in check_page(client.get(page))

        client.post(reverse("people:member_second_step", args=[zhouming.pk]))

        assert "取消两步登录" not in check_page(client.get(page))


class TestAKeyToAdd:
    @pytest.mark.parametrize("answer", ["9" * 5000, "[" * 100_000, "5", "[]", "{}", '{"id": 1}', NO_KEY, "\0"])
    def test_that_is_no_answer_of_a_key_is_refused_in_words(self, answer: str, sign_in: SignIn) -> None:
        client = sign_in("zhouming")
        client.raise_request_exception = False

        response = client.post(reverse("mfa_add_webauthn"), {"name": "", "credential": answer})

        assert response.status_code == 200
