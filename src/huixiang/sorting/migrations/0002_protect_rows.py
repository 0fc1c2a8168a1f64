"""Each organisation sorts its own; arrivals are numbered by one sequence."""

from django.db import migrations

from huixiang.kernel.tenancy import protect_rows


class Migration(migrations.Migration):
    dependencies = [("sorting", "0001_initial")]
    operations = [
        *protect_rows("sorting_inboxitem", "sorting_problem", "sorting_part", "sorting_setaside", "sorting_savedview", "sorting_act"),
        migrations.RunSQL("CREATE SEQUENCE sorting_inbox_number", "DROP SEQUENCE sorting_inbox_number"),
    ]
