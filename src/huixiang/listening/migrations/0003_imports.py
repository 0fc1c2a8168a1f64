"""Files that bring many voices at once; and waiting voices are found in their order, however many wait."""

import django.db.models.deletion
import huixiang.kernel.tenancy
from django.conf import settings
from django.db import migrations, models

from huixiang.kernel.tenancy import protect_rows


class Migration(migrations.Migration):

    dependencies = [
        ('listening', '0002_protect_rows'),
        ('people', '0002_protect_rows'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('kind', models.CharField(max_length=12)),
                ('state', models.CharField(max_length=12)),
                ('digest', models.CharField(max_length=64)),
                ('size', models.BigIntegerField()),
                ('sealed_path', models.CharField(blank=True, max_length=200)),
                ('fingerprint', models.CharField(blank=True, max_length=64)),
                ('survey', models.BinaryField(null=True)),
                ('choice', models.JSONField(default=dict)),
                ('trouble', models.JSONField(default=dict)),
                ('rows', models.BigIntegerField(default=0)),
                ('position', models.BigIntegerField(default=0)),
                ('read', models.BigIntegerField(default=0)),
                ('new', models.BigIntegerField(default=0)),
                ('known', models.BigIntegerField(default=0)),
                ('failed', models.BigIntegerField(default=0)),
                ('withdrawn', models.BigIntegerField(default=0)),
                ('stayed', models.BigIntegerField(default=0)),
                ('at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ('-id',),
            },
        ),
        migrations.CreateModel(
            name='ImportFailure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.BigIntegerField()),
                ('reason', models.TextField()),
                ('cells', models.BinaryField()),
            ],
            options={
                'ordering': ('brought', 'number', 'id'),
            },
        ),
        migrations.CreateModel(
            name='ImportRow',
            fields=[
                ('voice', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='import_row', serialize=False, to='listening.voice')),
                ('number', models.BigIntegerField()),
                ('place', models.CharField(blank=True, max_length=60)),
                ('heading', models.CharField(blank=True, max_length=200)),
                ('addressee', models.CharField(blank=True, max_length=120)),
                ('stays', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ('brought', 'number'),
            },
        ),
        migrations.CreateModel(
            name='ImportSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fingerprint', models.CharField(max_length=64)),
                ('name', models.CharField(blank=True, max_length=80)),
                ('choice', models.JSONField(default=dict)),
                ('used_at', models.DateTimeField()),
            ],
            options={
                'ordering': ('-used_at', 'id'),
            },
        ),
        migrations.RemoveIndex(
            model_name='voice',
            name='voice_waiting',
        ),
        migrations.AddIndex(
            model_name='voice',
            index=models.Index(condition=models.Q(('filed', False)), fields=['organisation', 'said_on', 'id'], name='voice_waiting_in_order'),
        ),
        migrations.AddField(
            model_name='import',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='import',
            name='ended_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='import',
            name='organisation',
            field=models.ForeignKey(default=huixiang.kernel.tenancy.organisation_of_transaction, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation'),
        ),
        migrations.AddField(
            model_name='importfailure',
            name='brought',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='failures', to='listening.import'),
        ),
        migrations.AddField(
            model_name='importfailure',
            name='organisation',
            field=models.ForeignKey(default=huixiang.kernel.tenancy.organisation_of_transaction, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation'),
        ),
        migrations.AddField(
            model_name='importrow',
            name='brought',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='voices', to='listening.import'),
        ),
        migrations.AddField(
            model_name='importrow',
            name='organisation',
            field=models.ForeignKey(default=huixiang.kernel.tenancy.organisation_of_transaction, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation'),
        ),
        migrations.AddField(
            model_name='importsource',
            name='organisation',
            field=models.ForeignKey(default=huixiang.kernel.tenancy.organisation_of_transaction, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation'),
        ),
        migrations.AddField(
            model_name='importsource',
            name='used_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='import',
            index=models.Index(fields=['organisation', '-id'], name='import_newest'),
        ),
        migrations.AddIndex(
            model_name='import',
            index=models.Index(fields=['organisation', 'digest'], name='import_same_file'),
        ),
        migrations.AddConstraint(
            model_name='import',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['table', 'document', 'pictures'])), name='import_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='import',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['reading', 'refused', 'waiting', 'running', 'done', 'cancelled', 'leaving', 'withdrawn', 'returning'])), name='import_state_known'),
        ),
        migrations.AddIndex(
            model_name='importfailure',
            index=models.Index(fields=['brought', 'number', 'id'], name='import_failure_in_order'),
        ),
        migrations.AddIndex(
            model_name='importrow',
            index=models.Index(fields=['brought', 'number'], name='import_row_in_order'),
        ),
        migrations.AddConstraint(
            model_name='importsource',
            constraint=models.UniqueConstraint(fields=('organisation', 'fingerprint'), name='import_source_once'),
        ),
        *protect_rows("listening_import", "listening_importrow", "listening_importfailure", "listening_importsource"),
    ]
