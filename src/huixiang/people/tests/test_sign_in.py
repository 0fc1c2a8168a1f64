from __future__ import annotations

from collections.abc import Iterator

import pytest
from allauth.mfa.totp.internal import auth as totp
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from huixiang.kernel.tenancy import acting_in
from huixiang.people.models import User
from huixiang.people.testing import PASSWORD, Cast, make_cast
from huixiang.people.tests.pagecheck import check_page

LOGIN = "/account/login/"
ORIGIN = "http://testserver"


@pytest.fixture(autouse=True)
def _fresh_limits(db: None) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def other(cast: Cast) -> Cast:
    """Another organisation with people of the same sign-in names, at its own host."""
    return make_cast(slug="linshan", host="other.testserver")


def set_password(cast: Cast, password: str) -> None:
    with acting_in(cast.organisation.pk):
        user = User.objects.get(username="zhouming")
        user.set_password(password)
        user.save()


class TestSignIn:
    def test_leads_to_the_desk(self, cast: Cast) -> None:
        set_password(cast, PASSWORD)

        response = Client().post(LOGIN, {"login": "zhouming", "password": PASSWORD})

        assert response.status_code == 302
        assert response["Location"] == reverse("people:home")

    def test_knows_the_name_within_the_organisation_of_the_host_only(self, cast: Cast, other: Cast) -> None:
        set_password(cast, PASSWORD)
        set_password(other, "another-long-one-7")
        here, there = Client(), Client(headers={"host": "other.testserver"})

        assert here.post(LOGIN, {"login": "zhouming", "password": "another-long-one-7"}).status_code == 200
        assert there.post(LOGIN, {"login": "zhouming", "password": PASSWORD}).status_code == 200
        assert there.post(LOGIN, {"login": "zhouming", "password": "another-long-one-7"}).status_code == 302
        assert there.session["_auth_user_id"] == str(other.people["zhouming"].pk)

    def test_in_one_organisation_means_nothing_at_the_host_of_another(self, cast: Cast, other: Cast) -> None:
        client = Client()
        client.force_login(cast.people["admin"])

        assert client.get(reverse("people:members")).status_code == 200
        assert client.get(reverse("people:members"), headers={"host": "other.testserver"}).status_code == 302

    def test_of_a_closed_account_fails(self, cast: Cast) -> None:
        set_password(cast, PASSWORD)
        User.objects.filter(username="zhouming").update(is_active=False)

        response = Client().post(LOGIN, {"login": "zhouming", "password": PASSWORD})

        assert "_auth_user_id" not in response.wsgi_request.session

    def test_pauses_after_five_wrong_passwords_and_says_so(self, cast: Cast) -> None:
        set_password(cast, PASSWORD)
        client = Client()
        for _try in range(5):
            text = check_page(client.post(LOGIN, {"login": "zhouming", "password": "wrong"}))
            assert "账号或密码不对" in text

        text = check_page(client.post(LOGIN, {"login": "zhouming", "password": PASSWORD}), status=429)

        assert "请等 5 分钟再试" in text

    def test_pauses_for_the_network_that_guesses_and_no_other_behind_the_same_proxy(self, cast: Cast) -> None:
        set_password(cast, PASSWORD)
        guesser, member = (Client(headers={"x-forwarded-for": each}) for each in ("203.0.113.9", "198.51.100.7"))
        for number in range(10):
            guesser.post(LOGIN, {"login": f"somebody{number}", "password": "wrong"})

        assert guesser.post(LOGIN, {"login": "someone", "password": "wrong"}).status_code == 429
        assert member.post(LOGIN, {"login": "zhouming", "password": PASSWORD}).status_code == 302

    def test_keeps_its_page_for_too_many_requests(self, cast: Cast) -> None:
        client = Client()
        for _try in range(121):
            response = client.post(LOGIN, {})

        check_page(response, status=429)

    def test_up_is_closed(self, cast: Cast) -> None:
        response = Client().post("/account/signup/", {"username": "intruder", "password1": PASSWORD})

        assert "账号由邀请开通" in check_page(response)
        assert not User.objects.filter(username="intruder").exists()

    @pytest.mark.parametrize(
        "path", ["email/", "confirm-email/", "password/set/", "password/reset/done/", "login/code/confirm/"]
    )
    def test_has_no_door_by_mail(self, path: str, cast: Cast) -> None:
        check_page(Client().get(f"/account/{path}"), status=404)


class TestSecondStep:
    def test_is_asked_for_after_the_password(self, cast: Cast) -> None:
        set_password(cast, PASSWORD)
        secret = totp.generate_totp_secret()
        totp.TOTP.activate(cast.people["zhouming"], secret)
        client = Client()

        response = client.post(LOGIN, {"login": "zhouming", "password": PASSWORD})
        assert response["Location"] == reverse("mfa_authenticate")
        check_page(client.get(reverse("mfa_authenticate")))
        code = totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))
        response = client.post(reverse("mfa_authenticate"), {"code": code})

        assert response["Location"] == reverse("people:home")

    def test_is_set_up_and_removed_on_whole_pages(self, cast: Cast) -> None:
        client = signed_in_by_password(cast)
        text = check_page(client.get(reverse("mfa_activate_totp")))
        assert 'aria-label="otpauth' not in text  # the picture is named in words
        secret = client.session["mfa.totp.secret"]
        code = totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))

        client.post(reverse("mfa_activate_totp"), {"code": code})

        check_page(client.get(reverse("mfa_view_recovery_codes")))
        check_page(client.get(reverse("mfa_generate_recovery_codes")))
        check_page(client.get(reverse("mfa_index")))
        check_page(client.get(reverse("mfa_deactivate_totp")))

    def test_with_a_passkey_has_whole_pages_without_inline_script(self, cast: Cast) -> None:
        client = signed_in_by_password(cast)

        text = check_page(client.get(reverse("mfa_add_webauthn")))

        assert "people/passkey" in text
        assert "<script>" not in text

    def test_asks_again_who_it_is_before_it_changes(self, cast: Cast) -> None:
        client = signed_in_by_password(cast)
        forget_the_password_was_given(client)

        response = client.get(reverse("mfa_activate_totp"))

        assert response["Location"].startswith(reverse("account_reauthenticate"))
        check_page(client.get(response["Location"]))


def forget_the_password_was_given(client: Client) -> None:
    """As if it had been given long ago."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": 1, "username": "zhouming"}]
    session.save()


def signed_in_by_password(cast: Cast, username: str = "zhouming") -> Client:
    user = cast.people[username]
    if not user.has_usable_password():
        user.set_password(PASSWORD)
        user.save()
    client = Client()
    client.post(LOGIN, {"login": username, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


class TestSessions:
    def test_lists_the_own_ones_and_ends_another(self, cast: Cast) -> None:
        here, elsewhere = signed_in_by_password(cast), signed_in_by_password(cast)
        text = check_page(here.get(reverse("people:sessions")))
        assert text.count("/end") == 1
        path = text.partition('action="/desk/sessions/')[2].partition('"')[0]

        here.post(f"/desk/sessions/{path}")

        assert elsewhere.get(reverse("people:home")).status_code == 302
        assert here.get(reverse("people:home")).status_code == 200

    def test_is_ended_only_after_the_password_and_then_by_itself(self, cast: Cast) -> None:
        here, elsewhere = signed_in_by_password(cast), signed_in_by_password(cast)
        there = UserSession.objects.get(session_key=elsewhere.session.session_key)
        forget_the_password_was_given(here)

        asked = here.post(reverse("people:session_end", args=[there.pk]))

        assert asked["Location"].startswith(reverse("account_reauthenticate"))
        assert elsewhere.get(reverse("people:home")).status_code == 200
        check_page(here.get(asked["Location"]))
        here.post(asked["Location"], {"password": PASSWORD})
        assert elsewhere.get(reverse("people:home")).status_code == 302

    def test_of_somebody_else_cannot_be_ended(self, cast: Cast) -> None:
        theirs = signed_in_by_password(cast, "hejing")
        assert "就是现在这个" in check_page(theirs.get(reverse("people:sessions")))
        session = UserSession.objects.get(user=cast.people["hejing"])

        assert signed_in_by_password(cast).post(f"/desk/sessions/{session.pk}/end").status_code == 404
        assert theirs.get(reverse("people:home")).status_code == 200


class TestASessionThatIsOver:
    def test_gives_back_what_was_typed(self, cast: Cast) -> None:
        response = Client().post(reverse("people:unit_add"), {"name": "河长制 办公室"}, headers={"origin": ORIGIN})

        assert "河长制 办公室" in check_page(response, status=403)

    def test_takes_it_after_signing_in_again(self, cast: Cast) -> None:
        client = Client()
        sent = {"name": "河长制办公室", "code": "rivers", "parent": str(cast.top.pk)}
        assert client.post(reverse("people:unit_add"), sent, headers={"origin": ORIGIN}).status_code == 403
        client.force_login(cast.people["admin"])

        assert client.post(reverse("people:unit_add"), sent).status_code == 302

    def test_asks_readers_to_sign_in(self, cast: Cast) -> None:
        response = Client().get(reverse("people:unit_add"))

        assert response["Location"] == f"{LOGIN}?next={reverse('people:unit_add')}"
