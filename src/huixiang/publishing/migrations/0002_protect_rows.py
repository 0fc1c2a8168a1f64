"""Each organisation publishes its own."""

from django.db import migrations

from huixiang.kernel.tenancy import protect_rows


class Migration(migrations.Migration):
    dependencies = [("publishing", "0001_initial")]
    operations = [
        *protect_rows("publishing_publication", "publishing_publicreply"),
    ]
