"""Official papers, the columns an organisation arranged for them, and the figures in them with the rows behind each."""

import django.contrib.postgres.fields
import django.db.models.deletion
import huixiang.kernel.tenancy
from django.conf import settings
from django.db import migrations, models

from huixiang.kernel.tenancy import append_only, protect_rows


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0002_protect_rows'),
        ('publishing', '0003_public_measures_and_search'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='MadePaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=10)),
                ('kind', models.CharField(max_length=20)),
                ('form', models.CharField(max_length=10)),
                ('terms', models.JSONField(default=dict)),
                ('cover_doubtful', models.BooleanField(default=True)),
                ('state', models.CharField(default='waiting', max_length=20)),
                ('rows', models.PositiveIntegerField()),
                ('left_out', models.PositiveIntegerField(default=0)),
                ('asked_at', models.DateTimeField()),
                ('made_at', models.DateTimeField(null=True)),
                ('expires_on', models.DateField()),
                ('file_name', models.CharField(blank=True, max_length=160)),
                ('size', models.PositiveBigIntegerField(default=0)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(default=huixiang.kernel.tenancy.organisation_of_transaction, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
            options={
                'ordering': ('-id',),
            },
        ),
        migrations.CreateModel(
            name='PaperColumns',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('version', models.PositiveIntegerField()),
                ('columns', models.JSONField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(default=huixiang.kernel.tenancy.organisation_of_transaction, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
            options={
                'ordering': ('kind', '-version'),
            },
        ),
        migrations.CreateModel(
            name='Provenance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=10)),
                ('question', models.CharField(max_length=20)),
                ('terms', models.JSONField(default=dict)),
                ('counted_at', models.DateTimeField()),
                ('value', models.PositiveIntegerField()),
                ('row_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('organisation', models.ForeignKey(default=huixiang.kernel.tenancy.organisation_of_transaction, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='publishing.madepaper')),
            ],
            options={
                'ordering': ('id',),
            },
        ),
        migrations.AddConstraint(
            model_name='madepaper',
            constraint=models.UniqueConstraint(fields=('organisation', 'code'), name='made_paper_code_once'),
        ),
        migrations.AddConstraint(
            model_name='madepaper',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['summary', 'problems', 'ledger', 'letters'])), name='paper_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='madepaper',
            constraint=models.CheckConstraint(condition=models.Q(('form__in', ['docx', 'xlsx', 'pdf'])), name='paper_form_known'),
        ),
        migrations.AddConstraint(
            model_name='madepaper',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'ready', 'failed'])), name='paper_state_known'),
        ),
        migrations.AddConstraint(
            model_name='madepaper',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'ready'), _negated=True), models.Q(('made_at__isnull', False), models.Q(('file_name', ''), _negated=True)), _connector='OR'), name='ready_has_a_file'),
        ),
        migrations.AddConstraint(
            model_name='papercolumns',
            constraint=models.UniqueConstraint(fields=('organisation', 'kind', 'version'), name='paper_columns_version_once'),
        ),
        migrations.AddConstraint(
            model_name='papercolumns',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['summary', 'problems', 'ledger', 'letters'])), name='columns_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='provenance',
            constraint=models.UniqueConstraint(fields=('organisation', 'code'), name='provenance_code_once'),
        ),
        migrations.AddConstraint(
            model_name='provenance',
            constraint=models.CheckConstraint(condition=models.Q(('question__in', ['voices', 'answered', 'set_aside', 'problems', 'closed', 'open', 'overdue', 'measures', 'measures_done', 'units', 'voices_of'])), name='question_known'),
        ),
        *protect_rows("publishing_madepaper", "publishing_papercolumns", "publishing_provenance"),
        *append_only("publishing_papercolumns", "publishing_provenance"),
    ]
