import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('culture', '0001_initial'),
        ('goals', '0001_initial'),
        ('people', '0002_organisation_kinds'),
        ('programmes', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='LiveRoom',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('findings', models.JSONField(default=list)),
                ('plan', models.JSONField(default=dict)),
                ('revealed', models.JSONField(default=list)),
                ('step', models.CharField(choices=[('gathering', 'We gather'), ('results', 'What the survey tells'), ('surprises', 'What surprised us'), ('practices', 'What already supports learning'), ('reasons', 'Why it is so'), ('priorities', 'What matters most'), ('decisions', 'Our goals'), ('record', 'The record')], default='gathering', max_length=10)),
                ('step_ends_at', models.DateTimeField(blank=True, null=True)),
                ('shows_names', models.BooleanField(default=False)),
                ('dots', models.PositiveSmallIntegerField(default=5)),
                ('dots_on_reasons', models.BooleanField(default=False)),
                ('code', models.CharField(blank=True, max_length=8)),
                ('version', models.PositiveIntegerField(default=1)),
                ('opened_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('hr_signed_at', models.DateTimeField(blank=True, null=True)),
                ('management_signed_at', models.DateTimeField(blank=True, null=True)),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='live_rooms', to='programmes.event')),
                ('hr_signed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.membership')),
                ('management_signed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.membership')),
                ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.membership')),
                ('private_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.programme')),
                ('round', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='culture.surveyround')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('event', 'private_to'), name='programmes_one_room_of_an_organisation'), models.UniqueConstraint(condition=models.Q(('code', ''), _negated=True), fields=('code',), name='programmes_one_room_of_a_code'), models.CheckConstraint(condition=models.Q(('private_to__isnull', False)), name='programmes_room_is_somebodys_own')],
            },
        ),
        migrations.CreateModel(
            name='LiveParticipant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, max_length=60)),
                ('key_digest', models.CharField(blank=True, max_length=64)),
                ('joined_at', models.DateTimeField()),
                ('membership', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.membership')),
                ('private_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.programme')),
                ('room', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participants', to='programmes.liveroom')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('key_digest', ''), _negated=True), fields=('room', 'key_digest'), name='programmes_one_participant_of_a_key')],
            },
        ),
        migrations.CreateModel(
            name='LiveNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.CharField(choices=[('gathering', 'We gather'), ('results', 'What the survey tells'), ('surprises', 'What surprised us'), ('practices', 'What already supports learning'), ('reasons', 'Why it is so'), ('priorities', 'What matters most'), ('decisions', 'Our goals'), ('record', 'The record')], max_length=10)),
                ('dimension', models.SlugField(blank=True, max_length=60)),
                ('text', models.CharField(max_length=500)),
                ('written_at', models.DateTimeField()),
                ('hidden_at', models.DateTimeField(blank=True, null=True)),
                ('once', models.UUIDField()),
                ('private_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.programme')),
                ('participant', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='notes', to='programmes.liveparticipant')),
                ('room', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='programmes.liveroom')),
            ],
            options={
                'indexes': [models.Index(fields=['room', 'step'], name='programmes_live_notes')],
                'constraints': [models.UniqueConstraint(fields=('room', 'once'), name='programmes_live_note_once')],
            },
        ),
        migrations.CreateModel(
            name='LiveGoal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('told', models.JSONField(default=dict)),
                ('goal', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='goals.goal')),
                ('private_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.programme')),
                ('room', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='goals', to='programmes.liveroom')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='LiveDots',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('target', models.CharField(max_length=80)),
                ('number', models.PositiveSmallIntegerField()),
                ('private_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.programme')),
                ('participant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='dots_placed', to='programmes.liveparticipant')),
                ('room', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='dots_placed', to='programmes.liveroom')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('participant', 'target'), name='programmes_dots_on_a_target_once')],
            },
        ),
    ]
