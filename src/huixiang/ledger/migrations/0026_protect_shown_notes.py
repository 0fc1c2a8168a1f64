"""Each organisation has its own notes for everybody."""

from django.db import migrations

from huixiang.kernel.tenancy import protect_rows


class Migration(migrations.Migration):
    dependencies = [("ledger", "0025_special_actions_end")]
    operations = [*protect_rows("ledger_shownnote")]
