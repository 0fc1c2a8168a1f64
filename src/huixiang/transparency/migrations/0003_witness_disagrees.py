"""A witness may refuse to sign because it knows another log than ours; that is kept, for page and doctor."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("transparency", "0002_protect_rows")]
    operations = [
        migrations.AddField("witness", "knows", models.BigIntegerField(default=0, db_default=0)),
        migrations.AddField("witness", "disagrees_since", models.DateTimeField(null=True)),
    ]
