import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0002_organisation_kinds'),
    ]

    operations = [
        migrations.CreateModel(
            name='Ballot',
            fields=[
                ('digest', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('node', models.UUIDField(db_index=True)),
                ('bucket', models.PositiveSmallIntegerField()),
                ('sealed', models.BinaryField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='BallotBox',
            fields=[
                ('node', models.UUIDField(primary_key=True, serialize=False)),
                ('is_open', models.BooleanField(default=True)),
                ('refused', models.PositiveIntegerField(default=0)),
                ('printed', models.PositiveIntegerField(default=0)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='BallotCode',
            fields=[
                ('digest', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('node', models.UUIDField(db_index=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PooledResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('instrument_code', models.SlugField(max_length=60)),
                ('content', models.JSONField()),
                ('organisations', models.PositiveIntegerField()),
                ('rounds', models.JSONField(default=dict)),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['instrument_code', '-made_at'], name='culture_pooled')],
            },
        ),
        migrations.CreateModel(
            name='SurveyRound',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('name_fi', models.CharField(max_length=200, verbose_name='name in Finnish')),
                ('name_sv', models.CharField(blank=True, max_length=200, verbose_name='name in Swedish')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in English')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('state', models.CharField(choices=[('draft', 'being prepared'), ('announced', 'announced'), ('closing', 'being counted'), ('closed', 'closed'), ('discarded', 'discarded')], default='draft', max_length=9)),
                ('instrument', models.JSONField(default=dict)),
                ('instrument_code', models.SlugField(max_length=60)),
                ('whom', models.JSONField(default=dict)),
                ('background', models.JSONField(default=list)),
                ('checklist', models.JSONField(default=dict)),
                ('plan', models.JSONField(default=dict)),
                ('opens_at', models.DateTimeField(blank=True, null=True, verbose_name='opens')),
                ('closes_at', models.DateTimeField(blank=True, null=True, verbose_name='closes')),
                ('reached', models.PositiveSmallIntegerField(default=1)),
                ('told', models.JSONField(default=list)),
                ('has_trustee', models.BooleanField(default=False)),
                ('trustee', models.CharField(blank=True, max_length=150, verbose_name='who keeps the passphrase')),
                ('tally_key', models.BinaryField(blank=True, default=bytes)),
                ('tally_secret', models.BinaryField(blank=True, default=bytes)),
                ('made_at', models.DateTimeField()),
                ('announced_at', models.DateTimeField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('destroyed_at', models.DateTimeField(blank=True, null=True)),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.membership')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
            options={
                'indexes': [models.Index(fields=['organisation', 'state'], name='culture_rounds')],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'name_fi'), name='culture_round_name')],
            },
        ),
        migrations.CreateModel(
            name='RoundResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content', models.JSONField()),
                ('certificate', models.JSONField()),
                ('released_at', models.DateTimeField()),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('round', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='result', to='culture.surveyround')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ReportingNode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_fi', models.CharField(max_length=200, verbose_name='name in Finnish')),
                ('name_sv', models.CharField(blank=True, max_length=200, verbose_name='name in Swedish')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in English')),
                ('code', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('invited', models.PositiveIntegerField(default=0)),
                ('paper_codes', models.PositiveIntegerField(default=0)),
                ('key', models.BinaryField(blank=True, default=bytes)),
                ('secret', models.BinaryField(blank=True, default=bytes)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='children', to='culture.reportingnode')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.unit')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='nodes', to='culture.surveyround')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('parent__isnull', True)), fields=('round',), name='culture_one_root')],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('explanations', models.TextField(blank=True, max_length=4000, verbose_name='other explanations')),
                ('shared_at', models.DateTimeField(blank=True, null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('shared_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.membership')),
                ('round', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='report', to='culture.surveyround')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Invitee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('language', models.CharField(default='fi', max_length=2)),
                ('link_digest', models.CharField(blank=True, max_length=64)),
                ('given', models.CharField(blank=True, choices=[('', 'Nothing'), ('ticket', 'Ticket'), ('code', 'Code')], default='', max_length=6)),
                ('blinded', models.CharField(blank=True, max_length=64)),
                ('membership', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.membership')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('node', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitees', to='culture.reportingnode')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitees', to='culture.surveyround')),
            ],
            options={
                'indexes': [models.Index(fields=['round', 'node'], name='culture_roster')],
                'constraints': [models.UniqueConstraint(fields=('round', 'membership'), name='culture_member_invited_once'), models.UniqueConstraint(condition=models.Q(('email', ''), _negated=True), fields=('round', 'email'), name='culture_email_invited_once'), models.UniqueConstraint(condition=models.Q(('link_digest', ''), _negated=True), fields=('round', 'link_digest'), name='culture_link_of_one')],
            },
        ),
        migrations.CreateModel(
            name='DailyCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('answers', models.PositiveIntegerField()),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('node', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='daily_counts', to='culture.reportingnode')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='daily_counts', to='culture.surveyround')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('node', 'day'), name='culture_one_count_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Instrument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('name_fi', models.CharField(max_length=200, verbose_name='name in Finnish')),
                ('name_sv', models.CharField(blank=True, max_length=200, verbose_name='name in Swedish')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in English')),
                ('source', models.SlugField(max_length=60)),
                ('content', models.JSONField()),
                ('changed_at', models.DateTimeField()),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organisation', 'name_fi'), name='culture_instrument_name_once')],
            },
        ),
    ]
