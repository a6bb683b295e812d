"""Places, addresses, bank accounts, more identifiers; addresses that were contact details become addresses."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models
from django.utils import timezone

import relations.models.office
import relations.text


def move_addresses(apps, schema_editor) -> None:
    """An address kept as a contact detail becomes the party's address, as it was written."""
    points = apps.get_model("relations", "ContactPoint").objects.filter(kind="address")
    model = apps.get_model("relations", "Address")
    mains = set()
    for point in points.order_by("-is_primary", "pk").select_related("organization", "person"):
        party = point.organization or point.person
        owner = (point.organization_id, point.person_id)
        is_main = point.ended_at is None and owner not in mains
        if is_main:
            mains.add(owner)
        model.objects.create(
            organization_id=point.organization_id, person_id=point.person_id, kind="home" if point.person_id else "seat",
            street=point.value[:120], note=point.label, is_primary=is_main, created_at=party.created_at,
            ended_on=point.ended_at and timezone.localtime(point.ended_at).date(),
        )
    points.delete()


class Migration(migrations.Migration):
    dependencies = [("relations", "0003_ledgers")]
    operations = [
        migrations.CreateModel(
            name='Address',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('seat', 'Registered seat'), ('operational', 'Working site'), ('postal', 'For the post'), ('home', 'Home')], max_length=12, verbose_name='kind')),
                ('street', models.CharField(blank=True, max_length=120, verbose_name='street')),
                ('number', models.CharField(blank=True, max_length=12, verbose_name='house number')),
                ('postal_code', models.CharField(blank=True, max_length=10, verbose_name='postal code')),
                ('foreign_town', models.CharField(blank=True, max_length=80, verbose_name='town abroad')),
                ('country', models.CharField(blank=True, max_length=60, verbose_name='country')),
                ('note', models.CharField(blank=True, max_length=60, verbose_name='note')),
                ('is_primary', models.BooleanField(default=False, verbose_name='main')),
                ('created_at', models.DateTimeField(verbose_name='added')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='until')),
            ],
            options={
                'verbose_name': 'address',
                'verbose_name_plural': 'addresses',
            },
        ),
        migrations.CreateModel(
            name='BankAccount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('iban', models.CharField(max_length=34, verbose_name='IBAN')),
                ('holder', models.CharField(blank=True, max_length=70, verbose_name='account holder')),
                ('note', models.CharField(blank=True, max_length=60, verbose_name='note')),
                ('created_at', models.DateTimeField(verbose_name='added')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='until')),
            ],
            options={
                'verbose_name': 'bank account',
                'verbose_name_plural': 'bank accounts',
            },
        ),
        migrations.CreateModel(
            name='Municipality',
            fields=[
                ('code', models.CharField(max_length=6, primary_key=True, serialize=False, verbose_name='ISTAT code')),
                ('cadastral_code', models.CharField(max_length=4, verbose_name='cadastral code')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('other_name', models.CharField(blank=True, max_length=60, verbose_name='name in the other language')),
                ('folded', models.GeneratedField(db_persist=True, expression=relations.text.Fold(django.db.models.functions.text.Concat('name', models.Value('/'), 'other_name')), output_field=models.TextField())),
                ('postal_codes', models.CharField(blank=True, max_length=200, verbose_name='postal codes')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='from')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='until')),
            ],
            options={
                'verbose_name': 'municipality',
                'verbose_name_plural': 'municipalities',
                'ordering': ['folded', 'code'],
            },
        ),
        migrations.CreateModel(
            name='Province',
            fields=[
                ('letters', models.CharField(max_length=2, primary_key=True, serialize=False, verbose_name='letters')),
                ('code', models.CharField(max_length=3, verbose_name='ISTAT code')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='from')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='until')),
            ],
            options={
                'verbose_name': 'province',
                'verbose_name_plural': 'provinces',
                'ordering': ['letters'],
            },
        ),
        migrations.CreateModel(
            name='Region',
            fields=[
                ('code', models.CharField(max_length=2, primary_key=True, serialize=False, verbose_name='ISTAT code')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('read_on', models.DateField(verbose_name='table of')),
            ],
            options={
                'verbose_name': 'region',
                'verbose_name_plural': 'regions',
                'ordering': ['code'],
            },
        ),
        migrations.AddField(
            model_name='affiliation',
            name='came_from',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='went_to', to='relations.affiliation', verbose_name='position left for this one'),
        ),
        migrations.AddField(
            model_name='officesettings',
            name='denied_tags',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=relations.models.office.denied_by_default, help_text='Words parted by commas. A tag in which one of them begins a word is refused for people: politics, religion, health, origin, sexual life (art. 9 GDPR).', size=None, verbose_name='tags refused for people'),
        ),
        migrations.AddField(
            model_name='organization',
            name='foreign_country',
            field=models.CharField(blank=True, max_length=60, verbose_name='country of the VAT number'),
        ),
        migrations.AddField(
            model_name='organization',
            name='foreign_vat',
            field=models.CharField(blank=True, max_length=20, verbose_name='foreign VAT number'),
        ),
        migrations.AddField(
            model_name='organization',
            name='is_benefit',
            field=models.BooleanField(default=False, verbose_name='benefit company'),
        ),
        migrations.AddField(
            model_name='organization',
            name='runts_registered_on',
            field=models.DateField(blank=True, null=True, verbose_name='in the RUNTS since'),
        ),
        migrations.AddField(
            model_name='organization',
            name='runts_verified_on',
            field=models.DateField(blank=True, null=True, verbose_name='RUNTS entry checked on'),
        ),
        migrations.AddField(
            model_name='organization',
            name='sdi_code',
            field=models.CharField(blank=True, max_length=7, verbose_name='SDI code'),
        ),
        migrations.AddField(
            model_name='organization',
            name='service_municipalities',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=6), blank=True, default=list, size=None, verbose_name='municipalities it works in'),
        ),
        migrations.AddField(
            model_name='organization',
            name='service_regions',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=2), blank=True, default=list, size=None, verbose_name='regions it works in'),
        ),
        migrations.AlterField(
            model_name='contactpoint',
            name='kind',
            field=models.CharField(choices=[('email', 'E-mail'), ('pec', 'PEC'), ('phone', 'Phone'), ('mobile', 'Mobile'), ('website', 'Website')], max_length=8, verbose_name='kind'),
        ),
        migrations.AlterField(
            model_name='relationship',
            name='kind',
            field=models.CharField(choices=[('member_of', 'is a member of'), ('branch_of', 'is a branch of'), ('works_with', 'works with'), ('funds', 'funds'), ('supplies', 'supplies'), ('controls', 'controls'), ('founded', 'founded'), ('hosts', 'hosts'), ('represents', 'represents'), ('agreement', 'has an agreement with')], max_length=16, verbose_name='tie'),
        ),
        migrations.AddIndex(
            model_name='organization',
            index=models.Index(fields=['province', 'municipality'], name='organization_by_place'),
        ),
        migrations.AddIndex(
            model_name='organization',
            index=django.contrib.postgres.indexes.GinIndex(fields=['service_area'], name='organization_serves'),
        ),
        migrations.AddIndex(
            model_name='organization',
            index=django.contrib.postgres.indexes.GinIndex(fields=['tags'], name='organization_tags'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['province', 'municipality'], name='person_by_place'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=django.contrib.postgres.indexes.GinIndex(fields=['tags'], name='person_tags'),
        ),
        migrations.AddField(
            model_name='address',
            name='organization',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='addresses', to='relations.organization', verbose_name='organisation'),
        ),
        migrations.AddField(
            model_name='address',
            name='person',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='addresses', to='relations.person', verbose_name='person'),
        ),
        migrations.AddField(
            model_name='bankaccount',
            name='organization',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bank_accounts', to='relations.organization', verbose_name='organisation'),
        ),
        migrations.AddField(
            model_name='address',
            name='municipality',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='relations.municipality', verbose_name='municipality'),
        ),
        migrations.AddField(
            model_name='municipality',
            name='province',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='municipalities', to='relations.province', verbose_name='province'),
        ),
        migrations.AddField(
            model_name='province',
            name='region',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='provinces', to='relations.region', verbose_name='region'),
        ),
        migrations.AddConstraint(
            model_name='bankaccount',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_on', None)), fields=('organization', 'iban'), name='iban_once_per_body'),
        ),
        migrations.AddConstraint(
            model_name='address',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('organization__isnull', False), ('person', None)), models.Q(('organization', None), ('person__isnull', False)), _connector='OR'), name='address_of_one'),
        ),
        migrations.AddConstraint(
            model_name='address',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('street', ''), _negated=True), ('municipality__isnull', False), models.Q(('foreign_town', ''), _negated=True), _connector='OR'), name='address_says_where'),
        ),
        migrations.AddConstraint(
            model_name='address',
            constraint=models.CheckConstraint(condition=models.Q(('municipality', None), models.Q(('country', ''), ('foreign_town', '')), _connector='OR'), name='address_here_or_abroad'),
        ),
        migrations.AddConstraint(
            model_name='address',
            constraint=models.CheckConstraint(condition=models.Q(('is_primary', False), ('ended_on', None), _connector='OR'), name='main_address_stands'),
        ),
        migrations.AddConstraint(
            model_name='address',
            constraint=models.UniqueConstraint(condition=models.Q(('is_primary', True)), fields=('organization',), name='organization_main_address'),
        ),
        migrations.AddConstraint(
            model_name='address',
            constraint=models.UniqueConstraint(condition=models.Q(('is_primary', True)), fields=('person',), name='person_main_address'),
        ),
        migrations.AddIndex(
            model_name='municipality',
            index=models.Index(fields=['folded'], name='municipality_by_name', opclasses=['text_pattern_ops']),
        ),
        migrations.AddIndex(
            model_name='municipality',
            index=models.Index(condition=models.Q(('valid_to', None)), fields=['province'], name='municipality_of_now'),
        ),
        migrations.AlterModelOptions(
            name="officesettings",
            options={
                "permissions": [
                    ("view_overview", "Can see the year in figures"),
                    ("manage_tags", "Can rename, merge and delete tags"),
                ],
                "verbose_name": "office settings",
                "verbose_name_plural": "office settings",
            },
        ),
        migrations.RunPython(move_addresses, migrations.RunPython.noop),
    ]
