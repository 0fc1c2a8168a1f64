"""Public words of measures, one notice a day to a speaker, and a search over public words only."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import huixiang.kernel.tenancy
from huixiang.kernel.tenancy import protect_rows


def organisation():
    return models.ForeignKey(
        default=huixiang.kernel.tenancy.organisation_of_transaction,
        editable=False,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="people.organisation",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0002_protect_rows"),
        ("ledger", "0001_initial"),
        ("listening", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="publication",
            name="terms",
            field=django.contrib.postgres.search.SearchVectorField(null=True),
        ),
        migrations.AddIndex(
            model_name="publication",
            index=django.contrib.postgres.indexes.GinIndex(fields=["terms"], name="publication_terms"),
        ),
        migrations.CreateModel(
            name="PublicMeasure",
            fields=[
                (
                    "measure",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="public",
                        serialize=False,
                        to="ledger.measure",
                    ),
                ),
                ("words", models.TextField()),
                ("approved_at", models.DateTimeField()),
                (
                    "approved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("organisation", organisation()),
            ],
            options={
                "ordering": ("measure",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="public_measure_says_what"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SpeakerNotice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sent_on", models.DateField()),
                (
                    "voice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notices", to="listening.voice"
                    ),
                ),
                ("organisation", organisation()),
            ],
            options={
                "ordering": ("id",),
                "constraints": [models.UniqueConstraint(fields=("voice", "sent_on"), name="one_notice_a_day")],
            },
        ),
        *protect_rows("publishing_publicmeasure", "publishing_speakernotice"),
    ]
