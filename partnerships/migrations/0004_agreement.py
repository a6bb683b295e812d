"""The negotiation room and the agreement. Once somebody has signed, the database itself refuses to change the paper."""

import django.contrib.postgres.fields
import django.db.models.deletion
import partnerships.models.agreements
import pghistory.utils
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

from relations.schema import CreateModels

GUARD = """
CREATE FUNCTION agreement_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.status <> 'draft' THEN
      RAISE EXCEPTION 'agreement_is_final: an agreement that left the draft is never deleted';
    END IF;
    RETURN OLD;
  END IF;
  IF EXISTS (SELECT 1 FROM partnerships_signature s JOIN partnerships_signatory g ON g.id = s.signatory_id
             WHERE g.agreement_id = OLD.id) THEN
    IF (OLD.partnership_id, OLD.number, OLD.title, OLD.kind, OLD.gives_back, OLD.starts_on, OLD.ends_on, OLD.review_on,
        OLD.snapshot, OLD.pdf, OLD.sha256, OLD.prepared_at)
       IS DISTINCT FROM
       (NEW.partnership_id, NEW.number, NEW.title, NEW.kind, NEW.gives_back, NEW.starts_on, NEW.ends_on, NEW.review_on,
        NEW.snapshot, NEW.pdf, NEW.sha256, NEW.prepared_at) THEN
      RAISE EXCEPTION 'agreement_is_final: what was signed cannot change';
    END IF;
    IF NEW.status = 'draft' THEN
      RAISE EXCEPTION 'agreement_is_final: somebody has signed, it is no draft again';
    END IF;
  END IF;
  IF OLD.signed_at IS NOT NULL AND OLD.signed_at IS DISTINCT FROM NEW.signed_at THEN
    RAISE EXCEPTION 'agreement_is_final: the day of the signatures cannot change';
  END IF;
  IF (OLD.status = 'signed' AND NEW.status NOT IN ('signed', 'terminated'))
     OR (OLD.status = 'terminated' AND (OLD.status, OLD.terminated_at, OLD.terminated_why)
         IS DISTINCT FROM (NEW.status, NEW.terminated_at, NEW.terminated_why)) THEN
    RAISE EXCEPTION 'agreement_is_final: a signed agreement stays signed, a terminated one terminated';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER agreement_is_final BEFORE UPDATE OR DELETE ON partnerships_agreement
FOR EACH ROW EXECUTE FUNCTION agreement_is_final();

CREATE FUNCTION agreement_is_draft(which bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT COALESCE((SELECT status = 'draft' FROM partnerships_agreement WHERE id = which), true)
$$;

CREATE FUNCTION clause_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT agreement_is_draft(CASE WHEN TG_OP = 'DELETE' THEN OLD.agreement_id ELSE NEW.agreement_id END) THEN
    RAISE EXCEPTION 'clause_is_final: the paper of this agreement is made';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER clause_is_final BEFORE INSERT OR UPDATE OR DELETE ON partnerships_clause
FOR EACH ROW EXECUTE FUNCTION clause_is_final();

CREATE FUNCTION clause_version_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (OLD.clause_id, OLD.number, OLD.text, OLD.why, OLD.at) IS DISTINCT FROM (NEW.clause_id, NEW.number, NEW.text, NEW.why, NEW.at) THEN
      RAISE EXCEPTION 'clause_version_is_final: another wording is another version';
    END IF;
    RETURN NEW;
  END IF;
  IF NOT agreement_is_draft((SELECT agreement_id FROM partnerships_clause WHERE id =
                             CASE WHEN TG_OP = 'DELETE' THEN OLD.clause_id ELSE NEW.clause_id END)) THEN
    RAISE EXCEPTION 'clause_version_is_final: the paper of this agreement is made';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER clause_version_is_final BEFORE INSERT OR UPDATE OR DELETE ON partnerships_clauseversion
FOR EACH ROW EXECUTE FUNCTION clause_version_is_final();

CREATE FUNCTION signatory_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (OLD.agreement_id, OLD.name, OLD.role, OLD.powers, OLD.powers_note, OLD.email)
     IS NOT DISTINCT FROM (NEW.agreement_id, NEW.name, NEW.role, NEW.powers, NEW.powers_note, NEW.email) THEN
    RETURN NEW;
  END IF;
  IF NOT agreement_is_draft(CASE WHEN TG_OP = 'DELETE' THEN OLD.agreement_id ELSE NEW.agreement_id END) THEN
    RAISE EXCEPTION 'signatory_is_final: the paper that names the signatories is made';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER signatory_is_final BEFORE INSERT OR UPDATE OR DELETE ON partnerships_signatory
FOR EACH ROW EXECUTE FUNCTION signatory_is_final();

CREATE FUNCTION signature_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'signature_is_final: what was signed cannot change';
END $$;
CREATE TRIGGER signature_is_final BEFORE UPDATE OR DELETE ON partnerships_signature
FOR EACH ROW EXECUTE FUNCTION signature_is_final();
CREATE TRIGGER signed_copy_is_final BEFORE UPDATE OR DELETE ON partnerships_signedcopy
FOR EACH ROW EXECUTE FUNCTION signature_is_final();
"""
UNGUARD = """
DROP TRIGGER signed_copy_is_final ON partnerships_signedcopy;
DROP TRIGGER signature_is_final ON partnerships_signature;
DROP TRIGGER signatory_is_final ON partnerships_signatory;
DROP TRIGGER clause_version_is_final ON partnerships_clauseversion;
DROP TRIGGER clause_is_final ON partnerships_clause;
DROP TRIGGER agreement_is_final ON partnerships_agreement;
DROP FUNCTION signature_is_final();
DROP FUNCTION signatory_is_final();
DROP FUNCTION clause_version_is_final();
DROP FUNCTION clause_is_final();
DROP FUNCTION agreement_is_draft(bigint);
DROP FUNCTION agreement_is_final();
"""


def load_clauses(apps, schema_editor) -> None:
    """Write the library of clauses, unless there is one."""
    from partnerships.clause_seeds import CLAUSES

    clause = apps.get_model("partnerships", "ClauseText")
    if not clause.objects.exists():
        clause.objects.bulk_create(
            clause(topic=topic, family=family, title=title, text=text) for topic, family, title, text in CLAUSES
        )


class Migration(migrations.Migration):

    dependencies = [
        ('partnerships', '0003_matching'),
    ]

    operations = [
        CreateModels(
            models=[migrations.CreateModel(
                name='Agreement',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='partnerships.partnership', verbose_name='partnership')),
                    ('number', models.PositiveSmallIntegerField(default=0, verbose_name='number')),
                    ('title', models.CharField(max_length=160, verbose_name='title')),
                    ('kind', models.CharField(blank=True, choices=[('letter_of_intent', 'Letter of intent'), ('memorandum', 'Memorandum of understanding'), ('framework', 'Framework agreement'), ('implementing', 'Implementing agreement'), ('partnering', 'Partnering agreement'), ('volunteering', 'Company volunteering agreement'), ('sponsorship', 'Sponsorship contract'), ('gift', 'Deed of gift'), ('modal_gift', 'Gift bound to a purpose'), ('loan_of_goods', 'Free loan of goods'), ('public_convention', 'Convention with a public body (art. 56)'), ('co_design', 'Co-design with a public body (art. 55)')], max_length=20, verbose_name='kind')),
                    ('gives_back', models.CharField(blank=True, choices=[('no_transfer', 'Neither money nor goods pass from one to the other'), ('nothing', 'Nothing comes back'), ('thanks', 'Only a public thank-you'), ('purpose', 'A duty of the non-profit, such as using it for one project'), ('visibility', 'Logo, name or advertising for the company'), ('visibility_in_kind', 'Logo or advertising, against goods or services'), ('cause_marketing', 'The company sells something tied to the cause'), ('services', 'Goods or services of the non-profit')], max_length=20, verbose_name='what comes back')),
                    ('starts_on', models.DateField(blank=True, null=True, verbose_name='from')),
                    ('ends_on', models.DateField(blank=True, null=True, verbose_name='until')),
                    ('review_on', models.DateField(blank=True, null=True, verbose_name='review by')),
                    ('invited_at', models.DateTimeField(blank=True, null=True, verbose_name='parties invited into the room')),
                    ('status', models.CharField(choices=[('draft', 'Draft'), ('to_sign', 'To be signed'), ('signed', 'Signed'), ('terminated', 'Terminated')], default='draft', max_length=10, verbose_name='state')),
                    ('snapshot', models.JSONField(blank=True, default=dict, verbose_name='what was printed')),
                    ('pdf', models.FileField(blank=True, upload_to=partnerships.models.agreements.stored_name, verbose_name='file')),
                    ('sha256', models.CharField(blank=True, max_length=64, verbose_name='SHA-256')),
                    ('prepared_at', models.DateTimeField(blank=True, null=True, verbose_name='paper made')),
                    ('prepared_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
                    ('asked_at', models.DateTimeField(blank=True, null=True, verbose_name='signatures asked')),
                    ('signed_at', models.DateTimeField(blank=True, null=True, verbose_name='signed by all')),
                    ('terminated_at', models.DateTimeField(blank=True, null=True, verbose_name='terminated')),
                    ('terminated_why', models.TextField(blank=True, verbose_name='why it was terminated')),
                    ('created_at', models.DateTimeField(editable=False, verbose_name='begun')),
                    ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='begun by')),
                ],
                options={
                    'verbose_name': 'agreement',
                    'verbose_name_plural': 'agreements',
                    'indexes': [models.Index(fields=['status', 'ends_on'], name='agreement_by_end')],
                    'constraints': [models.UniqueConstraint(fields=('partnership', 'number'), name='agreement_number_once'), models.UniqueConstraint(condition=models.Q(('status__in', ['draft', 'to_sign'])), fields=('partnership',), name='one_agreement_at_work'), models.CheckConstraint(condition=models.Q(('ends_on', None), ('starts_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='agreement_ends_after_start'), models.CheckConstraint(condition=models.Q(('status', 'draft'), models.Q(('sha256', ''), _negated=True), _connector='OR'), name='agreement_paper_has_hash'), models.CheckConstraint(condition=models.Q(models.Q(('signed_at', None), ('status__in', ['draft', 'to_sign'])), models.Q(('ends_on__isnull', False), ('signed_at__isnull', False), ('status__in', ['signed', 'terminated'])), _connector='OR'), name='agreement_signed_has_date'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'terminated'), _negated=True), models.Q(models.Q(('terminated_why', ''), _negated=True), ('terminated_at__isnull', False)), _connector='OR'), name='agreement_terminated_with_reason'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'volunteering'), _negated=True), ('gives_back__in', ['', 'no_transfer', 'nothing', 'thanks']), _connector='OR'), name='agreement_volunteering_nature'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'sponsorship'), _negated=True), ('gives_back__in', ['', 'visibility', 'visibility_in_kind', 'cause_marketing', 'services']), _connector='OR'), name='agreement_sponsorship_nature'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'gift'), _negated=True), ('gives_back__in', ['', 'nothing', 'thanks']), _connector='OR'), name='agreement_gift_nature'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'modal_gift'), _negated=True), ('gives_back__in', ['', 'purpose']), _connector='OR'), name='agreement_modal_gift_nature'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'loan_of_goods'), _negated=True), ('gives_back__in', ['', 'no_transfer', 'nothing', 'thanks']), _connector='OR'), name='agreement_loan_of_goods_nature')],
                    'triggers': [pgtrigger.compiler.Trigger(name='changed_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "partnerships_agreementevent" ("asked_at", "created_at", "created_by_id", "ends_on", "gives_back", "id", "invited_at", "kind", "number", "partnership_id", "pdf", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prepared_at", "prepared_by_id", "review_on", "sha256", "signed_at", "snapshot", "starts_on", "status", "terminated_at", "terminated_why", "title") VALUES (OLD."asked_at", OLD."created_at", OLD."created_by_id", OLD."ends_on", OLD."gives_back", OLD."id", OLD."invited_at", OLD."kind", OLD."number", OLD."partnership_id", OLD."pdf", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'changed\', OLD."id", OLD."prepared_at", OLD."prepared_by_id", OLD."review_on", OLD."sha256", OLD."signed_at", OLD."snapshot", OLD."starts_on", OLD."status", OLD."terminated_at", OLD."terminated_why", OLD."title"); RETURN NULL;', hash='15517ef568c905f99c4cdb8bb60b120bdb83f846', operation='UPDATE', pgid='pgtrigger_changed_update_75ef8', table='partnerships_agreement', when='AFTER')), pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "partnerships_agreementevent" ("asked_at", "created_at", "created_by_id", "ends_on", "gives_back", "id", "invited_at", "kind", "number", "partnership_id", "pdf", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prepared_at", "prepared_by_id", "review_on", "sha256", "signed_at", "snapshot", "starts_on", "status", "terminated_at", "terminated_why", "title") VALUES (OLD."asked_at", OLD."created_at", OLD."created_by_id", OLD."ends_on", OLD."gives_back", OLD."id", OLD."invited_at", OLD."kind", OLD."number", OLD."partnership_id", OLD."pdf", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'deleted\', OLD."id", OLD."prepared_at", OLD."prepared_by_id", OLD."review_on", OLD."sha256", OLD."signed_at", OLD."snapshot", OLD."starts_on", OLD."status", OLD."terminated_at", OLD."terminated_why", OLD."title"); RETURN NULL;', hash='98a417b115226d349d745bc9d0a33f4bae21d7d8', operation='DELETE', pgid='pgtrigger_deleted_delete_7f281', table='partnerships_agreement', when='AFTER'))],
                },
            ), migrations.CreateModel(
                name='AgreementEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='images', related_query_name='images', to='partnerships.agreement')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('partnership', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.partnership', verbose_name='partnership')),
                    ('number', models.PositiveSmallIntegerField(default=0, verbose_name='number')),
                    ('title', models.CharField(max_length=160, verbose_name='title')),
                    ('kind', models.CharField(blank=True, choices=[('letter_of_intent', 'Letter of intent'), ('memorandum', 'Memorandum of understanding'), ('framework', 'Framework agreement'), ('implementing', 'Implementing agreement'), ('partnering', 'Partnering agreement'), ('volunteering', 'Company volunteering agreement'), ('sponsorship', 'Sponsorship contract'), ('gift', 'Deed of gift'), ('modal_gift', 'Gift bound to a purpose'), ('loan_of_goods', 'Free loan of goods'), ('public_convention', 'Convention with a public body (art. 56)'), ('co_design', 'Co-design with a public body (art. 55)')], max_length=20, verbose_name='kind')),
                    ('gives_back', models.CharField(blank=True, choices=[('no_transfer', 'Neither money nor goods pass from one to the other'), ('nothing', 'Nothing comes back'), ('thanks', 'Only a public thank-you'), ('purpose', 'A duty of the non-profit, such as using it for one project'), ('visibility', 'Logo, name or advertising for the company'), ('visibility_in_kind', 'Logo or advertising, against goods or services'), ('cause_marketing', 'The company sells something tied to the cause'), ('services', 'Goods or services of the non-profit')], max_length=20, verbose_name='what comes back')),
                    ('starts_on', models.DateField(blank=True, null=True, verbose_name='from')),
                    ('ends_on', models.DateField(blank=True, null=True, verbose_name='until')),
                    ('review_on', models.DateField(blank=True, null=True, verbose_name='review by')),
                    ('invited_at', models.DateTimeField(blank=True, null=True, verbose_name='parties invited into the room')),
                    ('status', models.CharField(choices=[('draft', 'Draft'), ('to_sign', 'To be signed'), ('signed', 'Signed'), ('terminated', 'Terminated')], default='draft', max_length=10, verbose_name='state')),
                    ('snapshot', models.JSONField(blank=True, default=dict, verbose_name='what was printed')),
                    ('pdf', models.FileField(blank=True, upload_to=partnerships.models.agreements.stored_name, verbose_name='file')),
                    ('sha256', models.CharField(blank=True, max_length=64, verbose_name='SHA-256')),
                    ('prepared_at', models.DateTimeField(blank=True, null=True, verbose_name='paper made')),
                    ('prepared_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
                    ('asked_at', models.DateTimeField(blank=True, null=True, verbose_name='signatures asked')),
                    ('signed_at', models.DateTimeField(blank=True, null=True, verbose_name='signed by all')),
                    ('terminated_at', models.DateTimeField(blank=True, null=True, verbose_name='terminated')),
                    ('terminated_why', models.TextField(blank=True, verbose_name='why it was terminated')),
                    ('created_at', models.DateTimeField(editable=False, verbose_name='begun')),
                    ('created_by', models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='begun by')),
                ],
                options={
                    'abstract': False,
                    'default_permissions': (),
                    'indexes': [models.Index(fields=['pgh_obj', 'pgh_id'], name='agreement_images')],
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='dcf629851595577781cbf7017d54767f2824f8ba', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9181d', table='partnerships_agreementevent', when='BEFORE'))],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='Clause',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='clauses', to='partnerships.agreement', verbose_name='agreement')),
                    ('topic', models.CharField(choices=[('parties', 'Parties and who represents them'), ('purposes', 'Premises and purposes'), ('goals', 'Goals and expected results'), ('activities', 'Activities and timetable'), ('roles', 'Roles and responsibilities'), ('resources', 'Resources of each party'), ('economics', 'Economic terms and tax nature'), ('governance', 'Governance and meetings'), ('communication', 'Communication, logos, intellectual property'), ('personal_data', 'Personal data'), ('insurance', 'Insurance and safety'), ('monitoring', 'Monitoring and reporting'), ('confidentiality', 'Confidentiality'), ('duration', 'Duration, renewal, changes, withdrawal, exit'), ('disputes', 'Settlement of disputes'), ('jurisdiction', 'Competent court'), ('annexes', 'Annexes'), ('other', 'Other clause')], max_length=20, verbose_name='topic')),
                    ('position', models.PositiveSmallIntegerField(verbose_name='order')),
                    ('title', models.CharField(max_length=160, verbose_name='title')),
                    ('latest', models.PositiveSmallIntegerField(default=1, verbose_name='newest version')),
                ],
                options={
                    'verbose_name': 'clause',
                    'verbose_name_plural': 'clauses',
                    'ordering': ['position', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('agreement', 'position'), name='clause_place'), models.UniqueConstraint(condition=models.Q(('topic', 'other'), _negated=True), fields=('agreement', 'topic'), name='clause_topic_once')],
                    'indexes': [],
                },
            ), migrations.CreateModel(
                name='ClauseAnswer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('party', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='partnerships.partnershipparty', verbose_name='party')),
                    ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='relations.person', verbose_name='person')),
                    ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='colleague')),
                    ('at', models.DateTimeField(verbose_name='when')),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='partnerships.clauseversion', verbose_name='version')),
                    ('answer', models.CharField(choices=[('accepted', 'Accepted'), ('objected', 'Does not agree')], max_length=8, verbose_name='answer')),
                ],
                options={
                    'verbose_name': 'answer to a clause',
                    'verbose_name_plural': 'answers to clauses',
                    'constraints': [models.UniqueConstraint(fields=('version', 'party'), name='clause_answer_once'), models.CheckConstraint(condition=models.Q(('party__isnull', False)), name='clause_answer_of_a_party')],
                    'indexes': [],
                },
            ), migrations.CreateModel(
                name='ClauseComment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('party', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='partnerships.partnershipparty', verbose_name='party')),
                    ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='relations.person', verbose_name='person')),
                    ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='colleague')),
                    ('at', models.DateTimeField(verbose_name='when')),
                    ('clause', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='partnerships.clause', verbose_name='clause')),
                    ('number', models.PositiveSmallIntegerField(verbose_name='about version')),
                    ('text', models.TextField(verbose_name='text')),
                ],
                options={
                    'verbose_name': 'comment on a clause',
                    'verbose_name_plural': 'comments on clauses',
                    'ordering': ['at', 'pk'],
                    'indexes': [],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='ClauseText',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('topic', models.CharField(choices=[('parties', 'Parties and who represents them'), ('purposes', 'Premises and purposes'), ('goals', 'Goals and expected results'), ('activities', 'Activities and timetable'), ('roles', 'Roles and responsibilities'), ('resources', 'Resources of each party'), ('economics', 'Economic terms and tax nature'), ('governance', 'Governance and meetings'), ('communication', 'Communication, logos, intellectual property'), ('personal_data', 'Personal data'), ('insurance', 'Insurance and safety'), ('monitoring', 'Monitoring and reporting'), ('confidentiality', 'Confidentiality'), ('duration', 'Duration, renewal, changes, withdrawal, exit'), ('disputes', 'Settlement of disputes'), ('jurisdiction', 'Competent court'), ('annexes', 'Annexes'), ('other', 'Other clause')], max_length=20, verbose_name='topic')),
                    ('family', models.CharField(blank=True, choices=[('none', 'nothing passes'), ('gift', 'gift'), ('sponsorship', 'sponsorship')], help_text='Empty: whatever comes back for what is given.', max_length=12, verbose_name='only for')),
                    ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('letter_of_intent', 'Letter of intent'), ('memorandum', 'Memorandum of understanding'), ('framework', 'Framework agreement'), ('implementing', 'Implementing agreement'), ('partnering', 'Partnering agreement'), ('volunteering', 'Company volunteering agreement'), ('sponsorship', 'Sponsorship contract'), ('gift', 'Deed of gift'), ('modal_gift', 'Gift bound to a purpose'), ('loan_of_goods', 'Free loan of goods'), ('public_convention', 'Convention with a public body (art. 56)'), ('co_design', 'Co-design with a public body (art. 55)')], max_length=20), blank=True, default=list, help_text='Empty: for every kind.', size=None, verbose_name='kinds of agreement')),
                    ('title', models.CharField(max_length=160, verbose_name='title')),
                    ('text', models.TextField(verbose_name='text')),
                    ('is_active', models.BooleanField(default=True, verbose_name='in use')),
                    ('is_checked', models.BooleanField(default=False, help_text='Somebody with the competence has read it and it may be signed as it is.', verbose_name='checked')),
                ],
                options={
                    'verbose_name': 'clause of the library',
                    'verbose_name_plural': 'clauses of the library',
                    'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='clause_text_has_text')],
                    'triggers': [pgtrigger.compiler.Trigger(name='changed_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "partnerships_clausetextevent" ("family", "id", "is_active", "is_checked", "kinds", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "title", "topic") VALUES (OLD."family", OLD."id", OLD."is_active", OLD."is_checked", OLD."kinds", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'changed\', OLD."id", OLD."text", OLD."title", OLD."topic"); RETURN NULL;', hash='0262cd563a9bfb49de31aee4ec738cab04e772ea', operation='UPDATE', pgid='pgtrigger_changed_update_4e84a', table='partnerships_clausetext', when='AFTER')), pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "partnerships_clausetextevent" ("family", "id", "is_active", "is_checked", "kinds", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "title", "topic") VALUES (OLD."family", OLD."id", OLD."is_active", OLD."is_checked", OLD."kinds", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'deleted\', OLD."id", OLD."text", OLD."title", OLD."topic"); RETURN NULL;', hash='c15efeb66bc1a6fbd753df4a2676a2a864685b93', operation='DELETE', pgid='pgtrigger_deleted_delete_19036', table='partnerships_clausetext', when='AFTER'))],
                    'indexes': [],
                },
            ), migrations.CreateModel(
                name='ClauseTextEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='images', related_query_name='images', to='partnerships.clausetext')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('topic', models.CharField(choices=[('parties', 'Parties and who represents them'), ('purposes', 'Premises and purposes'), ('goals', 'Goals and expected results'), ('activities', 'Activities and timetable'), ('roles', 'Roles and responsibilities'), ('resources', 'Resources of each party'), ('economics', 'Economic terms and tax nature'), ('governance', 'Governance and meetings'), ('communication', 'Communication, logos, intellectual property'), ('personal_data', 'Personal data'), ('insurance', 'Insurance and safety'), ('monitoring', 'Monitoring and reporting'), ('confidentiality', 'Confidentiality'), ('duration', 'Duration, renewal, changes, withdrawal, exit'), ('disputes', 'Settlement of disputes'), ('jurisdiction', 'Competent court'), ('annexes', 'Annexes'), ('other', 'Other clause')], max_length=20, verbose_name='topic')),
                    ('family', models.CharField(blank=True, choices=[('none', 'nothing passes'), ('gift', 'gift'), ('sponsorship', 'sponsorship')], help_text='Empty: whatever comes back for what is given.', max_length=12, verbose_name='only for')),
                    ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('letter_of_intent', 'Letter of intent'), ('memorandum', 'Memorandum of understanding'), ('framework', 'Framework agreement'), ('implementing', 'Implementing agreement'), ('partnering', 'Partnering agreement'), ('volunteering', 'Company volunteering agreement'), ('sponsorship', 'Sponsorship contract'), ('gift', 'Deed of gift'), ('modal_gift', 'Gift bound to a purpose'), ('loan_of_goods', 'Free loan of goods'), ('public_convention', 'Convention with a public body (art. 56)'), ('co_design', 'Co-design with a public body (art. 55)')], max_length=20), blank=True, default=list, help_text='Empty: for every kind.', size=None, verbose_name='kinds of agreement')),
                    ('title', models.CharField(max_length=160, verbose_name='title')),
                    ('text', models.TextField(verbose_name='text')),
                    ('is_active', models.BooleanField(default=True, verbose_name='in use')),
                    ('is_checked', models.BooleanField(default=False, help_text='Somebody with the competence has read it and it may be signed as it is.', verbose_name='checked')),
                ],
                options={
                    'abstract': False,
                    'default_permissions': (),
                    'indexes': [models.Index(fields=['pgh_obj', 'pgh_id'], name='clausetext_images')],
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e23055a1656120981e6d6191d051b5aa4c0872e5', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_357e8', table='partnerships_clausetextevent', when='BEFORE'))],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='ClauseVersion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('party', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='partnerships.partnershipparty', verbose_name='party')),
                    ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='relations.person', verbose_name='person')),
                    ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='colleague')),
                    ('at', models.DateTimeField(verbose_name='when')),
                    ('clause', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='partnerships.clause', verbose_name='clause')),
                    ('number', models.PositiveSmallIntegerField(verbose_name='version')),
                    ('text', models.TextField(verbose_name='text')),
                    ('why', models.CharField(blank=True, max_length=300, verbose_name='why')),
                ],
                options={
                    'verbose_name': 'version of a clause',
                    'verbose_name_plural': 'versions of clauses',
                    'ordering': ['number'],
                    'constraints': [models.UniqueConstraint(fields=('clause', 'number'), name='clause_version_once'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='clause_version_has_text')],
                    'indexes': [],
                },
            ), migrations.CreateModel(
                name='Confirmation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('party', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='partnerships.partnershipparty', verbose_name='party')),
                    ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='relations.person', verbose_name='person')),
                    ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='colleague')),
                    ('at', models.DateTimeField(verbose_name='when')),
                    ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='confirmations', to='partnerships.agreement', verbose_name='agreement')),
                    ('digest', models.CharField(max_length=64, verbose_name='version confirmed')),
                    ('statement', models.TextField(verbose_name='what was confirmed')),
                ],
                options={
                    'verbose_name': 'confirmation of the text',
                    'verbose_name_plural': 'confirmations of the text',
                    'constraints': [models.UniqueConstraint(fields=('agreement', 'party', 'digest'), name='confirmation_once'), models.CheckConstraint(condition=models.Q(('party__isnull', False)), name='confirmation_of_a_party')],
                    'indexes': [],
                },
            ), migrations.CreateModel(
                name='Interest',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('party', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='partnerships.partnershipparty', verbose_name='party')),
                    ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='relations.person', verbose_name='person')),
                    ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='colleague')),
                    ('at', models.DateTimeField(verbose_name='when')),
                    ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='interests', to='partnerships.partnership', verbose_name='partnership')),
                    ('kind', models.CharField(choices=[('interest', 'What matters to us'), ('proposal', 'What we propose'), ('red_line', 'Values and what we cannot accept')], max_length=10, verbose_name='kind')),
                    ('text', models.TextField(verbose_name='text')),
                ],
                options={
                    'verbose_name': 'interest of a side',
                    'verbose_name_plural': 'interests of the sides',
                    'ordering': ['at', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='interest_has_text')],
                    'indexes': [],
                },
            ), migrations.CreateModel(
                name='PrivateNote',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('party', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='partnerships.partnershipparty', verbose_name='party')),
                    ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='relations.person', verbose_name='person')),
                    ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='colleague')),
                    ('at', models.DateTimeField(verbose_name='when')),
                    ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='private_notes', to='partnerships.partnership', verbose_name='partnership')),
                    ('text', models.TextField(verbose_name='text')),
                ],
                options={
                    'verbose_name': 'private note of a side',
                    'verbose_name_plural': 'private notes of the sides',
                    'ordering': ['at', 'pk'],
                    'indexes': [],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='SharedMinutes',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shared_minutes', to='partnerships.partnership', verbose_name='partnership')),
                    ('meeting', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='relations.meeting', verbose_name='meeting')),
                    ('at', models.DateTimeField(verbose_name='shared')),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='shared by')),
                ],
                options={
                    'verbose_name': 'minutes shared',
                    'verbose_name_plural': 'minutes shared',
                    'indexes': [],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='Signatory',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signatories', to='partnerships.agreement', verbose_name='agreement')),
                    ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatories', to='partnerships.partnershipparty', verbose_name='party')),
                    ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='signatories', to='relations.person', verbose_name='person')),
                    ('name', models.CharField(max_length=160, verbose_name='name')),
                    ('role', models.CharField(max_length=120, verbose_name='role')),
                    ('powers', models.CharField(choices=[('legal', 'Legal representative'), ('board', 'By resolution of the board'), ('proxy', 'By power of attorney'), ('role', 'By the role held in the body')], max_length=8, verbose_name='by what right')),
                    ('powers_note', models.CharField(blank=True, max_length=200, verbose_name='which act')),
                    ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                ],
                options={
                    'verbose_name': 'signatory',
                    'verbose_name_plural': 'signatories',
                    'ordering': ['party__side', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('agreement', 'email'), name='signatory_once'), models.CheckConstraint(condition=models.Q(('powers__in', ['legal', 'role']), models.Q(('powers_note', ''), _negated=True), _connector='OR'), name='signatory_powers_have_an_act')],
                    'triggers': [pgtrigger.compiler.Trigger(name='changed_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "partnerships_signatoryevent" ("agreement_id", "email", "id", "name", "party_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "powers", "powers_note", "role") VALUES (OLD."agreement_id", OLD."email", OLD."id", OLD."name", OLD."party_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'changed\', OLD."id", OLD."powers", OLD."powers_note", OLD."role"); RETURN NULL;', hash='dfea46a0979ce4cc1bf5ddd11c5fa2dd16a6cfa5', operation='UPDATE', pgid='pgtrigger_changed_update_52557', table='partnerships_signatory', when='AFTER')), pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "partnerships_signatoryevent" ("agreement_id", "email", "id", "name", "party_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "powers", "powers_note", "role") VALUES (OLD."agreement_id", OLD."email", OLD."id", OLD."name", OLD."party_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'deleted\', OLD."id", OLD."powers", OLD."powers_note", OLD."role"); RETURN NULL;', hash='bdf74f5e0c309eb9dec677886e40fb665b7431e1', operation='DELETE', pgid='pgtrigger_deleted_delete_36efa', table='partnerships_signatory', when='AFTER'))],
                    'indexes': [],
                },
            ), migrations.CreateModel(
                name='SignatoryEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='images', related_query_name='images', to='partnerships.signatory')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('agreement', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.agreement', verbose_name='agreement')),
                    ('party', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.partnershipparty', verbose_name='party')),
                    ('person', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='relations.person', verbose_name='person')),
                    ('name', models.CharField(max_length=160, verbose_name='name')),
                    ('role', models.CharField(max_length=120, verbose_name='role')),
                    ('powers', models.CharField(choices=[('legal', 'Legal representative'), ('board', 'By resolution of the board'), ('proxy', 'By power of attorney'), ('role', 'By the role held in the body')], max_length=8, verbose_name='by what right')),
                    ('powers_note', models.CharField(blank=True, max_length=200, verbose_name='which act')),
                    ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                ],
                options={
                    'abstract': False,
                    'default_permissions': (),
                    'indexes': [models.Index(fields=['pgh_obj', 'pgh_id'], name='signatory_images')],
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='489bee2d62bad4376b5835bbb0f3182c67199a36', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_79675', table='partnerships_signatoryevent', when='BEFORE'))],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='Signature',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('signatory', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='signature', to='partnerships.signatory', verbose_name='signatory')),
                    ('method', models.CharField(choices=[('click', 'By link, with a code'), ('upload', 'On the file, uploaded')], max_length=6, verbose_name='how')),
                    ('at', models.DateTimeField(verbose_name='when')),
                    ('sha256', models.CharField(max_length=64, verbose_name='fingerprint agreed to')),
                    ('declared_name', models.CharField(max_length=160, verbose_name='name declared')),
                    ('declared_role', models.CharField(max_length=120, verbose_name='role declared')),
                    ('declared_powers', models.CharField(max_length=240, verbose_name='right declared')),
                    ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                    ('statement', models.TextField(verbose_name='what was agreed to')),
                    ('ip', models.CharField(blank=True, max_length=64, verbose_name='network address')),
                    ('user_agent', models.CharField(blank=True, max_length=300, verbose_name='browser')),
                    ('code_sent_at', models.DateTimeField(blank=True, null=True, verbose_name='code sent')),
                    ('copy', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='partnerships.signedcopy', verbose_name='signed file')),
                ],
                options={
                    'verbose_name': 'signature',
                    'verbose_name_plural': 'signatures',
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('code_sent_at__isnull', False), ('copy', None), ('method', 'click')), models.Q(('copy__isnull', False), ('method', 'upload')), _connector='OR'), name='signature_has_evidence'), models.CheckConstraint(condition=models.Q(('sha256', ''), _negated=True), name='signature_has_hash')],
                    'indexes': [],
                },
            ), migrations.CreateModel(
                name='SignedCopy',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='copies', to='partnerships.agreement', verbose_name='agreement')),
                    ('file', models.FileField(upload_to=partnerships.models.agreements.stored_name, verbose_name='file')),
                    ('name', models.CharField(max_length=150, verbose_name='name')),
                    ('size', models.PositiveIntegerField(verbose_name='size')),
                    ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                    ('signed_on', models.DateField(verbose_name='date of the signatures')),
                    ('at', models.DateTimeField(verbose_name='uploaded')),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='uploaded by')),
                ],
                options={
                    'verbose_name': 'signed file',
                    'verbose_name_plural': 'signed files',
                    'indexes': [],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='SigningCode',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('signatory', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='codes', to='partnerships.signatory', verbose_name='signatory')),
                    ('code_hash', models.CharField(editable=False, max_length=64)),
                    ('sent_at', models.DateTimeField(verbose_name='sent')),
                    ('expires_at', models.DateTimeField(verbose_name='works until')),
                    ('tries', models.PositiveSmallIntegerField(default=0, verbose_name='wrong tries')),
                    ('used_at', models.DateTimeField(blank=True, null=True, verbose_name='used')),
                ],
                options={
                    'verbose_name': 'signing code',
                    'verbose_name_plural': 'signing codes',
                    'indexes': [],
                    'constraints': [],
                },
            )],
        ),
        migrations.RunSQL(GUARD, UNGUARD),
        migrations.RunPython(load_clauses, migrations.RunPython.noop),
    ]
