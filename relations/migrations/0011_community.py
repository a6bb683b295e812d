import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("relations", "0010_initiatives"),
    ]

    operations = [
        migrations.CreateModel(
            name="AnonymousResponse",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("answers", models.JSONField(default=dict, verbose_name="answers")),
            ],
            options={
                "verbose_name": "anonymous answer",
                "verbose_name_plural": "anonymous answers",
            },
        ),
        migrations.CreateModel(
            name="FeedbackItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("object_id", models.PositiveBigIntegerField(blank=True, editable=False, null=True)),
                ("year", models.PositiveSmallIntegerField(editable=False)),
                ("number", models.PositiveIntegerField(editable=False)),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("idea", "Idea"),
                            ("concern", "Worry"),
                            ("question", "Question"),
                            ("criticism", "Criticism"),
                            ("praise", "Appreciation"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("form", "Public form"),
                            ("meeting", "Meeting"),
                            ("survey", "Survey"),
                            ("email", "E-mail"),
                            ("phone", "Phone call"),
                            ("voice", "In person"),
                            ("letter", "Letter"),
                            ("social", "Social media"),
                        ],
                        max_length=12,
                        verbose_name="how it reached us",
                    ),
                ),
                ("text", models.TextField(verbose_name="what was said")),
                ("name", models.CharField(blank=True, max_length=160, verbose_name="name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="phone")),
                (
                    "is_public",
                    models.BooleanField(
                        default=False, verbose_name="shown with its answer on the public page of the meeting"
                    ),
                ),
                ("received_at", models.DateTimeField(verbose_name="received")),
                ("due_on", models.DateField(verbose_name="answer due by")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "To be decided"),
                            ("decided", "To be answered"),
                            ("answered", "Answered"),
                        ],
                        default="received",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[("accepted", "Taken up"), ("partial", "Taken up in part"), ("no", "Not taken up")],
                        max_length=10,
                        verbose_name="decision",
                    ),
                ),
                ("decision_reason", models.TextField(blank=True, verbose_name="why this decision")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
                ("answer", models.TextField(blank=True, verbose_name="answer")),
                (
                    "answer_way",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("email", "By e-mail, from here"),
                            ("voice", "In words, in person or by phone"),
                            ("letter", "By letter"),
                            ("page", "On the public page of the meeting"),
                        ],
                        max_length=8,
                        verbose_name="how it was answered",
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
            ],
            options={
                "verbose_name": "feedback",
                "verbose_name_plural": "feedback",
            },
        ),
        migrations.CreateModel(
            name="Gathering",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("assembly", "Assembly"),
                            ("forum", "Forum"),
                            ("table", "Working table"),
                            ("training", "Training evening"),
                            ("party", "Party"),
                        ],
                        default="assembly",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=160, verbose_name="title")),
                ("summary", models.CharField(blank=True, max_length=300, verbose_name="in one sentence")),
                ("text", models.TextField(blank=True, verbose_name="what it is about")),
                ("venue", models.CharField(max_length=160, verbose_name="venue")),
                ("address", models.CharField(blank=True, max_length=160, verbose_name="address")),
                ("municipality", models.CharField(blank=True, max_length=80, verbose_name="municipality")),
                ("starts_at", models.DateTimeField(verbose_name="begins")),
                ("ends_at", models.DateTimeField(verbose_name="ends")),
                ("capacity", models.PositiveIntegerField(blank=True, null=True, verbose_name="places")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("published", "Published"), ("cancelled", "Called off")],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("minutes", models.TextField(blank=True, verbose_name="minutes")),
                ("minutes_at", models.DateTimeField(blank=True, null=True, verbose_name="minutes published")),
                ("created_at", models.DateTimeField(verbose_name="added")),
                ("changed_at", models.DateTimeField(verbose_name="changed")),
            ],
            options={
                "verbose_name": "open meeting",
                "verbose_name_plural": "open meetings",
            },
        ),
        migrations.CreateModel(
            name="GatheringSignup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("first_name", models.CharField(max_length=80, verbose_name="first name")),
                ("last_name", models.CharField(max_length=80, verbose_name="last name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="phone")),
                ("language", models.CharField(default="it", max_length=2, verbose_name="language")),
                ("wants_news", models.BooleanField(default=False, verbose_name="wants invitations to events")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("unconfirmed", "To be confirmed"),
                            ("confirmed", "Has a place"),
                            ("waiting", "On the waiting list"),
                            ("cancelled", "Withdrew"),
                            ("full", "Found it full"),
                        ],
                        default="unconfirmed",
                        max_length=11,
                        verbose_name="state",
                    ),
                ),
                ("is_walk_in", models.BooleanField(default=False, verbose_name="came without signing up")),
                ("asked_at", models.DateTimeField(verbose_name="asked")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="confirmed")),
                ("promoted_at", models.DateTimeField(blank=True, null=True, verbose_name="got a place")),
                ("cancelled_at", models.DateTimeField(blank=True, null=True, verbose_name="withdrawn")),
                ("reminded_at", models.DateTimeField(blank=True, null=True, verbose_name="reminded")),
                ("attended_at", models.DateTimeField(blank=True, null=True, verbose_name="came")),
            ],
            options={
                "verbose_name": "sign-up to a meeting",
                "verbose_name_plural": "sign-ups to meetings",
            },
        ),
        migrations.CreateModel(
            name="InvolvementPass",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("cause", models.CharField(max_length=24, verbose_name="cause")),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "suggestion left aside",
                "verbose_name_plural": "suggestions left aside",
            },
        ),
        migrations.CreateModel(
            name="InvolvementStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("object_id", models.PositiveBigIntegerField(blank=True, editable=False, null=True)),
                (
                    "before",
                    models.CharField(
                        choices=[
                            ("informed", "Informed"),
                            ("sympathiser", "Sympathiser"),
                            ("volunteer", "Volunteer"),
                            ("donor", "Donor"),
                            ("ambassador", "Ambassador"),
                        ],
                        max_length=16,
                        verbose_name="from step",
                    ),
                ),
                (
                    "after",
                    models.CharField(
                        choices=[
                            ("informed", "Informed"),
                            ("sympathiser", "Sympathiser"),
                            ("volunteer", "Volunteer"),
                            ("donor", "Donor"),
                            ("ambassador", "Ambassador"),
                        ],
                        max_length=16,
                        verbose_name="to step",
                    ),
                ),
                ("cause", models.CharField(max_length=24, verbose_name="cause")),
                ("note", models.TextField(blank=True, verbose_name="in words")),
                ("on", models.DateField(verbose_name="on day")),
                ("at", models.DateTimeField(editable=False)),
            ],
            options={
                "verbose_name": "step of involvement",
                "verbose_name_plural": "steps of involvement",
            },
        ),
        migrations.CreateModel(
            name="NamedResponse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(editable=False, unique=True)),
                ("name", models.CharField(blank=True, max_length=160, verbose_name="name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("answers", models.JSONField(default=dict, verbose_name="answers")),
                ("at", models.DateTimeField(verbose_name="when")),
            ],
            options={
                "verbose_name": "named answer",
                "verbose_name_plural": "named answers",
            },
        ),
        migrations.CreateModel(
            name="Survey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=160, verbose_name="title")),
                ("intro", models.TextField(blank=True, verbose_name="introduction")),
                ("thanks", models.TextField(blank=True, verbose_name="thanks at the end")),
                ("is_anonymous", models.BooleanField(default=True, verbose_name="anonymous")),
                ("is_public", models.BooleanField(default=True, verbose_name="whoever has the address may answer")),
                ("key", models.CharField(editable=False, max_length=24, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("open", "Open"), ("closed", "Closed")],
                        default="draft",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("opens_on", models.DateField(blank=True, null=True, verbose_name="open from")),
                ("closes_on", models.DateField(blank=True, null=True, verbose_name="open until")),
                ("created_at", models.DateTimeField(verbose_name="added")),
            ],
            options={
                "verbose_name": "survey",
                "verbose_name_plural": "surveys",
            },
        ),
        migrations.CreateModel(
            name="SurveyInvitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                ("answered", models.BooleanField(default=False, verbose_name="answered")),
            ],
            options={
                "verbose_name": "invitation to a survey",
                "verbose_name_plural": "invitations to surveys",
            },
        ),
        migrations.CreateModel(
            name="SurveyQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=0, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("short", "One line"),
                            ("long", "Free text"),
                            ("one", "One answer"),
                            ("many", "Several answers"),
                            ("scale", "Scale"),
                            ("yes_no", "Yes or no"),
                        ],
                        max_length=8,
                        verbose_name="kind of question",
                    ),
                ),
                ("label", models.CharField(max_length=300, verbose_name="question")),
                ("help", models.CharField(blank=True, max_length=300, verbose_name="help")),
                ("is_required", models.BooleanField(default=False, verbose_name="must be answered")),
                (
                    "options",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=120),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="answers to choose from",
                    ),
                ),
                (
                    "top",
                    models.PositiveSmallIntegerField(
                        choices=[(5, "1–5"), (10, "0–10")], default=5, verbose_name="scale"
                    ),
                ),
                ("low_label", models.CharField(blank=True, max_length=60, verbose_name="what the lowest means")),
                ("high_label", models.CharField(blank=True, max_length=60, verbose_name="what the highest means")),
            ],
            options={
                "verbose_name": "question",
                "verbose_name_plural": "questions",
            },
        ),
        migrations.CreateModel(
            name="VolunteerHours",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="on day")),
                ("people", models.PositiveSmallIntegerField(verbose_name="how many people")),
                ("hours", models.DecimalField(decimal_places=2, max_digits=5, verbose_name="hours each")),
                (
                    "total",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.expressions.CombinedExpression(
                            models.F("people"), "*", models.F("hours")
                        ),
                        output_field=models.DecimalField(decimal_places=2, max_digits=9),
                    ),
                ),
                ("confirmed_at", models.DateTimeField(verbose_name="confirmed")),
            ],
            options={
                "verbose_name": "hours of volunteering",
                "verbose_name_plural": "hours of volunteering",
            },
        ),
        migrations.CreateModel(
            name="VolunteerOpportunity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=160, verbose_name="title")),
                ("summary", models.CharField(blank=True, max_length=300, verbose_name="in one sentence")),
                ("text", models.TextField(blank=True, verbose_name="what one does")),
                (
                    "theme",
                    models.CharField(
                        choices=[
                            ("children", "Children and school"),
                            ("elderly", "Company for the elderly"),
                            ("food", "Food and solidarity"),
                            ("environment", "Environment"),
                            ("animals", "Animals"),
                            ("culture", "Culture"),
                            ("sport", "Sport for all"),
                            ("welcome", "Welcome"),
                            ("emergency", "Help in emergencies"),
                            ("skills", "Professional skills"),
                        ],
                        max_length=12,
                        verbose_name="theme",
                    ),
                ),
                ("skills", models.CharField(blank=True, max_length=300, verbose_name="what helps to know")),
                ("venue", models.CharField(max_length=160, verbose_name="venue")),
                ("municipality", models.CharField(max_length=80, verbose_name="municipality")),
                ("minimum_age", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="minimum age")),
                ("team_allowed", models.BooleanField(default=False, verbose_name="a company team may come")),
                ("insurance", models.CharField(blank=True, max_length=300, verbose_name="insurance")),
                (
                    "contact_name",
                    models.CharField(blank=True, max_length=120, verbose_name="who welcomes the volunteers"),
                ),
                ("contact_email", models.EmailField(max_length=254, verbose_name="e-mail of who confirms the hours")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("published", "Published"), ("closed", "Closed")],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="added")),
                ("changed_at", models.DateTimeField(verbose_name="changed")),
            ],
            options={
                "verbose_name": "volunteer opportunity",
                "verbose_name_plural": "volunteer opportunities",
            },
        ),
        migrations.CreateModel(
            name="VolunteerShift",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_at", models.DateTimeField(verbose_name="begins")),
                ("ends_at", models.DateTimeField(verbose_name="ends")),
                ("venue", models.CharField(blank=True, max_length=160, verbose_name="another venue")),
                ("capacity", models.PositiveIntegerField(verbose_name="places")),
                ("asked_at", models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                "verbose_name": "shift",
                "verbose_name_plural": "shifts",
            },
        ),
        migrations.CreateModel(
            name="VolunteerSignup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("first_name", models.CharField(max_length=80, verbose_name="first name")),
                ("last_name", models.CharField(max_length=80, verbose_name="last name")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="phone")),
                ("language", models.CharField(default="it", max_length=2, verbose_name="language")),
                ("people", models.PositiveSmallIntegerField(default=1, verbose_name="how many people")),
                ("company_name", models.CharField(blank=True, max_length=200, verbose_name="company")),
                ("message", models.TextField(blank=True, verbose_name="message")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("unconfirmed", "To be confirmed"),
                            ("confirmed", "Has a place"),
                            ("waiting", "On the waiting list"),
                            ("cancelled", "Withdrew"),
                            ("full", "Found it full"),
                        ],
                        default="unconfirmed",
                        max_length=11,
                        verbose_name="state",
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="asked")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="confirmed")),
                ("cancelled_at", models.DateTimeField(blank=True, null=True, verbose_name="withdrawn")),
                ("reminded_at", models.DateTimeField(blank=True, null=True, verbose_name="reminded")),
            ],
            options={
                "verbose_name": "sign-up of a volunteer",
                "verbose_name_plural": "sign-ups of volunteers",
            },
        ),
        migrations.AlterField(
            model_name="consent",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("newsletter", "Newsletter"),
                    ("journal", "The journal LiberaMente"),
                    ("events", "Invitations to events"),
                    ("fundraising", "Fundraising campaigns"),
                    ("partnership", "Partnership proposals"),
                    ("press", "Press releases"),
                    ("surveys", "Surveys"),
                    ("partner_data", "Passing contact details to a possible partner"),
                    ("volunteer_data", "Passing contact details to the body that looks for volunteers"),
                ],
                max_length=24,
                verbose_name="purpose",
            ),
        ),
        migrations.AlterField(
            model_name="consenttext",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("newsletter", "Newsletter"),
                    ("journal", "The journal LiberaMente"),
                    ("events", "Invitations to events"),
                    ("fundraising", "Fundraising campaigns"),
                    ("partnership", "Partnership proposals"),
                    ("press", "Press releases"),
                    ("surveys", "Surveys"),
                    ("partner_data", "Passing contact details to a possible partner"),
                    ("volunteer_data", "Passing contact details to the body that looks for volunteers"),
                ],
                max_length=24,
                verbose_name="purpose",
            ),
        ),
        migrations.AddField(
            model_name="feedbackitem",
            name="answered_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="feedbackitem",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="feedbackitem",
            name="delivery",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="relations.delivery",
            ),
        ),
        migrations.AddField(
            model_name="feedbackitem",
            name="object_type",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="contenttypes.contenttype",
            ),
        ),
        migrations.AddField(
            model_name="feedbackitem",
            name="organization",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="feedback",
                to="relations.organization",
                verbose_name="organisation",
            ),
        ),
        migrations.AddField(
            model_name="feedbackitem",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="followed by",
            ),
        ),
        migrations.AddField(
            model_name="feedbackitem",
            name="person",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="feedback",
                to="relations.person",
                verbose_name="person",
            ),
        ),
        migrations.AddField(
            model_name="gathering",
            name="owner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="followed by",
            ),
        ),
        migrations.AddField(
            model_name="gatheringsignup",
            name="gathering",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="signups",
                to="relations.gathering",
                verbose_name="open meeting",
            ),
        ),
        migrations.AddField(
            model_name="gatheringsignup",
            name="interaction",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="relations.interaction",
            ),
        ),
        migrations.AddField(
            model_name="gatheringsignup",
            name="person",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="gathering_signups",
                to="relations.person",
                verbose_name="person",
            ),
        ),
        migrations.AddField(
            model_name="involvementpass",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="involvementpass",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="relations.person",
                verbose_name="person",
            ),
        ),
        migrations.AddField(
            model_name="involvementstep",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="involvementstep",
            name="object_type",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="contenttypes.contenttype",
            ),
        ),
        migrations.AddField(
            model_name="involvementstep",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="involvement_steps",
                to="relations.person",
                verbose_name="person",
            ),
        ),
        migrations.AddField(
            model_name="namedresponse",
            name="person",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="survey_responses",
                to="relations.person",
                verbose_name="person",
            ),
        ),
        migrations.AddField(
            model_name="survey",
            name="owner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="followed by",
            ),
        ),
        migrations.AddField(
            model_name="namedresponse",
            name="survey",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="named_responses",
                to="relations.survey",
                verbose_name="survey",
            ),
        ),
        migrations.AddField(
            model_name="anonymousresponse",
            name="survey",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="anonymous_responses",
                to="relations.survey",
                verbose_name="survey",
            ),
        ),
        migrations.AddField(
            model_name="surveyinvitation",
            name="person",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="survey_invitations",
                to="relations.person",
                verbose_name="person",
            ),
        ),
        migrations.AddField(
            model_name="surveyinvitation",
            name="survey",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="invitations",
                to="relations.survey",
                verbose_name="survey",
            ),
        ),
        migrations.AddField(
            model_name="namedresponse",
            name="invitation",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="response",
                to="relations.surveyinvitation",
            ),
        ),
        migrations.AddField(
            model_name="surveyquestion",
            name="survey",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="questions",
                to="relations.survey",
                verbose_name="survey",
            ),
        ),
        migrations.AddField(
            model_name="volunteerhours",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="volunteerhours",
            name="company",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="hours_given",
                to="relations.organization",
                verbose_name="company",
            ),
        ),
        migrations.AddField(
            model_name="volunteerhours",
            name="organization",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="volunteer_hours",
                to="relations.organization",
                verbose_name="organisation",
            ),
        ),
        migrations.AddField(
            model_name="volunteerhours",
            name="person",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="volunteer_hours",
                to="relations.person",
                verbose_name="person",
            ),
        ),
        migrations.AddField(
            model_name="volunteeropportunity",
            name="organization",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="opportunities",
                to="relations.organization",
                verbose_name="organisation",
            ),
        ),
        migrations.AddField(
            model_name="volunteeropportunity",
            name="owner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="followed by",
            ),
        ),
        migrations.AddField(
            model_name="volunteershift",
            name="opportunity",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="shifts",
                to="relations.volunteeropportunity",
                verbose_name="volunteer opportunity",
            ),
        ),
        migrations.AddField(
            model_name="volunteersignup",
            name="company",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="relations.organization",
                verbose_name="company in the archive",
            ),
        ),
        migrations.AddField(
            model_name="volunteersignup",
            name="consent_text",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, to="relations.consenttext", verbose_name="consent text"
            ),
        ),
        migrations.AddField(
            model_name="volunteersignup",
            name="person",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="volunteer_signups",
                to="relations.person",
                verbose_name="person",
            ),
        ),
        migrations.AddField(
            model_name="volunteersignup",
            name="shift",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="signups",
                to="relations.volunteershift",
                verbose_name="shift",
            ),
        ),
        migrations.AddField(
            model_name="volunteerhours",
            name="signup",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="confirmed_hours",
                to="relations.volunteersignup",
                verbose_name="sign-up",
            ),
        ),
        migrations.AddIndex(
            model_name="feedbackitem",
            index=models.Index(fields=["state", "due_on"], name="feedback_by_due"),
        ),
        migrations.AddIndex(
            model_name="feedbackitem",
            index=models.Index(fields=["-received_at", "-id"], name="feedback_by_time"),
        ),
        migrations.AddIndex(
            model_name="feedbackitem",
            index=models.Index(fields=["object_type", "object_id"], name="feedback_by_subject"),
        ),
        migrations.AddConstraint(
            model_name="feedbackitem",
            constraint=models.UniqueConstraint(fields=("year", "number"), name="feedback_number_once"),
        ),
        migrations.AddConstraint(
            model_name="feedbackitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="feedback_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="feedbackitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at", None), ("decision", ""), ("state", "received")),
                    models.Q(
                        ("decided_at__isnull", False),
                        ("state__in", ["decided", "answered"]),
                        models.Q(("decision", ""), _negated=True),
                        models.Q(("decision_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="feedback_decided_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="feedbackitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("answered_at__isnull", False),
                        ("state", "answered"),
                        models.Q(("answer", ""), _negated=True),
                        models.Q(("answer_way", ""), _negated=True),
                    ),
                    models.Q(models.Q(("state", "answered"), _negated=True), ("answered_at", None)),
                    _connector="OR",
                ),
                name="feedback_answered_with_words",
            ),
        ),
        migrations.AddIndex(
            model_name="gathering",
            index=models.Index(fields=["state", "starts_at"], name="gathering_by_day"),
        ),
        migrations.AddConstraint(
            model_name="gathering",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="gathering_has_title"
            ),
        ),
        migrations.AddConstraint(
            model_name="gathering",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="gathering_ends_after_start"
            ),
        ),
        migrations.AddConstraint(
            model_name="gathering",
            constraint=models.CheckConstraint(
                condition=models.Q(("capacity", None), ("capacity__gte", 1), _connector="OR"),
                name="gathering_has_places",
            ),
        ),
        migrations.AddIndex(
            model_name="gatheringsignup",
            index=models.Index(fields=["gathering", "state", "confirmed_at", "id"], name="signup_in_order"),
        ),
        migrations.AddConstraint(
            model_name="gatheringsignup",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("confirmed", "waiting")), models.Q(("email", ""), _negated=True)),
                fields=("gathering", "email"),
                name="one_living_signup",
            ),
        ),
        migrations.AddConstraint(
            model_name="gatheringsignup",
            constraint=models.CheckConstraint(
                condition=models.Q(("attended_at", None), ("state", "confirmed"), _connector="OR"),
                name="who_came_had_a_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="involvementpass",
            constraint=models.UniqueConstraint(fields=("person", "cause"), name="involvement_passed_once"),
        ),
        migrations.AddIndex(
            model_name="involvementstep",
            index=models.Index(fields=["person", "-on", "-id"], name="involvement_of_person"),
        ),
        migrations.AddIndex(
            model_name="involvementstep",
            index=models.Index(fields=["on", "after"], name="involvement_by_day"),
        ),
        migrations.AddConstraint(
            model_name="involvementstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("before", models.F("after")), _negated=True), name="involvement_step_moves"
            ),
        ),
        migrations.AddConstraint(
            model_name="involvementstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cause", "by_hand"), _negated=True),
                    models.Q(("note", ""), _negated=True),
                    _connector="OR",
                ),
                name="involvement_by_hand_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="survey",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="survey_has_title"
            ),
        ),
        migrations.AddConstraint(
            model_name="survey",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("opens_on", None), ("closes_on", None), ("closes_on__gte", models.F("opens_on")), _connector="OR"
                ),
                name="survey_closes_after_opening",
            ),
        ),
        migrations.AddConstraint(
            model_name="surveyinvitation",
            constraint=models.UniqueConstraint(fields=("survey", "email"), name="invited_once_to_a_survey"),
        ),
        migrations.AddIndex(
            model_name="surveyquestion",
            index=models.Index(fields=["survey", "position", "id"], name="question_in_order"),
        ),
        migrations.AddConstraint(
            model_name="surveyquestion",
            constraint=models.CheckConstraint(
                condition=models.Q(("label", ""), _negated=True), name="question_asks_something"
            ),
        ),
        migrations.AddIndex(
            model_name="volunteeropportunity",
            index=models.Index(fields=["state", "theme"], name="opportunity_by_theme"),
        ),
        migrations.AddConstraint(
            model_name="volunteeropportunity",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="opportunity_has_title"
            ),
        ),
        migrations.AddIndex(
            model_name="volunteershift",
            index=models.Index(fields=["opportunity", "starts_at"], name="shift_by_day"),
        ),
        migrations.AddConstraint(
            model_name="volunteershift",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="shift_ends_after_start"
            ),
        ),
        migrations.AddConstraint(
            model_name="volunteershift",
            constraint=models.CheckConstraint(condition=models.Q(("capacity__gte", 1)), name="shift_has_places"),
        ),
        migrations.AddIndex(
            model_name="volunteersignup",
            index=models.Index(fields=["shift", "state"], name="volunteers_of_shift"),
        ),
        migrations.AddConstraint(
            model_name="volunteersignup",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "confirmed")), fields=("shift", "email"), name="one_volunteer_signup"
            ),
        ),
        migrations.AddConstraint(
            model_name="volunteersignup",
            constraint=models.CheckConstraint(condition=models.Q(("people__gte", 1)), name="volunteer_is_somebody"),
        ),
        migrations.AddIndex(
            model_name="volunteerhours",
            index=models.Index(fields=["organization", "on"], name="hours_of_organization"),
        ),
        migrations.AddConstraint(
            model_name="volunteerhours",
            constraint=models.CheckConstraint(
                condition=models.Q(("hours__gte", 0), ("hours__lte", 24)), name="hours_of_one_day"
            ),
        ),
    ]
