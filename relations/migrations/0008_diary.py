"""Plans, calendars to subscribe to, who else was there, corrections, how close somebody is; the plans an office begins with."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

import relations.patron
from relations import plan_seeds

# They spoke, or they wrote to us (see relations.closeness).
HEARD = """
UPDATE relations_{table} AS party SET last_heard_at = heard.at FROM (
    SELECT {table}_id AS id, max(at) AS at FROM relations_interaction
    WHERE {table}_id IS NOT NULL AND (channel IN ('call', 'meeting', 'video', 'event') OR NOT outgoing) GROUP BY 1
) AS heard WHERE heard.id = party.id
"""


def plant(apps, schema_editor) -> None:
    """Give the office its first plans."""
    plan_seeds.plant(apps.get_model("relations", "FollowUpPlan"), apps.get_model("relations", "PlanStep"), timezone.now())


class Migration(migrations.Migration):

    dependencies = [("relations", "0007_imports")]

    operations = [
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('whole_office', models.BooleanField(default=False, verbose_name="the whole office's")),
                ('details', models.BooleanField(default=False, verbose_name='with names and notes')),
                ('created_at', models.DateTimeField(editable=False)),
                ('renewed_at', models.DateTimeField(editable=False)),
                ('read_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='last read')),
            ],
            options={
                'verbose_name': 'calendar to subscribe to',
                'verbose_name_plural': 'calendars to subscribe to',
            },
        ),
        migrations.CreateModel(
            name='FollowUpPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('purpose', models.TextField(blank=True, verbose_name='when to use it')),
                ('day_rule', models.CharField(choices=[('shift', 'moved to the first working day'), ('working', 'working days only are counted'), ('calendar', 'any day, holidays too')], default='shift', max_length=8, verbose_name='days')),
                ('key', models.CharField(blank=True, editable=False, max_length=40)),
                ('retired_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='no longer offered')),
                ('created_at', models.DateTimeField(editable=False)),
            ],
            options={
                'verbose_name': 'plan of things to do',
                'verbose_name_plural': 'plans of things to do',
            },
        ),
        migrations.CreateModel(
            name='InteractionParty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'verbose_name': 'also there',
                'verbose_name_plural': 'also there',
            },
        ),
        migrations.CreateModel(
            name='PlanRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('object_id', models.PositiveBigIntegerField(blank=True, editable=False, null=True)),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('day_rule', models.CharField(choices=[('shift', 'moved to the first working day'), ('working', 'working days only are counted'), ('calendar', 'any day, holidays too')], max_length=8, verbose_name='days')),
                ('url', models.CharField(blank=True, editable=False, max_length=300)),
                ('state', models.CharField(choices=[('running', 'Running'), ('paused', 'Paused'), ('finished', 'Finished'), ('stopped', 'Stopped')], default='running', max_length=8, verbose_name='state')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='why')),
                ('started_on', models.DateField(verbose_name='from')),
                ('paused_on', models.DateField(blank=True, null=True, verbose_name='paused')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended')),
            ],
            options={
                'verbose_name': 'running plan',
                'verbose_name_plural': 'running plans',
            },
        ),
        migrations.CreateModel(
            name='PlanStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=160, verbose_name='what')),
                ('days', models.PositiveSmallIntegerField(default=0, verbose_name='days after')),
                ('counted_from', models.CharField(choices=[('start', 'the start of the plan'), ('previous', 'the step before, once done')], default='start', max_length=8, verbose_name='counted from')),
                ('owner_kind', models.CharField(choices=[('starter', 'who starts the plan'), ('follower', 'who follows the party'), ('named', 'a colleague')], default='starter', max_length=8, verbose_name='who')),
            ],
            options={
                'verbose_name': 'step',
                'verbose_name_plural': 'steps',
                'ordering': ['position'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RunStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=160, verbose_name='what')),
                ('days', models.PositiveSmallIntegerField(default=0, verbose_name='days after')),
                ('counted_from', models.CharField(choices=[('start', 'the start of the plan'), ('previous', 'the step before, once done')], default='start', max_length=8, verbose_name='counted from')),
                ('state', models.CharField(choices=[('waiting', 'To come'), ('open', 'To do'), ('done', 'Done'), ('skipped', 'Left out')], default='waiting', max_length=8)),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='due by')),
                ('done_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'step',
                'verbose_name_plural': 'steps',
                'ordering': ['position'],
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='interaction',
            name='corrected_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='corrected'),
        ),
        migrations.AddField(
            model_name='interaction',
            name='corrected_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='officesettings',
            name='patron_day',
            field=models.CharField(blank=True, help_text="Day and month, for example 09/12: nobody has things to do on it. Empty: the province's own.", max_length=5, validators=[relations.patron.day_of_year], verbose_name="patron saint's day"),
        ),
        migrations.AddField(
            model_name='organization',
            name='last_heard_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='last heard from'),
        ),
        migrations.AddField(
            model_name='organization',
            name='strength',
            field=models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='strength'),
        ),
        migrations.AddField(
            model_name='person',
            name='contact_rhythm_days',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='to be heard every (days)'),
        ),
        migrations.AddField(
            model_name='person',
            name='last_heard_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='last heard from'),
        ),
        migrations.AddField(
            model_name='person',
            name='strength',
            field=models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='strength'),
        ),
        migrations.AddIndex(
            model_name='organization',
            index=models.Index(fields=['-strength', '-id'], name='organization_by_strength'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['-strength', '-id'], name='person_by_strength'),
        ),
        migrations.AddField(
            model_name='calendarfeed',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='calendar_feeds', to=settings.AUTH_USER_MODEL, verbose_name='colleague'),
        ),
        migrations.AddConstraint(
            model_name='followupplan',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='plan_has_name'),
        ),
        migrations.AddConstraint(
            model_name='followupplan',
            constraint=models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('key',), name='plan_key_once'),
        ),
        migrations.AddField(
            model_name='interactionparty',
            name='interaction',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='others', to='relations.interaction'),
        ),
        migrations.AddField(
            model_name='interactionparty',
            name='organization',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='also_in', to='relations.organization'),
        ),
        migrations.AddField(
            model_name='interactionparty',
            name='person',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='also_in', to='relations.person'),
        ),
        migrations.AddField(
            model_name='planrun',
            name='object_type',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='contenttypes.contenttype'),
        ),
        migrations.AddField(
            model_name='planrun',
            name='organization',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='plan_runs', to='relations.organization', verbose_name='organisation'),
        ),
        migrations.AddField(
            model_name='planrun',
            name='person',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='plan_runs', to='relations.person', verbose_name='person'),
        ),
        migrations.AddField(
            model_name='planrun',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='relations.followupplan', verbose_name='plan of things to do'),
        ),
        migrations.AddField(
            model_name='planrun',
            name='started_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plan_runs', to=settings.AUTH_USER_MODEL, verbose_name='started by'),
        ),
        migrations.AddField(
            model_name='planstep',
            name='owner',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='colleague'),
        ),
        migrations.AddField(
            model_name='planstep',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='relations.followupplan'),
        ),
        migrations.AddField(
            model_name='runstep',
            name='followup',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='plan_step', to='relations.followup'),
        ),
        migrations.AddField(
            model_name='runstep',
            name='owner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who'),
        ),
        migrations.AddField(
            model_name='runstep',
            name='run',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='relations.planrun'),
        ),
        migrations.AddConstraint(
            model_name='calendarfeed',
            constraint=models.UniqueConstraint(fields=('user', 'whole_office'), name='one_calendar_of_each_kind'),
        ),
        migrations.AddConstraint(
            model_name='interactionparty',
            constraint=models.CheckConstraint(condition=models.Q(('organization', None), ('person', None), _connector='XOR'), name='interaction_party_is_one'),
        ),
        migrations.AddIndex(
            model_name='planrun',
            index=models.Index(fields=['state', '-started_on'], name='plan_run_by_state'),
        ),
        migrations.AddIndex(
            model_name='planrun',
            index=models.Index(fields=['object_type', 'object_id'], name='plan_run_by_subject'),
        ),
        migrations.AddConstraint(
            model_name='planrun',
            constraint=models.CheckConstraint(condition=models.Q(('organization__isnull', False), ('person__isnull', False), _connector='OR'), name='plan_run_with_someone'),
        ),
        migrations.AddConstraint(
            model_name='planstep',
            constraint=models.UniqueConstraint(fields=('plan', 'position'), name='plan_step_place'),
        ),
        migrations.AddConstraint(
            model_name='runstep',
            constraint=models.UniqueConstraint(fields=('run', 'position'), name='run_step_place'),
        ),
        *(migrations.RunSQL(HEARD.format(table=table), migrations.RunSQL.noop) for table in ("organization", "person")),
        migrations.RunPython(plant, migrations.RunPython.noop),
    ]
