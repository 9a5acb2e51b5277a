import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('culture', '0001_initial'),
        ('people', '0002_organisation_kinds'),
    ]

    operations = [
        migrations.CreateModel(
            name='StrategicCompetence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('name', models.CharField(max_length=150, verbose_name='strategic competence')),
                ('about', models.TextField(blank=True, max_length=2000, verbose_name='what the strategy says of it')),
                ('made_at', models.DateTimeField()),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organisation', 'name'), name='goals_competence_once')],
            },
        ),
        migrations.CreateModel(
            name='Goal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('title', models.CharField(max_length=300, verbose_name='goal')),
                ('emphasis', models.CharField(blank=True, max_length=150, verbose_name="management's emphasis")),
                ('theme', models.SlugField(blank=True, max_length=40, verbose_name='theme')),
                ('dimension', models.SlugField(blank=True, max_length=60)),
                ('finding', models.CharField(blank=True, max_length=400, verbose_name='finding')),
                ('why', models.TextField(blank=True, max_length=2000, verbose_name='why')),
                ('sign', models.CharField(blank=True, max_length=400, verbose_name='sign by which we will see it')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='from')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='until')),
                ('commitment', models.TextField(blank=True, max_length=1000, verbose_name='what the sponsor does, visibly to all')),
                ('time_share', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="mentors' working time, %")),
                ('resources', models.CharField(blank=True, max_length=400, verbose_name='other resources promised')),
                ('decided_by', models.CharField(blank=True, max_length=400, verbose_name='who decided')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='when it was decided')),
                ('state', models.CharField(choices=[('proposed', 'proposed'), ('decided', 'decided'), ('ended', 'ended')], default='proposed', max_length=8)),
                ('hr_signed_at', models.DateTimeField(blank=True, null=True)),
                ('management_signed_at', models.DateTimeField(blank=True, null=True)),
                ('made_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('ended_words', models.TextField(blank=True, max_length=2000, verbose_name='what came of it')),
                ('once', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('hr_signed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.membership')),
                ('management_signed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.membership')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='owned_goals', to='people.membership')),
                ('round', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='goals', to='culture.surveyround')),
                ('sponsor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='sponsored_goals', to='people.membership')),
                ('competence', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='goals', to='goals.strategiccompetence')),
            ],
            options={
                'indexes': [models.Index(fields=['organisation', 'state'], name='goals_of_org')],
            },
        ),
        migrations.CreateModel(
            name='TeamMeaning',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('words', models.TextField(max_length=2000, verbose_name='what would we do differently in our team')),
                ('changed_at', models.DateTimeField()),
                ('competence', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='team_meanings', to='goals.strategiccompetence')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.unit')),
                ('written_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.membership')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('competence', 'unit'), name='goals_one_meaning_a_unit')],
            },
        ),
    ]
