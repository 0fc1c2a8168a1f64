"""Each organisation has its own consultations."""

from django.db import migrations

from huixiang.kernel.tenancy import protect_rows


class Migration(migrations.Migration):
    dependencies = [("ledger", "0021_parts_and_consulting")]
    operations = [*protect_rows("ledger_consultation")]
