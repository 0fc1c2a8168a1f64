"""No index on the organisation alone where the key begins with it: without statistics it misleads PostgreSQL."""

import django.db.models.deletion
from django.db import migrations, models

from huixiang.kernel.tenancy import organisation_of_transaction

KEYED = ("logcheckpoint", "logleaf", "logtile", "opening")


class Migration(migrations.Migration):
    dependencies = [("people", "0003_new_roles"), ("transparency", "0005_head_reader")]
    operations = [
        migrations.AlterField(
            model_name=name,
            name="organisation",
            field=models.ForeignKey(
                db_index=False,
                default=organisation_of_transaction,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.organisation",
            ),
        )
        for name in KEYED
    ]
