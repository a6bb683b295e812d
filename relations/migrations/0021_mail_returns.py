"""Returned mail, complaints, replies, the key mail is signed with."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("relations", "0020_mail_engine")]

    operations = [
        migrations.AlterField(
            model_name='suppression',
            name='reason',
            field=models.CharField(choices=[('unsubscribed', 'Unsubscribed'), ('bounced', 'The mailbox does not exist'), ('unreachable', 'Came back again and again'), ('complaint', 'Reported as unwanted'), ('manual', 'Blocked by the office'), ('erased', "Erased at the person's request")], max_length=12, verbose_name='reason'),
        ),
        migrations.CreateModel(
            name='MailboxState',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('folder', models.CharField(blank=True, max_length=200)),
                ('uid_validity', models.BigIntegerField(default=0)),
                ('last_uid', models.BigIntegerField(default=0)),
                ('owner', models.CharField(blank=True, editable=False, max_length=32)),
                ('lease_until', models.DateTimeField(blank=True, editable=False, null=True)),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='last read')),
                ('fault', models.CharField(blank=True, max_length=300, verbose_name='what went wrong')),
                ('fault_at', models.DateTimeField(blank=True, null=True, verbose_name='since')),
            ],
            options={
                'verbose_name': 'state of the mailbox',
                'verbose_name_plural': 'state of the mailbox',
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='one_mailbox')],
            },
        ),
        migrations.CreateModel(
            name='IncomingMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(editable=False, max_length=64, unique=True)),
                ('kind', models.CharField(choices=[('gone', 'Came back: no such mailbox'), ('soft', 'Came back: not now'), ('ours', 'Came back: refused for what it is'), ('delayed', 'Delayed'), ('delivered', 'Delivered'), ('complaint', 'Reported as unwanted'), ('unsubscribed', 'Unsubscribed'), ('reply', 'Reply'), ('automatic', 'Automatic answer'), ('test', 'Our own test'), ('unknown', 'To be looked at')], max_length=12, verbose_name='what it is')),
                ('door', models.CharField(choices=[('mailbox', 'mailbox'), ('pipe', 'handed over by the mail server'), ('provider', 'reported by the provider')], max_length=8, verbose_name='came by')),
                ('match', models.CharField(blank=True, choices=[('token', 'by its address'), ('thread', 'by the message it answers'), ('sender', 'by its sender')], max_length=6, verbose_name='recognised')),
                ('address_hash', models.CharField(blank=True, editable=False, max_length=64)),
                ('sender', models.CharField(blank=True, max_length=254, verbose_name='from')),
                ('sender_name', models.CharField(blank=True, max_length=120, verbose_name="sender's name")),
                ('subject', models.CharField(blank=True, max_length=250, verbose_name='subject')),
                ('text', models.TextField(blank=True, verbose_name='text')),
                ('attachments', models.JSONField(blank=True, default=list, verbose_name='attachments')),
                ('status', models.CharField(blank=True, max_length=12, verbose_name='code')),
                ('words', models.CharField(blank=True, max_length=300, verbose_name="server's words")),
                ('authentication', models.TextField(blank=True, editable=False)),
                ('received_at', models.DateTimeField(verbose_name='came in')),
                ('seen_at', models.DateTimeField(blank=True, null=True, verbose_name='looked at')),
                ('delivery', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='returned', to='relations.delivery', verbose_name='about the message')),
                ('interaction', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='relations.interaction', verbose_name='contact')),
                ('organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='incoming', to='relations.organization', verbose_name='organisation')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='incoming', to='relations.person', verbose_name='person')),
                ('seen_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='looked at by')),
            ],
            options={
                'verbose_name': 'incoming message',
                'verbose_name_plural': 'incoming messages',
                'indexes': [models.Index(fields=['-received_at', '-id'], name='incoming_by_time'), models.Index(fields=['kind', '-received_at'], name='incoming_by_kind'), models.Index(condition=models.Q(('address_hash', ''), _negated=True), fields=['address_hash', '-received_at'], name='incoming_by_address'), models.Index(condition=models.Q(('kind', 'unknown'), ('seen_at', None)), fields=['received_at'], name='incoming_to_look_at')],
            },
        ),
        migrations.CreateModel(
            name='SigningKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('domain', models.CharField(max_length=190, verbose_name='domain')),
                ('selector', models.CharField(max_length=60, verbose_name='selector')),
                ('public_key', models.TextField(verbose_name='public key')),
                ('sealed', models.TextField(blank=True, editable=False)),
                ('state', models.CharField(choices=[('made', 'To be published'), ('active', 'In use'), ('retired', 'No longer in use')], default='made', max_length=8, verbose_name='state')),
                ('created_at', models.DateTimeField(verbose_name='made')),
                ('activated_at', models.DateTimeField(blank=True, null=True, verbose_name='in use since')),
                ('retired_at', models.DateTimeField(blank=True, null=True, verbose_name='retired')),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
            ],
            options={
                'verbose_name': 'signing key',
                'verbose_name_plural': 'signing keys',
                'constraints': [models.UniqueConstraint(fields=('domain', 'selector'), name='one_key_per_selector'), models.UniqueConstraint(condition=models.Q(('state', 'active')), fields=('domain',), name='one_active_key'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'active'), _negated=True), models.Q(('sealed', ''), _negated=True), _connector='OR'), name='active_key_is_whole')],
            },
        ),
    ]
