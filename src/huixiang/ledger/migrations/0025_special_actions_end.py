"""A special action ends with a result; notes of projects are shown to everybody one by one."""

import django.db.models.deletion
import huixiang.kernel.tenancy
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0024_look_back'),
        ('people', '0002_protect_rows'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ShownNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ('id',),
            },
        ),
        migrations.AddField(
            model_name='plan',
            name='ended_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='plan',
            name='ended_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='plan',
            name='ended_words',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='plan',
            name='left_open',
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_by', None), ('ended_on', None), ('ended_words', ''), ('left_open', None)), models.Q(('ended_by__isnull', False), ('ended_on__isnull', False), ('kind', 'special'), ('left_open__isnull', False), models.Q(('ended_words', ''), _negated=True)), _connector='OR'), name='ended_plan_says_with_what'),
        ),
        migrations.AddField(
            model_name='shownnote',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='shownnote',
            name='ended_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='shownnote',
            name='note',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='showings', to='ledger.projectnote'),
        ),
        migrations.AddField(
            model_name='shownnote',
            name='organisation',
            field=models.ForeignKey(default=huixiang.kernel.tenancy.organisation_of_transaction, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation'),
        ),
        migrations.AddConstraint(
            model_name='shownnote',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('note',), name='note_shown_once'),
        ),
        migrations.AddConstraint(
            model_name='shownnote',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('ended_by', None)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False)), _connector='OR'), name='shown_note_ended_by_somebody'),
        ),
    ]
