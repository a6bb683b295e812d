"""The fundraising as it was at 0003: tables, final receipts, the tax rules a new office starts with."""

import django.contrib.postgres.fields
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import fundraising.models.receipts
from relations.schema import CreateModels

GUARD = """
CREATE FUNCTION receipt_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'receipt_is_final: a receipt is annulled, never deleted';
  END IF;
  IF (OLD.year, OLD.number, OLD.donation_id, OLD.legal_nature, OLD.amount, OLD.issued_at, OLD.issued_by_id,
      OLD.snapshot, OLD.pdf, OLD.sha256)
     IS DISTINCT FROM
     (NEW.year, NEW.number, NEW.donation_id, NEW.legal_nature, NEW.amount, NEW.issued_at, NEW.issued_by_id,
      NEW.snapshot, NEW.pdf, NEW.sha256) THEN
    RAISE EXCEPTION 'receipt_is_final: what was printed cannot change';
  END IF;
  IF OLD.status = 'annulled' AND (OLD.status, OLD.annul_reason, OLD.annulled_at)
     IS DISTINCT FROM (NEW.status, NEW.annul_reason, NEW.annulled_at) THEN
    RAISE EXCEPTION 'receipt_is_final: an annulled receipt stays annulled';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER receipt_is_final BEFORE UPDATE OR DELETE ON fundraising_receipt
FOR EACH ROW EXECUTE FUNCTION receipt_is_final();
"""
UNGUARD = "DROP TRIGGER receipt_is_final ON fundraising_receipt; DROP FUNCTION receipt_is_final();"


def load_rules(apps, schema_editor) -> None:
    """Write the dated rules, unless there are some."""
    from fundraising.tax_rules import RULES

    rule = apps.get_model("fundraising", "TaxRule")
    if not rule.objects.exists():
        rule.objects.bulk_create(rule(**facts) for facts in RULES)


class Migration(migrations.Migration):

    # Offices that were opened earlier go the old way; the replaced files can be deleted once none of them is left.
    replaces = [('fundraising', '0001_initial'), ('fundraising', '0002_receipts_are_final'), ('fundraising', '0003_history')]

    initial = True

    dependencies = [("relations", "0023_mail_audience")]

    operations = [
        CreateModels(
            models=[migrations.CreateModel(
                name='Campaign',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=120, verbose_name='name')),
                    ('slug', models.SlugField(max_length=80, unique=True, verbose_name='address of the page')),
                    ('code', models.CharField(editable=False, max_length=12, unique=True, verbose_name='code')),
                    ('purpose', models.CharField(max_length=300, verbose_name='purpose, in one sentence')),
                    ('story', models.TextField(blank=True, verbose_name='story')),
                    ('update', models.TextField(blank=True, verbose_name='where we are')),
                    ('collection_type', models.CharField(choices=[('continuous', 'Continuous'), ('occasional', 'Public, occasional')], default='continuous', max_length=10, verbose_name='kind of collection')),
                    ('channels', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('direct_mail', 'Letters'), ('newsletter', 'Newsletter'), ('telemarketing', 'Phone calls'), ('face_to_face', 'Face to face'), ('events', 'Events'), ('companies', 'Partner companies'), ('website', 'Site and press'), ('collection_box', 'Collection boxes'), ('merchandising', 'Goods for an offer'), ('crowdfunding', 'Crowdfunding'), ('personal', 'Word of mouth'), ('social_media', 'Social media'), ('bequests', 'Bequests'), ('calls', 'Calls for grants'), ('other', 'Other')], max_length=20), blank=True, default=list, size=None, verbose_name='channels')),
                    ('goal', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='goal')),
                    ('starts_on', models.DateField(verbose_name='from')),
                    ('ends_on', models.DateField(blank=True, null=True, verbose_name='until')),
                    ('status', models.CharField(choices=[('draft', 'Draft'), ('active', 'Under way'), ('closed', 'Concluded')], default='draft', max_length=8, verbose_name='state')),
                    ('is_public', models.BooleanField(default=False, verbose_name='public page')),
                    ('created_at', models.DateTimeField(editable=False, verbose_name='opened')),
                    ('manager', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='campaigns', to=settings.AUTH_USER_MODEL, verbose_name='followed by')),
                ],
                options={
                    'verbose_name': 'campaign',
                    'verbose_name_plural': 'campaigns',
                    'indexes': [models.Index(fields=['-starts_on', '-id'], name='campaign_by_start')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='campaign_has_name'), models.CheckConstraint(condition=models.Q(('goal__gt', 0)), name='campaign_goal_positive'), models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='campaign_ends_after_start'), models.CheckConstraint(condition=models.Q(('is_public', False), models.Q(('status', 'draft'), _negated=True), _connector='OR'), name='draft_campaign_is_private')],
                    'triggers': [pgtrigger.compiler.Trigger(name='changed_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "fundraising_campaignevent" ("channels", "code", "collection_type", "created_at", "ends_on", "goal", "id", "is_public", "manager_id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "slug", "starts_on", "status", "story", "update") VALUES (OLD."channels", OLD."code", OLD."collection_type", OLD."created_at", OLD."ends_on", OLD."goal", OLD."id", OLD."is_public", OLD."manager_id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'changed\', OLD."id", OLD."purpose", OLD."slug", OLD."starts_on", OLD."status", OLD."story", OLD."update"); RETURN NULL;', hash='469e2aa62fc5b9a37108876ce84403ac8b1f203f', operation='UPDATE', pgid='pgtrigger_changed_update_e7391', table='fundraising_campaign', when='AFTER')), pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "fundraising_campaignevent" ("channels", "code", "collection_type", "created_at", "ends_on", "goal", "id", "is_public", "manager_id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "slug", "starts_on", "status", "story", "update") VALUES (OLD."channels", OLD."code", OLD."collection_type", OLD."created_at", OLD."ends_on", OLD."goal", OLD."id", OLD."is_public", OLD."manager_id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'deleted\', OLD."id", OLD."purpose", OLD."slug", OLD."starts_on", OLD."status", OLD."story", OLD."update"); RETURN NULL;', hash='2e704340b28810a3b1f42c7e1f818e414b6bbb05', operation='DELETE', pgid='pgtrigger_deleted_delete_1b267', table='fundraising_campaign', when='AFTER'))],
                },
            ), migrations.CreateModel(
                name='Appeal',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=80, verbose_name='name')),
                    ('code', models.CharField(max_length=16, verbose_name='source code')),
                    ('channel', models.CharField(choices=[('direct_mail', 'Letters'), ('newsletter', 'Newsletter'), ('telemarketing', 'Phone calls'), ('face_to_face', 'Face to face'), ('events', 'Events'), ('companies', 'Partner companies'), ('website', 'Site and press'), ('collection_box', 'Collection boxes'), ('merchandising', 'Goods for an offer'), ('crowdfunding', 'Crowdfunding'), ('personal', 'Word of mouth'), ('social_media', 'Social media'), ('bequests', 'Bequests'), ('calls', 'Calls for grants'), ('other', 'Other')], max_length=20, verbose_name='channel')),
                    ('made_on', models.DateField(blank=True, null=True, verbose_name='made on')),
                    ('cost', models.DecimalField(decimal_places=2, default=0, max_digits=10, verbose_name='cost')),
                    ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='appeals', to='fundraising.campaign', verbose_name='campaign')),
                ],
                options={
                    'verbose_name': 'appeal',
                    'verbose_name_plural': 'appeals',
                    'indexes': [],
                    'constraints': [models.UniqueConstraint(fields=('campaign', 'code'), name='appeal_code_once'), models.CheckConstraint(condition=models.Q(('cost__gte', 0)), name='appeal_cost_not_negative')],
                    'triggers': [pgtrigger.compiler.Trigger(name='changed_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "fundraising_appealevent" ("campaign_id", "channel", "code", "cost", "id", "made_on", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."campaign_id", OLD."channel", OLD."code", OLD."cost", OLD."id", OLD."made_on", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'changed\', OLD."id"); RETURN NULL;', hash='cbd31d92a6aea54a4791fa09ec4cb16cd073df0b', operation='UPDATE', pgid='pgtrigger_changed_update_9f286', table='fundraising_appeal', when='AFTER')), pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "fundraising_appealevent" ("campaign_id", "channel", "code", "cost", "id", "made_on", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."campaign_id", OLD."channel", OLD."code", OLD."cost", OLD."id", OLD."made_on", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'deleted\', OLD."id"); RETURN NULL;', hash='12070f2f465ee31db4ccefd1a41e8d47b4bfd7a7', operation='DELETE', pgid='pgtrigger_deleted_delete_0469d', table='fundraising_appeal', when='AFTER'))],
                },
            ), migrations.CreateModel(
                name='Donation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('amount', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='amount')),
                    ('legal_nature', models.CharField(choices=[('gift', 'Gift'), ('modal_gift', 'Gift with a purpose (modal)'), ('bequest', 'Bequest'), ('sponsorship', 'Sponsorship'), ('technical_sponsorship', 'Technical sponsorship'), ('cause_marketing', 'Cause related marketing'), ('public_grant', 'Public contribution'), ('membership_fee', 'Membership fee'), ('fee', 'Payment for a service'), ('five_per_thousand', 'Five per thousand')], default='gift', max_length=24, verbose_name='legal nature')),
                    ('payment_method', models.CharField(choices=[('transfer', 'Bank transfer'), ('direct_debit', 'Direct debit'), ('postal', 'Postal payment'), ('card', 'Card'), ('cheque', 'Cheque'), ('cashier_cheque', "Cashier's cheque"), ('paypal', 'PayPal'), ('satispay', 'Satispay'), ('payroll', 'Payroll giving'), ('cash', 'Cash'), ('box', 'Collection box'), ('other', 'Other, not traceable')], default='transfer', max_length=16, verbose_name='how')),
                    ('payment_reference', models.CharField(blank=True, help_text='CRO or TRN, number of the cheque, transaction id.', max_length=80, verbose_name='payment reference')),
                    ('given_on', models.DateField(verbose_name='given on')),
                    ('credited_on', models.DateField(blank=True, null=True, verbose_name='credited on')),
                    ('status', models.CharField(choices=[('announced', 'Announced'), ('received', 'Received'), ('reconciled', 'Reconciled'), ('refunded', 'Refunded'), ('voided', 'Cancelled')], default='received', max_length=10, verbose_name='state')),
                    ('on_wall', models.BooleanField(default=False, help_text="Only with the donor's permission.", verbose_name='name on the public page')),
                    ('cf_from_payment', models.BooleanField(default=False, help_text='Counts for the yearly report to the tax agency.', verbose_name='tax code read on the payment')),
                    ('notes', models.TextField(blank=True, verbose_name='notes')),
                    ('ended_on', models.DateField(blank=True, editable=False, null=True, verbose_name='returned or cancelled on')),
                    ('ended_reason', models.CharField(blank=True, editable=False, max_length=200, verbose_name='reason')),
                    ('created_at', models.DateTimeField(editable=False, verbose_name='recorded')),
                    ('entry_key', models.UUIDField(blank=True, editable=False, null=True, unique=True)),
                    ('appeal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='donations', to='fundraising.appeal', verbose_name='appeal')),
                    ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                    ('campaign', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='donations', to='fundraising.campaign', verbose_name='campaign')),
                    ('organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='donations', to='relations.organization', verbose_name='organisation')),
                    ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='donations', to='relations.person', verbose_name='person')),
                ],
                options={
                    'verbose_name': 'donation',
                    'verbose_name_plural': 'donations',
                    'indexes': [models.Index(fields=['-given_on', '-id'], name='donation_by_day'), models.Index(fields=['campaign', '-given_on', '-id'], name='donation_by_campaign'), models.Index(fields=['person', '-given_on'], name='donation_by_person'), models.Index(fields=['organization', '-given_on'], name='donation_by_organization')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='donation_amount_positive'), models.CheckConstraint(condition=models.Q(('person', None), ('organization', None), _connector='OR'), name='donation_of_one_donor'), models.CheckConstraint(condition=models.Q(('credited_on', None), ('credited_on__gte', models.F('given_on')), _connector='OR'), name='donation_credited_after_given'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['refunded', 'voided']), _negated=True), models.Q(('ended_on__isnull', False), models.Q(('ended_reason', ''), _negated=True)), _connector='OR'), name='donation_ended_with_reason'), models.CheckConstraint(condition=models.Q(('on_wall', False), models.Q(('organization', None), ('person', None), _negated=True), _connector='OR'), name='nobody_is_not_on_wall')],
                    'triggers': [pgtrigger.compiler.Trigger(name='changed_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "fundraising_donationevent" ("amount", "appeal_id", "by_id", "campaign_id", "cf_from_payment", "created_at", "credited_on", "ended_on", "ended_reason", "entry_key", "given_on", "id", "legal_nature", "notes", "on_wall", "organization_id", "payment_method", "payment_reference", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") VALUES (OLD."amount", OLD."appeal_id", OLD."by_id", OLD."campaign_id", OLD."cf_from_payment", OLD."created_at", OLD."credited_on", OLD."ended_on", OLD."ended_reason", OLD."entry_key", OLD."given_on", OLD."id", OLD."legal_nature", OLD."notes", OLD."on_wall", OLD."organization_id", OLD."payment_method", OLD."payment_reference", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'changed\', OLD."id", OLD."status"); RETURN NULL;', hash='2daeb96461a052c9b5e8930baf74d7f7f08eeb5f', operation='UPDATE', pgid='pgtrigger_changed_update_397cd', table='fundraising_donation', when='AFTER')), pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "fundraising_donationevent" ("amount", "appeal_id", "by_id", "campaign_id", "cf_from_payment", "created_at", "credited_on", "ended_on", "ended_reason", "entry_key", "given_on", "id", "legal_nature", "notes", "on_wall", "organization_id", "payment_method", "payment_reference", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") VALUES (OLD."amount", OLD."appeal_id", OLD."by_id", OLD."campaign_id", OLD."cf_from_payment", OLD."created_at", OLD."credited_on", OLD."ended_on", OLD."ended_reason", OLD."entry_key", OLD."given_on", OLD."id", OLD."legal_nature", OLD."notes", OLD."on_wall", OLD."organization_id", OLD."payment_method", OLD."payment_reference", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'deleted\', OLD."id", OLD."status"); RETURN NULL;', hash='ac99e5256eead6bbdad85f7b4d5ffab58b191943', operation='DELETE', pgid='pgtrigger_deleted_delete_b00e6', table='fundraising_donation', when='AFTER'))],
                },
            ), migrations.CreateModel(
                name='Receipt',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                    ('number', models.PositiveIntegerField(verbose_name='number')),
                    ('legal_nature', models.CharField(choices=[('gift', 'Gift'), ('modal_gift', 'Gift with a purpose (modal)'), ('bequest', 'Bequest'), ('sponsorship', 'Sponsorship'), ('technical_sponsorship', 'Technical sponsorship'), ('cause_marketing', 'Cause related marketing'), ('public_grant', 'Public contribution'), ('membership_fee', 'Membership fee'), ('fee', 'Payment for a service'), ('five_per_thousand', 'Five per thousand')], max_length=24, verbose_name='legal nature')),
                    ('amount', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='amount')),
                    ('status', models.CharField(choices=[('issued', 'Issued'), ('sent', 'Sent'), ('annulled', 'Annulled')], default='issued', max_length=8, verbose_name='state')),
                    ('issued_at', models.DateTimeField(verbose_name='issued')),
                    ('snapshot', models.JSONField(verbose_name='what was printed')),
                    ('pdf', models.FileField(upload_to=fundraising.models.receipts.stored_name, verbose_name='file')),
                    ('sha256', models.CharField(max_length=64)),
                    ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent')),
                    ('annulled_at', models.DateTimeField(blank=True, null=True, verbose_name='annulled')),
                    ('annul_reason', models.CharField(blank=True, max_length=200, verbose_name='reason')),
                    ('annulled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='annulled by')),
                    ('donation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='receipts', to='fundraising.donation', verbose_name='donation')),
                    ('issued_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='issued by')),
                    ('replaced_by', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaces', to='fundraising.receipt', verbose_name='replaced by')),
                ],
                options={
                    'verbose_name': 'receipt',
                    'verbose_name_plural': 'receipts',
                    'indexes': [],
                    'constraints': [models.UniqueConstraint(fields=('year', 'number'), name='receipt_number_once'), models.UniqueConstraint(condition=models.Q(('status', 'annulled'), _negated=True), fields=('donation',), name='one_living_receipt'), models.CheckConstraint(condition=models.Q(('legal_nature__in', ['gift', 'modal_gift'])), name='receipt_only_for_gifts'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'annulled'), _negated=True), models.Q(models.Q(('annul_reason', ''), _negated=True), ('annulled_at__isnull', False)), _connector='OR'), name='receipt_annulled_with_reason'), models.CheckConstraint(condition=models.Q(('replaced_by', None), ('status', 'annulled'), _connector='OR'), name='only_annulled_is_replaced')],
                },
            ), migrations.CreateModel(
                name='SuggestedAmount',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('amount', models.DecimalField(decimal_places=2, max_digits=8, verbose_name='amount')),
                    ('makes_possible', models.CharField(blank=True, max_length=120, verbose_name='what it makes possible')),
                    ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='amounts', to='fundraising.campaign', verbose_name='campaign')),
                ],
                options={
                    'verbose_name': 'suggested amount',
                    'verbose_name_plural': 'suggested amounts',
                    'indexes': [],
                    'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='suggested_amount_positive'), models.UniqueConstraint(fields=('campaign', 'amount'), name='suggested_amount_once')],
                },
            ), migrations.CreateModel(
                name='TaxRule',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('benefit', 'Tax benefit'), ('untraceable', 'Payment not traceable'), ('stamp_exempt', 'Stamp duty: exempt'), ('stamp_due', 'Stamp duty: due')], default='benefit', max_length=12, verbose_name='kind')),
                    ('title', models.CharField(max_length=120, verbose_name='title')),
                    ('donor_type', models.CharField(choices=[('any', 'Anybody'), ('person', 'Natural persons'), ('body', 'Companies and bodies')], default='any', max_length=8, verbose_name='who gives')),
                    ('runts_sections', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=2), blank=True, default=list, help_text='Empty: whatever the section.', size=None, verbose_name='our RUNTS section')),
                    ('percent', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='percentage')),
                    ('ceiling', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, verbose_name='ceiling or threshold in euro')),
                    ('text', models.TextField(verbose_name='text printed')),
                    ('source', models.CharField(max_length=200, verbose_name='source')),
                    ('source_url', models.URLField(blank=True, max_length=300, verbose_name='address of the source')),
                    ('valid_from', models.DateField(verbose_name='valid from')),
                    ('valid_until', models.DateField(blank=True, null=True, verbose_name='valid until')),
                ],
                options={
                    'verbose_name': 'tax rule',
                    'verbose_name_plural': 'tax rules',
                    'constraints': [models.CheckConstraint(condition=models.Q(('valid_until', None), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='tax_rule_ends_after_start'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='tax_rule_has_text')],
                    'indexes': [],
                    'triggers': [pgtrigger.compiler.Trigger(name='changed_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "fundraising_taxruleevent" ("ceiling", "donor_type", "id", "kind", "percent", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "runts_sections", "source", "source_url", "text", "title", "valid_from", "valid_until") VALUES (OLD."ceiling", OLD."donor_type", OLD."id", OLD."kind", OLD."percent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'changed\', OLD."id", OLD."runts_sections", OLD."source", OLD."source_url", OLD."text", OLD."title", OLD."valid_from", OLD."valid_until"); RETURN NULL;', hash='05b56ffc833383deaf837a96af9c34764f2ab347', operation='UPDATE', pgid='pgtrigger_changed_update_01566', table='fundraising_taxrule', when='AFTER')), pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "fundraising_taxruleevent" ("ceiling", "donor_type", "id", "kind", "percent", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "runts_sections", "source", "source_url", "text", "title", "valid_from", "valid_until") VALUES (OLD."ceiling", OLD."donor_type", OLD."id", OLD."kind", OLD."percent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'deleted\', OLD."id", OLD."runts_sections", OLD."source", OLD."source_url", OLD."text", OLD."title", OLD."valid_from", OLD."valid_until"); RETURN NULL;', hash='d9669301c054a586362892ea3fac7f6e75b15a5b', operation='DELETE', pgid='pgtrigger_deleted_delete_8a8d1', table='fundraising_taxrule', when='AFTER'))],
                },
            ), migrations.CreateModel(
                name='Thanks',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('due_at', models.DateTimeField(verbose_name='due by')),
                    ('state', models.CharField(choices=[('owed', 'To thank'), ('sent', 'Thanked'), ('not_needed', 'Not needed')], default='owed', max_length=10, verbose_name='state')),
                    ('how', models.CharField(blank=True, choices=[('email', 'E-mail'), ('call', 'Phone call'), ('letter', 'Letter'), ('meeting', 'In person')], max_length=10, verbose_name='how')),
                    ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='thanked')),
                    ('note', models.CharField(blank=True, max_length=200, verbose_name='note')),
                    ('donation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='thanks', to='fundraising.donation', verbose_name='donation')),
                    ('done_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ],
                options={
                    'verbose_name': 'thanks',
                    'verbose_name_plural': 'thanks',
                    'indexes': [models.Index(condition=models.Q(('state', 'owed')), fields=['due_at'], name='thanks_owed_by_due')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent'), _negated=True), models.Q(models.Q(('how', ''), _negated=True), ('done_at__isnull', False)), _connector='OR'), name='thanks_sent_somehow')],
                },
            ), migrations.CreateModel(
                name='AppealEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('name', models.CharField(max_length=80, verbose_name='name')),
                    ('code', models.CharField(max_length=16, verbose_name='source code')),
                    ('channel', models.CharField(choices=[('direct_mail', 'Letters'), ('newsletter', 'Newsletter'), ('telemarketing', 'Phone calls'), ('face_to_face', 'Face to face'), ('events', 'Events'), ('companies', 'Partner companies'), ('website', 'Site and press'), ('collection_box', 'Collection boxes'), ('merchandising', 'Goods for an offer'), ('crowdfunding', 'Crowdfunding'), ('personal', 'Word of mouth'), ('social_media', 'Social media'), ('bequests', 'Bequests'), ('calls', 'Calls for grants'), ('other', 'Other')], max_length=20, verbose_name='channel')),
                    ('made_on', models.DateField(blank=True, null=True, verbose_name='made on')),
                    ('cost', models.DecimalField(decimal_places=2, default=0, max_digits=10, verbose_name='cost')),
                    ('campaign', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='fundraising.campaign', verbose_name='campaign')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='images', related_query_name='images', to='fundraising.appeal')),
                ],
                options={
                    'abstract': False,
                    'default_permissions': (),
                    'indexes': [models.Index(fields=['pgh_obj', 'pgh_id'], name='appeal_images')],
                    'constraints': [],
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='83d94a865b4bbcf484d7bc122e6479d92e2be80b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e93a1', table='fundraising_appealevent', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='CampaignEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('name', models.CharField(max_length=120, verbose_name='name')),
                    ('slug', models.SlugField(db_index=False, max_length=80, verbose_name='address of the page')),
                    ('code', models.CharField(editable=False, max_length=12, verbose_name='code')),
                    ('purpose', models.CharField(max_length=300, verbose_name='purpose, in one sentence')),
                    ('story', models.TextField(blank=True, verbose_name='story')),
                    ('update', models.TextField(blank=True, verbose_name='where we are')),
                    ('collection_type', models.CharField(choices=[('continuous', 'Continuous'), ('occasional', 'Public, occasional')], default='continuous', max_length=10, verbose_name='kind of collection')),
                    ('channels', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('direct_mail', 'Letters'), ('newsletter', 'Newsletter'), ('telemarketing', 'Phone calls'), ('face_to_face', 'Face to face'), ('events', 'Events'), ('companies', 'Partner companies'), ('website', 'Site and press'), ('collection_box', 'Collection boxes'), ('merchandising', 'Goods for an offer'), ('crowdfunding', 'Crowdfunding'), ('personal', 'Word of mouth'), ('social_media', 'Social media'), ('bequests', 'Bequests'), ('calls', 'Calls for grants'), ('other', 'Other')], max_length=20), blank=True, default=list, size=None, verbose_name='channels')),
                    ('goal', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='goal')),
                    ('starts_on', models.DateField(verbose_name='from')),
                    ('ends_on', models.DateField(blank=True, null=True, verbose_name='until')),
                    ('status', models.CharField(choices=[('draft', 'Draft'), ('active', 'Under way'), ('closed', 'Concluded')], default='draft', max_length=8, verbose_name='state')),
                    ('is_public', models.BooleanField(default=False, verbose_name='public page')),
                    ('created_at', models.DateTimeField(editable=False, verbose_name='opened')),
                    ('manager', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='followed by')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='images', related_query_name='images', to='fundraising.campaign')),
                ],
                options={
                    'abstract': False,
                    'default_permissions': (),
                    'indexes': [models.Index(fields=['pgh_obj', 'pgh_id'], name='campaign_images')],
                    'constraints': [],
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='41e874b0c1ae65267cbfbddd1e0601ac15fce28f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0492f', table='fundraising_campaignevent', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='DonationEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('amount', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='amount')),
                    ('legal_nature', models.CharField(choices=[('gift', 'Gift'), ('modal_gift', 'Gift with a purpose (modal)'), ('bequest', 'Bequest'), ('sponsorship', 'Sponsorship'), ('technical_sponsorship', 'Technical sponsorship'), ('cause_marketing', 'Cause related marketing'), ('public_grant', 'Public contribution'), ('membership_fee', 'Membership fee'), ('fee', 'Payment for a service'), ('five_per_thousand', 'Five per thousand')], default='gift', max_length=24, verbose_name='legal nature')),
                    ('payment_method', models.CharField(choices=[('transfer', 'Bank transfer'), ('direct_debit', 'Direct debit'), ('postal', 'Postal payment'), ('card', 'Card'), ('cheque', 'Cheque'), ('cashier_cheque', "Cashier's cheque"), ('paypal', 'PayPal'), ('satispay', 'Satispay'), ('payroll', 'Payroll giving'), ('cash', 'Cash'), ('box', 'Collection box'), ('other', 'Other, not traceable')], default='transfer', max_length=16, verbose_name='how')),
                    ('payment_reference', models.CharField(blank=True, help_text='CRO or TRN, number of the cheque, transaction id.', max_length=80, verbose_name='payment reference')),
                    ('given_on', models.DateField(verbose_name='given on')),
                    ('credited_on', models.DateField(blank=True, null=True, verbose_name='credited on')),
                    ('status', models.CharField(choices=[('announced', 'Announced'), ('received', 'Received'), ('reconciled', 'Reconciled'), ('refunded', 'Refunded'), ('voided', 'Cancelled')], default='received', max_length=10, verbose_name='state')),
                    ('on_wall', models.BooleanField(default=False, help_text="Only with the donor's permission.", verbose_name='name on the public page')),
                    ('cf_from_payment', models.BooleanField(default=False, help_text='Counts for the yearly report to the tax agency.', verbose_name='tax code read on the payment')),
                    ('notes', models.TextField(blank=True, verbose_name='notes')),
                    ('ended_on', models.DateField(blank=True, editable=False, null=True, verbose_name='returned or cancelled on')),
                    ('ended_reason', models.CharField(blank=True, editable=False, max_length=200, verbose_name='reason')),
                    ('created_at', models.DateTimeField(editable=False, verbose_name='recorded')),
                    ('entry_key', models.UUIDField(blank=True, editable=False, null=True)),
                    ('appeal', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='fundraising.appeal', verbose_name='appeal')),
                    ('by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                    ('campaign', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='fundraising.campaign', verbose_name='campaign')),
                    ('organization', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='relations.organization', verbose_name='organisation')),
                    ('person', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='relations.person', verbose_name='person')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='images', related_query_name='images', to='fundraising.donation')),
                ],
                options={
                    'abstract': False,
                    'default_permissions': (),
                    'indexes': [models.Index(fields=['pgh_obj', 'pgh_id'], name='donation_images')],
                    'constraints': [],
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7f7d1b8eb7ec4a2b0ee5a8a20261d3274d0e93a0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_01956', table='fundraising_donationevent', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='TaxRuleEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('kind', models.CharField(choices=[('benefit', 'Tax benefit'), ('untraceable', 'Payment not traceable'), ('stamp_exempt', 'Stamp duty: exempt'), ('stamp_due', 'Stamp duty: due')], default='benefit', max_length=12, verbose_name='kind')),
                    ('title', models.CharField(max_length=120, verbose_name='title')),
                    ('donor_type', models.CharField(choices=[('any', 'Anybody'), ('person', 'Natural persons'), ('body', 'Companies and bodies')], default='any', max_length=8, verbose_name='who gives')),
                    ('runts_sections', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=2), blank=True, default=list, help_text='Empty: whatever the section.', size=None, verbose_name='our RUNTS section')),
                    ('percent', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='percentage')),
                    ('ceiling', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, verbose_name='ceiling or threshold in euro')),
                    ('text', models.TextField(verbose_name='text printed')),
                    ('source', models.CharField(max_length=200, verbose_name='source')),
                    ('source_url', models.URLField(blank=True, max_length=300, verbose_name='address of the source')),
                    ('valid_from', models.DateField(verbose_name='valid from')),
                    ('valid_until', models.DateField(blank=True, null=True, verbose_name='valid until')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='images', related_query_name='images', to='fundraising.taxrule')),
                ],
                options={
                    'abstract': False,
                    'default_permissions': (),
                    'indexes': [models.Index(fields=['pgh_obj', 'pgh_id'], name='taxrule_images')],
                    'constraints': [],
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9442689f6555a35251bea17242158b0e48baa533', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d88f1', table='fundraising_taxruleevent', when='BEFORE'))],
                },
            )],
        ),
        migrations.RunSQL(GUARD, UNGUARD),
        migrations.RunPython(load_rules, migrations.RunPython.noop),
    ]
