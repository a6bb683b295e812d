import django.db.models.constraints
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("relations", "0008_diary")]
    operations = [
        migrations.CreateModel(
            name='AgendaItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='order')),
                ('title', models.CharField(max_length=200, verbose_name='point')),
                ('minutes', models.TextField(blank=True, verbose_name='minutes')),
                ('is_open', models.BooleanField(default=False, verbose_name='to be taken up again')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('written_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('written_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'point of the agenda',
                'verbose_name_plural': 'points of the agenda',
            },
        ),
        migrations.CreateModel(
            name='Attendee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('invited_sequence', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ('answer', models.CharField(blank=True, choices=[('', 'No answer yet'), ('yes', 'Will come'), ('no', 'Cannot come'), ('other', 'Proposes another time')], max_length=5, verbose_name='answer')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered')),
                ('proposed_at', models.DateTimeField(blank=True, null=True, verbose_name='proposed time')),
                ('note', models.TextField(blank=True, verbose_name='what they wrote')),
                ('came', models.BooleanField(default=True, verbose_name='was there')),
                ('created_at', models.DateTimeField(editable=False)),
                ('organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='relations.organization', verbose_name='organisation')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='relations.person', verbose_name='person')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='colleague')),
            ],
            options={
                'verbose_name': 'participant',
                'verbose_name_plural': 'participants',
            },
        ),
        migrations.CreateModel(
            name='Commitment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('object_id', models.PositiveBigIntegerField(blank=True, editable=False, null=True)),
                ('text', models.CharField(max_length=300, verbose_name='what was promised')),
                ('due_on', models.DateField(verbose_name='due by')),
                ('first_due_on', models.DateField(editable=False, verbose_name='first promised for')),
                ('status', models.CharField(choices=[('open', 'Promised'), ('renegotiated', 'Renegotiated'), ('kept', 'Kept'), ('broken', 'Not kept')], default='open', max_length=12, verbose_name='state')),
                ('promised_at', models.DateTimeField(verbose_name='promised on')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='closed on')),
                ('reason', models.TextField(blank=True, verbose_name='why it was not kept')),
                ('once', models.CharField(blank=True, editable=False, max_length=40)),
                ('closed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('follower', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='followed by')),
                ('followup', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='promise', to='relations.followup')),
                ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='promises', to='relations.agendaitem', verbose_name='point')),
                ('object_type', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='contenttypes.contenttype')),
                ('organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='promises', to='relations.organization', verbose_name='organisation')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='promises', to=settings.AUTH_USER_MODEL, verbose_name='promised by')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='promises', to='relations.person', verbose_name='person')),
            ],
            options={
                'verbose_name': 'promise',
                'verbose_name_plural': 'promises',
            },
        ),
        migrations.CreateModel(
            name='HeardNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(verbose_name='what we heard')),
                ('status', models.CharField(choices=[('draft', 'To be sent'), ('sent', 'Waiting for an answer'), ('confirmed', 'Confirmed'), ('corrected', 'Corrected')], default='draft', max_length=10, verbose_name='state')),
                ('correction', models.TextField(blank=True, verbose_name='as they put it')),
                ('created_at', models.DateTimeField(editable=False)),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent')),
                ('reminded_at', models.DateTimeField(blank=True, null=True, verbose_name='reminded')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered')),
                ('attendee', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='heard', to='relations.attendee', verbose_name='participant')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by')),
            ],
            options={
                'verbose_name': 'what we heard',
                'verbose_name_plural': 'what we heard',
            },
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('object_id', models.PositiveBigIntegerField(blank=True, editable=False, null=True)),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('kind', models.CharField(choices=[('person', 'In person'), ('video', 'Video call'), ('phone', 'By phone')], default='person', max_length=8, verbose_name='how')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='place')),
                ('link', models.URLField(blank=True, max_length=500, verbose_name='link')),
                ('purpose', models.TextField(blank=True, verbose_name='what for')),
                ('starts_at', models.DateTimeField(verbose_name='begins')),
                ('ends_at', models.DateTimeField(verbose_name='ends')),
                ('status', models.CharField(choices=[('planned', 'Planned'), ('invited', 'Invitations sent'), ('held', 'Held'), ('minuted', 'Minutes sent'), ('cancelled', 'Cancelled')], default='planned', max_length=10, verbose_name='state')),
                ('uid', models.CharField(editable=False, max_length=80, unique=True)),
                ('sequence', models.PositiveIntegerField(default=0, editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('once', models.CharField(blank=True, editable=False, max_length=40)),
                ('invited_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='invitations sent')),
                ('held_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='held')),
                ('minutes_sent_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='minutes sent')),
                ('minutes_count', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('cancelled_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='cancelled')),
                ('cancel_reason', models.TextField(blank=True, verbose_name='why it was cancelled')),
                ('created_at', models.DateTimeField(editable=False)),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('object_type', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='contenttypes.contenttype')),
                ('organizer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to=settings.AUTH_USER_MODEL, verbose_name='organised by')),
                ('previous', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='following', to='relations.meeting', verbose_name='previous meeting')),
            ],
            options={
                'verbose_name': 'meeting',
                'verbose_name_plural': 'meetings',
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=500, verbose_name='decision')),
                ('at', models.DateTimeField(verbose_name='when')),
                ('once', models.CharField(blank=True, editable=False, max_length=40)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by')),
                ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='decisions', to='relations.agendaitem', verbose_name='point')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='relations.meeting', verbose_name='meeting')),
            ],
            options={
                'verbose_name': 'decision',
                'verbose_name_plural': 'decisions',
            },
        ),
        migrations.AddField(
            model_name='attendee',
            name='meeting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendees', to='relations.meeting', verbose_name='meeting'),
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='meeting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='relations.meeting', verbose_name='meeting'),
        ),
        migrations.CreateModel(
            name='MeetingSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.CharField(choices=[('weeks', 'weeks'), ('months', 'months')], max_length=6, verbose_name='every')),
                ('every', models.PositiveSmallIntegerField(default=1, verbose_name='how many')),
                ('weekday', models.PositiveSmallIntegerField(verbose_name='weekday')),
                ('nth', models.SmallIntegerField(default=1, verbose_name='which one of the month')),
                ('skips_august', models.BooleanField(default=True, verbose_name='rests in August')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended')),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'series of meetings',
                'verbose_name_plural': 'series of meetings',
                'constraints': [models.CheckConstraint(condition=models.Q(('every__gte', 1), ('every__lte', 26), ('weekday__lte', 6)), name='series_rhythm'), models.CheckConstraint(condition=models.Q(('nth__in', [1, 2, 3, 4, -1])), name='series_nth')],
            },
        ),
        migrations.AddField(
            model_name='meeting',
            name='series',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='meetings', to='relations.meetingseries', verbose_name='rhythm'),
        ),
        migrations.CreateModel(
            name='NewDate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_on', models.DateField(verbose_name='was due by')),
                ('to_on', models.DateField(verbose_name='now due by')),
                ('reason', models.TextField(verbose_name='why')),
                ('at', models.DateTimeField(verbose_name='when')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who')),
                ('promise', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='new_dates', to='relations.commitment', verbose_name='promise')),
            ],
            options={
                'verbose_name': 'new date of a promise',
                'verbose_name_plural': 'new dates of promises',
            },
        ),
        migrations.AddIndex(
            model_name='commitment',
            index=models.Index(condition=models.Q(('closed_on', None)), fields=['due_on', 'id'], name='promise_open_by_day'),
        ),
        migrations.AddIndex(
            model_name='commitment',
            index=models.Index(fields=['organization', 'due_on'], name='promise_of_organization'),
        ),
        migrations.AddIndex(
            model_name='commitment',
            index=models.Index(fields=['person', 'due_on'], name='promise_of_person'),
        ),
        migrations.AddIndex(
            model_name='commitment',
            index=models.Index(fields=['object_type', 'object_id'], name='promise_by_source'),
        ),
        migrations.AddConstraint(
            model_name='commitment',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='promise_has_text'),
        ),
        migrations.AddConstraint(
            model_name='commitment',
            constraint=models.CheckConstraint(condition=models.Q(('owner__isnull', False), ('person__isnull', False), ('organization__isnull', False), _connector='OR'), name='promise_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='commitment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_on__isnull', False), ('status__in', ['kept', 'broken'])), models.Q(('closed_on', None), ('status__in', ['open', 'renegotiated'])), _connector='OR'), name='promise_closed_has_day'),
        ),
        migrations.AddConstraint(
            model_name='commitment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'broken'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='promise_broken_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='commitment',
            constraint=models.UniqueConstraint(condition=models.Q(('once', ''), _negated=True), fields=('once',), name='promise_made_once'),
        ),
        migrations.AddConstraint(
            model_name='heardnote',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('sent_at', None), ('status', 'draft')), models.Q(('answered_at', None), ('sent_at__isnull', False), ('status', 'sent')), models.Q(('answered_at__isnull', False), ('sent_at__isnull', False), ('status__in', ['confirmed', 'corrected'])), _connector='OR'), name='heard_times_fit_state'),
        ),
        migrations.AddConstraint(
            model_name='heardnote',
            constraint=models.CheckConstraint(condition=models.Q(('status', 'corrected'), ('correction', ''), _connector='OR'), name='heard_correction_fits_state'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='decision_has_text'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.UniqueConstraint(condition=models.Q(('once', ''), _negated=True), fields=('once',), name='decision_made_once'),
        ),
        migrations.AddConstraint(
            model_name='attendee',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('organization', None), ('person', None), ('user__isnull', False)), models.Q(('user', None), models.Q(('person__isnull', False), ('organization__isnull', False), _connector='OR')), _connector='OR'), name='attendee_is_somebody'),
        ),
        migrations.AddConstraint(
            model_name='attendee',
            constraint=models.UniqueConstraint(fields=('meeting', 'user'), name='colleague_attends_once'),
        ),
        migrations.AddConstraint(
            model_name='attendee',
            constraint=models.UniqueConstraint(fields=('meeting', 'person'), name='person_attends_once'),
        ),
        migrations.AddConstraint(
            model_name='attendee',
            constraint=models.UniqueConstraint(condition=models.Q(('person', None)), fields=('meeting', 'organization'), name='organization_attends_once'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='agenda_item_has_title'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('meeting', 'position'), name='agenda_item_place'),
        ),
        migrations.AddIndex(
            model_name='meeting',
            index=models.Index(fields=['starts_at', 'id'], name='meeting_by_time'),
        ),
        migrations.AddIndex(
            model_name='meeting',
            index=models.Index(fields=['object_type', 'object_id'], name='meeting_by_subject'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='meeting_has_title'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='meeting_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('held_at', None), ('status__in', ['invited', 'planned'])), models.Q(('held_at__isnull', False), ('status__in', ['held', 'minuted'])), models.Q(('held_at', None), ('status', 'cancelled')), _connector='OR'), name='meeting_held_has_time'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cancelled_at__isnull', False), ('status', 'cancelled')), models.Q(models.Q(('status', 'cancelled'), _negated=True), ('cancelled_at', None)), _connector='OR'), name='meeting_cancelled_has_time'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('minutes_sent_at__isnull', False), ('status', 'minuted')), models.Q(models.Q(('status', 'minuted'), _negated=True), ('minutes_sent_at', None)), _connector='OR'), name='meeting_minuted_has_time'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.UniqueConstraint(condition=models.Q(('once', ''), _negated=True), fields=('once',), name='meeting_made_once'),
        ),
        migrations.AddConstraint(
            model_name='newdate',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='new_date_with_reason'),
        ),
    ]
