"""Sequences of mail, their rehearsal, the weekly ceiling."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
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
    ]
