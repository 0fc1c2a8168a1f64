"""Who has the head of each day sent by mail."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from huixiang.kernel.tenancy import organisation_of_transaction, protect_rows


class Migration(migrations.Migration):
    dependencies = [("people", "0003_new_roles"), ("transparency", "0004_published")]
    operations = [
        migrations.CreateModel(
            name="HeadReader",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("address", models.CharField(max_length=254)),
                ("asked_on", models.DateField()),
                ("confirmed_on", models.DateField(null=True)),
                ("mailed_on", models.DateField(null=True)),
                ("size", models.BigIntegerField(default=0)),
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
                    models.UniqueConstraint(fields=("organisation", "address"), name="head_reader_once")
                ],
            },
        ),
        *protect_rows("transparency_headreader"),
    ]
