"""Initiatives, stakeholders, positions. The database keeps the two rules of positions: they are only added to, and
only those in a public or organisational role have one (see docs/decisions).
"""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models

import relations.text

# As in relations/public_role.py (a test holds the two together).
PRIVATE_ROLE = (
    r"^\s*(?:ex|gi[aà]|volontari[oae]?|volunteer|donator[ei]|donatric[ei]|donor|benefattor[ei]|benefattric[ei]|soci[oae]?|"
    r"sostenitor[ei]|sostenitric[ei]|supporter|simpatizzant[ei]|iscritt[oaei]|tesserat[oaei]|aderent[ei]|utent[ei]|"
    r"beneficiari[oae]?|assistit[oaei]|cittadin[oaei]|privat[oaei]|amic[oai]|amiche|familiar[ei]|genitor[ei]|"
    r"pazient[ei]|ospit[ei]|elettor[ei]|elettric[ei])(?![a-z])"
)
GUARD = """
CREATE FUNCTION position_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  reference text;
  emptied jsonb := to_jsonb(OLD);
BEGIN
  IF TG_OP = 'DELETE' THEN
    -- Erasing somebody's data (art. 17 of Regulation EU 2016/679) is the one way out, and says so first.
    IF current_setting('relations.erasing', true) = 'on' THEN
      RETURN OLD;
    END IF;
    RAISE EXCEPTION 'position_is_final: % is only added to', TG_TABLE_NAME;
  END IF;
  FOREACH reference IN ARRAY TG_ARGV LOOP
    IF to_jsonb(NEW) -> reference = 'null'::jsonb THEN
      emptied := emptied || jsonb_build_object(reference, NULL);
    END IF;
  END LOOP;
  IF emptied IS DISTINCT FROM to_jsonb(NEW) THEN
    RAISE EXCEPTION 'position_is_final: % is only added to', TG_TABLE_NAME;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER position_is_final BEFORE UPDATE OR DELETE ON relations_position
FOR EACH ROW EXECUTE FUNCTION position_is_final('by_id', 'interaction_id', 'object_type_id');
CREATE TRIGGER position_is_final BEFORE UPDATE OR DELETE ON relations_appraisal
FOR EACH ROW EXECUTE FUNCTION position_is_final('by_id');

CREATE FUNCTION speaks_for_a_body(role text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT btrim(role) <> '' AND lower(role) !~ '{private}'
$$;
CREATE FUNCTION position_needs_a_role() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  stake relations_stakeholder;
  written date := (NEW.at AT TIME ZONE 'Europe/Rome')::date;
BEGIN
  IF NEW."on" > written THEN
    RAISE EXCEPTION 'position_not_in_the_future' USING ERRCODE = 'check_violation';
  END IF;
  SELECT * INTO STRICT stake FROM relations_stakeholder WHERE id = NEW.stakeholder_id;
  IF stake.organization_id IS NOT NULL OR EXISTS (
    SELECT FROM relations_person person
    WHERE person.id = stake.person_id AND person.erased_at IS NULL AND person.archived_at IS NULL
      AND person.died_on IS NULL
      AND (speaks_for_a_body(person.public_role) OR EXISTS (
        SELECT FROM relations_affiliation tie
        WHERE tie.person_id = person.id AND speaks_for_a_body(tie.role)
          AND (tie.started_on IS NULL OR tie.started_on <= written)
          AND (tie.ended_on IS NULL OR tie.ended_on >= written)
      ))
  ) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'position_needs_a_role' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER position_needs_a_role BEFORE INSERT ON relations_position
FOR EACH ROW EXECUTE FUNCTION position_needs_a_role();
""".replace("{private}", PRIVATE_ROLE)
UNGUARD = """
DROP TRIGGER position_needs_a_role ON relations_position;
DROP FUNCTION position_needs_a_role();
DROP FUNCTION speaks_for_a_body(text);
DROP TRIGGER position_is_final ON relations_appraisal;
DROP TRIGGER position_is_final ON relations_position;
DROP FUNCTION position_is_final();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("relations", "0009_meetings"),
    ]

    operations = [
        migrations.CreateModel(
            name="Initiative",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=160, verbose_name="title")),
                (
                    "sort_title",
                    models.GeneratedField(
                        db_persist=True, expression=relations.text.Fold("title"), output_field=models.TextField()
                    ),
                ),
                ("aim", models.TextField(verbose_name="aim")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("idea", "Idea"),
                            ("preparing", "Being prepared"),
                            ("running", "Under way"),
                            ("concluded", "Concluded"),
                            ("dropped", "Given up"),
                        ],
                        default="idea",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "provinces",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=2),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="provinces",
                    ),
                ),
                (
                    "municipalities",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="municipalities",
                    ),
                ),
                (
                    "themes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=2),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="activities of general interest",
                    ),
                ),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="followed by",
                    ),
                ),
                ("strengths", models.TextField(blank=True, verbose_name="strengths")),
                ("weaknesses", models.TextField(blank=True, verbose_name="weaknesses")),
                ("opportunities", models.TextField(blank=True, verbose_name="opportunities")),
                ("threats", models.TextField(blank=True, verbose_name="threats")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="added")),
            ],
            options={
                "verbose_name": "initiative",
                "verbose_name_plural": "initiatives",
                "indexes": [models.Index(fields=["state", "sort_title", "id"], name="initiative_by_state")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="initiative_has_title"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None),
                            ("starts_on", None),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="initiative_ends_after_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Stakeholder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stakeholders",
                        to="relations.initiative",
                        verbose_name="initiative",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stakes",
                        to="relations.organization",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stakes",
                        to="relations.person",
                        verbose_name="person",
                    ),
                ),
                ("capacity", models.CharField(blank=True, max_length=200, verbose_name="in what role")),
                ("for_beneficiaries", models.BooleanField(default=False, verbose_name="speaks for those it is for")),
                (
                    "contributions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=16),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="what it brings",
                    ),
                ),
                (
                    "resources",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="resources",
                    ),
                ),
                ("resources_note", models.CharField(blank=True, max_length=300, verbose_name="note on resources")),
                (
                    "competences",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="competences",
                    ),
                ),
                ("competences_note", models.CharField(blank=True, max_length=300, verbose_name="note on competences")),
                (
                    "influence",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="influence",
                    ),
                ),
                ("influence_note", models.CharField(blank=True, max_length=300, verbose_name="note on influence")),
                ("added_at", models.DateTimeField(editable=False, verbose_name="added")),
                ("left_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="taken off")),
            ],
            options={
                "verbose_name": "stakeholder",
                "verbose_name_plural": "stakeholders",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("organization__isnull", False), ("person", None)),
                            models.Q(("organization", None), ("person__isnull", False)),
                            _connector="OR",
                        ),
                        name="stakeholder_is_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("person", None), models.Q(("capacity", ""), _negated=True), _connector="OR"
                        ),
                        name="stakeholder_person_in_a_role",
                    ),
                    models.UniqueConstraint(
                        fields=("initiative", "organization"), name="stakeholder_organization_once"
                    ),
                    models.UniqueConstraint(fields=("initiative", "person"), name="stakeholder_person_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("resources", None), ("resources__range", (1, 5)), _connector="OR"),
                            models.Q(("competences", None), ("competences__range", (1, 5)), _connector="OR"),
                            models.Q(("influence", None), ("influence__range", (1, 5)), _connector="OR"),
                        ),
                        name="stakeholder_scores_1_to_5",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Appraisal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "stakeholder",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="appraisals",
                        to="relations.stakeholder",
                    ),
                ),
                (
                    "resources",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="resources",
                    ),
                ),
                (
                    "competences",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="competences",
                    ),
                ),
                (
                    "influence",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="influence",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField(editable=False, verbose_name="when")),
            ],
            options={
                "verbose_name": "appraisal",
                "verbose_name_plural": "appraisals",
                "default_permissions": ("view",),
                "indexes": [models.Index(fields=["stakeholder", "at", "id"], name="appraisal_by_time")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("resources", None), ("resources__range", (1, 5)), _connector="OR"),
                            models.Q(("competences", None), ("competences__range", (1, 5)), _connector="OR"),
                            models.Q(("influence", None), ("influence__range", (1, 5)), _connector="OR"),
                        ),
                        name="appraisal_scores_1_to_5",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Position",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "stakeholder",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="positions",
                        to="relations.stakeholder",
                    ),
                ),
                (
                    "value",
                    models.SmallIntegerField(
                        choices=[(-2, "against"), (-1, "critical"), (0, "neutral"), (1, "in favour"), (2, "promoter")],
                        verbose_name="position",
                    ),
                ),
                ("on", models.DateField(verbose_name="day")),
                ("capacity", models.CharField(blank=True, max_length=200, verbose_name="in what role")),
                ("source", models.CharField(max_length=300, verbose_name="evidence")),
                ("source_url", models.URLField(blank=True, max_length=500, verbose_name="link")),
                (
                    "interaction",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="relations.interaction",
                        verbose_name="contact",
                    ),
                ),
                (
                    "object_type",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="contenttypes.contenttype",
                    ),
                ),
                ("object_id", models.PositiveBigIntegerField(blank=True, editable=False, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="written by",
                    ),
                ),
                ("at", models.DateTimeField(editable=False, verbose_name="written")),
            ],
            options={
                "verbose_name": "stance",
                "verbose_name_plural": "stances",
                "default_permissions": ("add", "delete", "view"),
                "indexes": [models.Index(fields=["stakeholder", "on", "id"], name="position_by_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("value__range", (-2, 2))), name="position_from_minus_2_to_2"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True), name="position_has_evidence"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Introduction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "one",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="relations.organization",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="relations.organization",
                        verbose_name="with",
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[("proposed", "Introduction proposed"), ("never", "Not to be proposed")],
                        max_length=10,
                        verbose_name="decision",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="when")),
            ],
            options={
                "verbose_name": "introduction of bodies",
                "verbose_name_plural": "introductions of bodies",
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.comparison.Least("one", "other"),
                        django.db.models.functions.comparison.Greatest("one", "other"),
                        name="introduction_once",
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
