# The problem list of a million is counted and sorted by index alone.

import datetime
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('listening', '0011_cases_in_the_log'),
        ('people', '0003_new_roles'),
        ('sorting', '0015_plans'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='problem',
            name='problem_by_state',
        ),
        migrations.RemoveIndex(
            model_name='problem',
            name='problem_counts',
        ),
        migrations.AddIndex(
            model_name='problem',
            index=models.Index(condition=models.Q(('withdrawn_at', None)), fields=['organisation', 'state', '-last_act_at', '-id'], name='problem_by_state'),
        ),
        migrations.AddIndex(
            model_name='problem',
            index=models.Index(condition=models.Q(('withdrawn_at', None)), fields=['organisation', 'unit', 'state', 'due_on', 'id'], name='problem_counts'),
        ),
        migrations.AddIndex(
            model_name='problem',
            index=models.Index(models.F('organisation'), models.F('state'), django.db.models.functions.comparison.Coalesce('due_on', models.Value(datetime.date(9999, 12, 31), output_field=models.DateField())), models.F('id'), condition=models.Q(('withdrawn_at', None)), name='problem_state_due'),
        ),
        migrations.AddIndex(
            model_name='problem',
            index=models.Index(condition=models.Q(('withdrawn_at', None)), fields=['organisation', 'state', 'voices_count', 'id'], name='problem_state_voices'),
        ),
    ]
