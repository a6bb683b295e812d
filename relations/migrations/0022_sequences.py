"""Sequences of mail, their rehearsal, the weekly ceiling."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

from relations import sequence_seeds


def plant(apps, schema_editor):
    sequence_seeds.plant(
        apps.get_model("relations", "MailSequence"), apps.get_model("relations", "SequenceVersion"),
        apps.get_model("relations", "SequenceStep"), timezone.now(),
    )


class Migration(migrations.Migration):

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('relations', '0021_mail_returns'),
    ]

    operations = [
        migrations.CreateModel(
            name='MailPriority',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('newsletter', 'Newsletter'), ('journal', 'The journal LiberaMente'), ('events', 'Invitations to events'), ('fundraising', 'Fundraising campaigns'), ('partnership', 'Partnership proposals'), ('press', 'Press releases'), ('surveys', 'Surveys'), ('partner_data', 'Passing contact details to a possible partner'), ('volunteer_data', 'Passing contact details to the body that looks for volunteers')], max_length=32, unique=True, verbose_name='purpose')),
                ('weight', models.PositiveSmallIntegerField(default=50, help_text='The higher goes first.', validators=[django.core.validators.MaxValueValidator(100)], verbose_name='priority')),
                ('never_waits', models.BooleanField(default=False, help_text='It counts for the others, but is itself sent at once.', verbose_name='never waits')),
            ],
            options={
                'verbose_name': 'priority of a purpose',
                'verbose_name_plural': 'priorities of purposes',
                'ordering': ['-weight', 'purpose'],
            },
        ),
        migrations.CreateModel(
            name='AttentionBudget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ceiling', models.PositiveSmallIntegerField(default=3, help_text='Newsletters, appeals, invitations, sequences together. Receipts and answers do not count. 0: no ceiling.', validators=[django.core.validators.MaxValueValidator(50)], verbose_name='messages a person gets in seven days')),
            ],
            options={
                'verbose_name': 'attention budget',
                'verbose_name_plural': 'attention budgets',
                'permissions': [('manage_attention', 'Can set the weekly ceiling and let a message pass')],
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='one_attention_budget')],
            },
        ),
        migrations.CreateModel(
            name='MailSequence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('note', models.TextField(blank=True, verbose_name='what it is for')),
                ('key', models.CharField(blank=True, editable=False, max_length=40)),
                ('is_on', models.BooleanField(default=False, editable=False, verbose_name='on')),
                ('on_since', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='on since')),
                ('retired_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='put away')),
                ('created_at', models.DateTimeField(editable=False, verbose_name='added')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by')),
                ('owner', models.ForeignKey(blank=True, help_text='Gets the answers, and what nobody else follows.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='mail_sequences', to=settings.AUTH_USER_MODEL, verbose_name='in charge')),
            ],
            options={
                'verbose_name': 'sequence',
                'verbose_name_plural': 'sequences',
            },
        ),
        migrations.CreateModel(
            name='SequenceVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='version')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('in_review', 'Waiting for approval'), ('approved', 'Approved')], default='draft', max_length=9, verbose_name='state')),
                ('purpose', models.CharField(choices=[('newsletter', 'Newsletter'), ('journal', 'The journal LiberaMente'), ('events', 'Invitations to events'), ('fundraising', 'Fundraising campaigns'), ('partnership', 'Partnership proposals'), ('press', 'Press releases'), ('surveys', 'Surveys'), ('partner_data', 'Passing contact details to a possible partner'), ('volunteer_data', 'Passing contact details to the body that looks for volunteers')], max_length=24, verbose_name='purpose')),
                ('basis', models.CharField(choices=[('consent', 'Consent (art. 6.1.a)'), ('contract', 'Contract (art. 6.1.b)'), ('legal_duty', 'Legal duty (art. 6.1.c)'), ('public_interest', 'Public interest (art. 6.1.e)'), ('legitimate_interest', 'Legitimate interest (art. 6.1.f)')], default='consent', max_length=24, verbose_name='lawful basis')),
                ('trigger', models.CharField(max_length=40, verbose_name='begins when')),
                ('value', models.JSONField(blank=True, default=None, null=True)),
                ('stops', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None, verbose_name='stops if')),
                ('written_at', models.DateTimeField(verbose_name='written')),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('approved_at', models.DateTimeField(blank=True, null=True, verbose_name='approved')),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='approved by')),
                ('segment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sequence_versions', to='relations.segment', verbose_name='only for')),
                ('sequence', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='relations.mailsequence', verbose_name='sequence')),
                ('written_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by')),
            ],
            options={
                'verbose_name': 'version of a sequence',
                'verbose_name_plural': 'versions of sequences',
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='SequenceStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('mail', 'Write a mail'), ('todo', 'A thing to do for whoever follows them')], default='mail', max_length=4, verbose_name='what')),
                ('title', models.CharField(help_text='Only the office reads it; of a thing to do it is what has to be done.', max_length=160, verbose_name='title')),
                ('days', models.PositiveSmallIntegerField(default=0, verbose_name='days after')),
                ('day_rule', models.CharField(choices=[('shift', 'never on Saturdays, Sundays and holidays'), ('working', 'working days only are counted'), ('calendar', 'any day, holidays too')], default='shift', max_length=8, verbose_name='days')),
                ('hour', models.TimeField(blank=True, null=True, verbose_name='at')),
                ('subject', models.CharField(blank=True, max_length=250, verbose_name='subject')),
                ('preheader', models.CharField(blank=True, max_length=200, verbose_name='preview text')),
                ('body', models.TextField(blank=True, verbose_name='text')),
                ('html', models.TextField(blank=True, editable=False)),
                ('text', models.TextField(blank=True, editable=False)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='relations.sequenceversion', verbose_name='version of a sequence')),
            ],
            options={
                'verbose_name': 'step of a sequence',
                'verbose_name_plural': 'steps of sequences',
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='SequenceRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('object_id', models.PositiveBigIntegerField(blank=True, editable=False, null=True)),
                ('occurrence', models.CharField(editable=False, max_length=120, verbose_name='because of')),
                ('email', models.CharField(blank=True, max_length=254, verbose_name='e-mail')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='name')),
                ('happened_at', models.DateTimeField(verbose_name='happened')),
                ('began_at', models.DateTimeField(verbose_name='from')),
                ('state', models.CharField(choices=[('running', 'In it'), ('finished', 'Finished'), ('stopped', 'Stopped'), ('left_out', 'Not begun')], default='running', max_length=8, verbose_name='state')),
                ('reason', models.CharField(blank=True, max_length=40, verbose_name='why')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='note')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended')),
                ('object_type', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='contenttypes.contenttype')),
                ('organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sequence_runs', to='relations.organization', verbose_name='organisation')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sequence_runs', to='relations.person', verbose_name='person')),
                ('sequence', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='runs', to='relations.mailsequence', verbose_name='sequence')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='relations.sequenceversion', verbose_name='version of a sequence')),
            ],
            options={
                'verbose_name': 'person in a sequence',
                'verbose_name_plural': 'people in sequences',
            },
        ),
        migrations.AddField(
            model_name='mailsequence',
            name='live',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='relations.sequenceversion', verbose_name='followed version'),
        ),
        migrations.CreateModel(
            name='AttentionPass',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=200, verbose_name='reason')),
                ('at', models.DateTimeField(verbose_name='when')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who')),
                ('delivery', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='attention_pass', to='relations.delivery', verbose_name='delivery')),
            ],
            options={
                'verbose_name': 'message let pass',
                'verbose_name_plural': 'messages let pass',
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='attention_pass_has_reason')],
            },
        ),
        migrations.CreateModel(
            name='SequenceRunStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_at', models.DateTimeField(verbose_name='due')),
                ('state', models.CharField(choices=[('waiting', 'To come'), ('done', 'Done'), ('left_out', 'Left out'), ('cancelled', 'Cancelled')], default='waiting', max_length=9, verbose_name='state')),
                ('reason', models.CharField(blank=True, max_length=40, verbose_name='why')),
                ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='done')),
                ('waits_until', models.DateTimeField(blank=True, null=True, verbose_name='waits until')),
                ('delivery', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='sequence_steps', to='relations.delivery', verbose_name='delivery')),
                ('followup', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='sequence_steps', to='relations.followup', verbose_name='to do')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='relations.sequencerun', verbose_name='person in a sequence')),
                ('step', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='relations.sequencestep', verbose_name='step of a sequence')),
            ],
            options={
                'verbose_name': 'step somebody is at',
                'verbose_name_plural': 'steps people are at',
                'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['due_at'], name='sequence_step_due'), models.Index(fields=['run', 'due_at'], name='sequence_step_of_run')],
                'constraints': [models.UniqueConstraint(fields=('run', 'step'), name='sequence_step_once'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'left_out'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='sequence_step_left_out_for_a_reason')],
            },
        ),
        migrations.AddConstraint(
            model_name='sequenceversion',
            constraint=models.UniqueConstraint(fields=('sequence', 'number'), name='sequence_version_once'),
        ),
        migrations.AddConstraint(
            model_name='sequenceversion',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['draft', 'in_review'])), fields=('sequence',), name='one_open_sequence_version'),
        ),
        migrations.AddConstraint(
            model_name='sequenceversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'approved'), _negated=True), ('approved_at__isnull', False), _connector='OR'), name='sequence_version_is_approved'),
        ),
        migrations.AddConstraint(
            model_name='sequencestep',
            constraint=models.UniqueConstraint(fields=('version', 'position'), name='sequence_step_place'),
        ),
        migrations.AddConstraint(
            model_name='sequencestep',
            constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='sequence_step_has_title'),
        ),
        migrations.AddIndex(
            model_name='sequencerun',
            index=models.Index(fields=['sequence', 'state', '-began_at'], name='sequence_run_by_state'),
        ),
        migrations.AddIndex(
            model_name='sequencerun',
            index=models.Index(fields=['object_type', 'object_id'], name='sequence_run_by_subject'),
        ),
        migrations.AddIndex(
            model_name='sequencerun',
            index=models.Index(condition=models.Q(('email', ''), _negated=True), fields=['email'], name='sequence_run_by_email'),
        ),
        migrations.AddConstraint(
            model_name='sequencerun',
            constraint=models.UniqueConstraint(fields=('sequence', 'occurrence'), name='sequence_begins_once'),
        ),
        migrations.AddConstraint(
            model_name='sequencerun',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['stopped', 'left_out']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='sequence_ended_for_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='mailsequence',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='mail_sequence_has_name'),
        ),
        migrations.AddConstraint(
            model_name='mailsequence',
            constraint=models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('key',), name='mail_sequence_key_once'),
        ),
        migrations.AddConstraint(
            model_name='mailsequence',
            constraint=models.CheckConstraint(condition=models.Q(('is_on', False), models.Q(('live__isnull', False), ('on_since__isnull', False), ('retired_at', None)), _connector='OR'), name='mail_sequence_on_is_whole'),
        ),
        migrations.RunPython(plant, migrations.RunPython.noop),
    ]
