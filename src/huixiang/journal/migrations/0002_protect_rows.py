"""The journal is read by its own organisation and never changed by anybody."""

from django.db import migrations

from huixiang.kernel.tenancy import append_only, protect_rows


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [
        *protect_rows("journal_journalentry"),
        *append_only("journal_journalentry"),
    ]
