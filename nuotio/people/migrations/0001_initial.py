import django.db.models.deletion
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail')),
                ('name', models.CharField(blank=True, max_length=150, verbose_name='name')),
                ('language', models.CharField(choices=[('fi', 'suomi'), ('sv', 'svenska'), ('en', 'English')], default='fi', max_length=2, verbose_name='language')),
                ('is_active', models.BooleanField(default=True)),
                ('is_staff', models.BooleanField(default=False)),
                ('joined_at', models.DateTimeField(auto_now_add=True)),
                ('erased_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('name_fi', models.CharField(max_length=200, verbose_name='name in Finnish')),
                ('name_sv', models.CharField(blank=True, max_length=200, verbose_name='name in Swedish')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in English')),
                ('slug', models.SlugField(unique=True, verbose_name='address')),
                ('languages', models.JSONField(default=list)),
                ('staff_count', models.PositiveIntegerField(blank=True, null=True, verbose_name='number of staff')),
                ('monthly_hours', models.DecimalField(decimal_places=1, default=Decimal('157'), max_digits=5, verbose_name='full working time, hours a month')),
                ('about', models.TextField(blank=True, max_length=2000, verbose_name='learning mentoring with us')),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='OrganisationKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_fi', models.CharField(max_length=200, verbose_name='name in Finnish')),
                ('name_sv', models.CharField(blank=True, max_length=200, verbose_name='name in Swedish')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in English')),
                ('code', models.SlugField(unique=True)),
                ('is_provider', models.BooleanField(default=False)),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('job_title', models.CharField(blank=True, max_length=120, verbose_name='main job')),
                ('joined_at', models.DateTimeField()),
                ('left_at', models.DateTimeField(blank=True, null=True)),
                ('supervisor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='supervised', to='people.membership')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
            options={
                'indexes': [models.Index(fields=['user', 'left_at'], name='people_of_user')],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'user'), name='people_one_membership_per_organisation')],
            },
        ),
        migrations.AddField(
            model_name='organisation',
            name='kind',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='organisations', to='people.organisationkind'),
        ),
        migrations.CreateModel(
            name='Profile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('about', models.TextField(blank=True, max_length=1000, verbose_name='about me')),
                ('interests', models.JSONField(default=list)),
                ('strengths', models.JSONField(default=list)),
                ('training', models.JSONField(default=list)),
                ('languages', models.JSONField(default=list)),
                ('updated_at', models.DateTimeField(null=True)),
                ('found_by', models.TextField(blank=True, editable=False)),
                ('membership', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='profile', to='people.membership')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RoleTitle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('name_fi', models.CharField(max_length=200, verbose_name='name in Finnish')),
                ('name_sv', models.CharField(blank=True, max_length=200, verbose_name='name in Swedish')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in English')),
                ('role', models.CharField(choices=[('employee', 'employee'), ('mentor', 'learning mentor'), ('hr', 'HR'), ('management', 'management'), ('coordinator', 'coordinator'), ('trainer', 'trainer')], max_length=12)),
                ('is_default', models.BooleanField(default=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organisation', 'role', 'name_fi'), name='people_role_title_once'), models.UniqueConstraint(condition=models.Q(('is_default', True)), fields=('organisation', 'role'), name='people_one_default_title')],
            },
        ),
        migrations.CreateModel(
            name='RoleHolding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('employee', 'employee'), ('mentor', 'learning mentor'), ('hr', 'HR'), ('management', 'management'), ('coordinator', 'coordinator'), ('trainer', 'trainer')], max_length=12)),
                ('state', models.CharField(choices=[('active', 'active'), ('paused', 'paused'), ('ended', 'ended')], default='active', max_length=8)),
                ('since', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='role_holdings', to='people.membership')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('title', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='holdings', to='people.roletitle')),
            ],
            options={
                'indexes': [models.Index(fields=['organisation', 'role', 'state'], name='people_by_role')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'ended'), _negated=True), fields=('membership', 'role'), name='people_role_held_once')],
            },
        ),
        migrations.CreateModel(
            name='RosterImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_name', models.CharField(max_length=200)),
                ('rows', models.JSONField(default=list)),
                ('state', models.CharField(choices=[('preview', 'to be checked'), ('imported', 'imported')], default='preview', max_length=8)),
                ('uploaded_at', models.DateTimeField()),
                ('imported_at', models.DateTimeField(blank=True, null=True)),
                ('outcome', models.JSONField(default=dict)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='roster_imports', to='people.membership')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SignIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('succeeded', models.BooleanField()),
                ('method', models.CharField(blank=True, max_length=40)),
                ('address', models.GenericIPAddressField(null=True)),
                ('device', models.CharField(blank=True, max_length=200)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sign_ins', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['user', '-at'], name='people_sign_ins')],
            },
        ),
        migrations.CreateModel(
            name='TimeShare',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hours_a_month', models.DecimalField(decimal_places=1, max_digits=4, verbose_name='hours a month')),
                ('starts_on', models.DateField(verbose_name='from')),
                ('state', models.CharField(choices=[('proposed', 'waiting for the supervisor'), ('agreed', 'agreed'), ('returned', 'to be talked over'), ('ended', 'ended')], default='proposed', max_length=8)),
                ('message', models.CharField(blank=True, max_length=500, verbose_name='message to the supervisor')),
                ('answer', models.CharField(blank=True, max_length=500, verbose_name='answer to the mentor')),
                ('proposed_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('mentor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='time_shares', to='people.membership')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('supervisor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='time_shares_to_agree', to='people.membership')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'proposed')), fields=('mentor',), name='people_one_proposal'), models.UniqueConstraint(condition=models.Q(('state', 'agreed')), fields=('mentor',), name='people_one_agreed_share'), models.CheckConstraint(condition=models.Q(('hours_a_month__gt', 0), ('hours_a_month__lte', 200)), name='people_share_is_sensible')],
            },
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('name_fi', models.CharField(max_length=200, verbose_name='name in Finnish')),
                ('name_sv', models.CharField(blank=True, max_length=200, verbose_name='name in Swedish')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in English')),
                ('staff_count', models.PositiveIntegerField(blank=True, null=True, verbose_name='number of staff')),
                ('lead', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='leads', to='people.membership')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='people.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organisation', 'parent', 'name_fi'), name='people_unit_name_in_parent'), models.UniqueConstraint(condition=models.Q(('parent__isnull', True)), fields=('organisation', 'name_fi'), name='people_unit_name_at_top')],
            },
        ),
        migrations.AddField(
            model_name='membership',
            name='unit',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='memberships', to='people.unit'),
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                ('name', models.CharField(blank=True, max_length=150, verbose_name='name')),
                ('language', models.CharField(choices=[('fi', 'suomi'), ('sv', 'svenska'), ('en', 'English')], default='fi', max_length=2, verbose_name='language')),
                ('roles', models.JSONField(default=list)),
                ('job_title', models.CharField(blank=True, max_length=120, verbose_name='main job')),
                ('supervisor_email', models.EmailField(blank=True, max_length=254, verbose_name="supervisor's e-mail")),
                ('created_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('times_sent', models.PositiveSmallIntegerField(default=0)),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('invited_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='invitations_made', to='people.membership')),
                ('membership', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='invitations', to='people.membership')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('accepted_at__isnull', True), ('withdrawn_at__isnull', True)), fields=('organisation', 'email'), name='people_one_open_invitation')],
            },
        ),
        migrations.CreateModel(
            name='JoinRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('once', models.UUIDField(unique=True)),
                ('organisation_name', models.CharField(max_length=200, verbose_name='organisation')),
                ('staff_count', models.PositiveIntegerField(blank=True, null=True, verbose_name='number of staff')),
                ('contact_name', models.CharField(max_length=150, verbose_name='your name')),
                ('contact_email', models.EmailField(max_length=254, verbose_name='your work e-mail')),
                ('language', models.CharField(choices=[('fi', 'suomi'), ('sv', 'svenska'), ('en', 'English')], default='fi', max_length=2, verbose_name='language')),
                ('message', models.TextField(blank=True, max_length=2000, verbose_name='what you hope for')),
                ('state', models.CharField(choices=[('waiting', 'waiting for an answer'), ('accepted', 'accepted'), ('declined', 'declined')], default='waiting', max_length=8)),
                ('asked_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answer', models.TextField(blank=True, max_length=2000, verbose_name='answer')),
                ('contact_joined_at', models.DateTimeField(blank=True, null=True)),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='join_request', to='people.organisation')),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisationkind')),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'asked_at'], name='people_join_requests')],
            },
        ),
    ]
