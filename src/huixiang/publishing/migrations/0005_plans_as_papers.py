"""Plans, rules, pledges and projects are papers, with figures of their own."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0002_protect_rows'),
        ('publishing', '0004_papers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='madepaper',
            name='paper_kind_known',
        ),
        migrations.RemoveConstraint(
            model_name='papercolumns',
            name='columns_kind_known',
        ),
        migrations.RemoveConstraint(
            model_name='provenance',
            name='question_known',
        ),
        migrations.AddConstraint(
            model_name='madepaper',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['summary', 'problems', 'ledger', 'letters', 'plan', 'rules', 'pledges', 'projects'])), name='paper_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='papercolumns',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['summary', 'problems', 'ledger', 'letters', 'plan', 'rules', 'pledges', 'projects'])), name='columns_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='provenance',
            constraint=models.CheckConstraint(condition=models.Q(('question__in', ['voices', 'answered', 'set_aside', 'problems', 'closed', 'open', 'overdue', 'measures', 'measures_done', 'units', 'voices_of', 'rules', 'rules_done', 'promises', 'promises_kept', 'projects', 'projects_finished'])), name='question_known'),
        ),
    ]
