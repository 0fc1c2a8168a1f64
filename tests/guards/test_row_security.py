"""No organisation sees or writes a row of another: asked of PostgreSQL itself, for every table there is."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from huixiang.kernel.tenancy import TenantModel, acting_in
from huixiang.people.models import OwnDay
from huixiang.people.testing import NOON, Cast, make_cast
from tests.guards.foreign import make_other

# Tables without a tenant key, and why each has none.
WITHOUT_TENANT_KEY = {
    "people_organisation": "is the tenant; found by the host of the address",
    "account_emailaddress": "of the sign-in library; unused, its pages are walled up",
    "account_emailconfirmation": "of the sign-in library; unused",
    "auth_group": "of Django; unused, permissions.py decides",
    "auth_group_permissions": "of Django; unused",
    "auth_permission": "of Django; unused",
    "django_content_type": "of Django; names of tables only",
    "django_migrations": "of Django; names of migrations only",
    "django_session": "found by an unguessable key; the user in it is looked up under row security",
    "mfa_authenticator": "always read by its user, who is looked up under row security",
    "usersessions_usersession": "always read by its user, who is looked up under row security",
    "house_cache": "counts of failed sign-ins, under hashed keys, for minutes",
    "procrastinate_events": "of the queue; jobs hold ids only and act in one organisation",
    "procrastinate_jobs": "of the queue; jobs hold ids only and act in one organisation",
    "procrastinate_periodic_defers": "of the queue; names of jobs only",
    "procrastinate_workers": "of the queue; heartbeats only",
}
MINE_ONLY = "(organisation_id = (NULLIF(current_setting('app.org'::text, true), ''::text))::bigint)"

# Tables in which foreign.py puts no row; it may only shrink.
NO_ROW_YET: set[str] = set()

TENANT_MODELS = sorted(
    (model for model in apps.get_models() if issubclass(model, TenantModel)), key=lambda model: model._meta.label
)


def rows(query: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())


def tables_with_tenant_key() -> set[str]:
    found = rows(
        "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
        " WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace"
        " AND a.attname = 'organisation_id' AND NOT a.attisdropped"
    )
    return {str(name) for (name,) in found}


@pytest.fixture
def other(cast: Cast) -> Cast:
    return make_cast(slug="linshan", host="other.testserver")


@pytest.mark.django_db
class TestEveryTable:
    def test_without_a_tenant_key_is_on_the_list_with_its_reason(self) -> None:
        every = rows(
            "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
        )

        assert {str(name) for (name,) in every} - tables_with_tenant_key() == set(WITHOUT_TENANT_KEY)

    def test_with_a_tenant_key_has_row_security_enabled_and_forced(self) -> None:
        found = rows("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")

        assert tables_with_tenant_key() - {str(name) for (name,) in found} == set()

    def test_with_a_tenant_key_has_exactly_the_one_policy(self) -> None:
        found = rows("SELECT tablename, policyname, permissive, cmd, qual, with_check FROM pg_policies")

        expected = {
            (table, "own_organisation", "PERMISSIVE", "ALL", MINE_ONLY, MINE_ONLY) for table in tables_with_tenant_key()
        }
        assert set(found) == expected

    def test_of_a_tenant_model_is_covered(self) -> None:
        assert {model._meta.db_table for model in TENANT_MODELS} <= tables_with_tenant_key()

    def test_is_reached_by_a_role_that_row_security_binds(self) -> None:
        assert rows("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user") == [(False, False)]


class TestRow:
    @pytest.mark.parametrize("model", TENANT_MODELS, ids=lambda model: model._meta.label)
    def test_cannot_be_written_for_another_organisation(
        self, model: type[TenantModel], cast: Cast, other: Cast
    ) -> None:
        # The policy is asked before any other constraint, so no other column is needed.
        insert = f'INSERT INTO "{model._meta.db_table}" (organisation_id) VALUES (%s)'  # noqa: S608 - names of our models

        with (
            pytest.raises(DatabaseError, match="row-level security"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(insert, [other.organisation.pk])

    def test_cannot_be_carried_over_to_another_organisation(self, cast: Cast, other: Cast) -> None:
        day = OwnDay.objects.create(day=NOON.date(), working=True, name="防汛")

        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            OwnDay.objects.filter(pk=day.pk).update(organisation=other.organisation)

    def test_is_seen_by_its_own_organisation_only(self, cast: Cast) -> None:
        other, _parameters = make_other()
        with acting_in(other.organisation.pk):
            theirs = {model: set(model._default_manager.values_list("pk", flat=True)) for model in TENANT_MODELS}

        assert {model._meta.label for model, ids in theirs.items() if not ids} == NO_ROW_YET
        for model, ids in theirs.items():
            assert not model._default_manager.filter(pk__in=list(ids)).exists(), model._meta.label

    def test_is_seen_by_nobody_without_an_organisation(self, cast: Cast) -> None:
        make_other()
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('app.org', '', true)")

        seen = [model._meta.label for model in TENANT_MODELS if model._default_manager.exists()]

        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('app.org', %s, true)", [str(cast.organisation.pk)])
        assert seen == []
