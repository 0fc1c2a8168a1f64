"""On which days recipients of protected voices were told by mail that one waits."""

import django.db.models.deletion
from django.db import migrations, models

from huixiang.kernel.tenancy import organisation_of_transaction, protect_rows


class Migration(migrations.Migration):
    dependencies = [("people", "0003_new_roles"), ("listening", "0011_cases_in_the_log")]
    operations = [
        migrations.CreateModel(
            name="RecipientNotice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sent_on", models.DateField()),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="listening.recipientkey",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        default=organisation_of_transaction,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
                "constraints": [
                    models.UniqueConstraint(fields=("key", "sent_on"), name="recipient_told_once_a_day")
                ],
            },
        ),
        *protect_rows("listening_recipientnotice"),
    ]
