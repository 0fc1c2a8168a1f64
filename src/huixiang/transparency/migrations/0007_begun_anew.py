"""That a witness began anew with a log, on its side and on the log's; neither is ever changed or removed."""

import django.db.models.deletion
from django.db import migrations, models

from huixiang.kernel.tenancy import append_only, organisation_of_transaction, protect_rows

TABLES = ("transparency_begunanew", "transparency_signsagain")


def _organisation() -> models.ForeignKey:
    return models.ForeignKey(
        default=organisation_of_transaction, editable=False, on_delete=django.db.models.deletion.PROTECT,
        related_name="+", to="people.organisation",
    )  # fmt: skip


def _about(model: str, name: str) -> models.ForeignKey:
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name=name, to=model)


def _number() -> models.BigAutoField:
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    dependencies = [("people", "0003_new_roles"), ("transparency", "0006_key_begins_with_organisation")]
    operations = [
        migrations.CreateModel(
            name="BegunAnew",
            fields=[
                ("id", _number()),
                ("knew", models.BigIntegerField()),
                ("known", models.TextField()),
                ("size", models.BigIntegerField()),
                ("note", models.TextField()),
                ("reason", models.CharField(max_length=500)),
                ("at", models.DateTimeField()),
                ("organisation", _organisation()),
                ("watched", _about("transparency.watchedlog", "begun_anew")),
            ],
            options={"ordering": ("id",)},
        ),
        migrations.CreateModel(
            name="SignsAgain",
            fields=[
                ("id", _number()),
                ("knew", models.BigIntegerField()),
                ("refused_since", models.DateTimeField()),
                ("size", models.BigIntegerField()),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("statement", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                ("organisation", _organisation()),
                ("witness", _about("transparency.witness", "signs_again")),
            ],
            options={"ordering": ("id",)},
        ),
        *protect_rows(*TABLES),
        *append_only(*TABLES),
    ]
