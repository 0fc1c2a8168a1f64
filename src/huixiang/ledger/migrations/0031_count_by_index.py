# The problem list of a million is counted and sorted by index alone.

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0030_erasable_contact'),
        ('people', '0003_new_roles'),
        ('sorting', '0015_plans'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='order',
            index=models.Index(fields=['organisation', 'kind', 'nature', 'problem'], name='order_by_nature'),
        ),
    ]
