"""The mail providers whose reports we take, as data; read by the settings too, so nothing of Django here."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Provider:
    """A provider: its view in anymail, and the setting its reports are signed with ("": a user and a password)."""

    view: str
    key_setting: str = ""


PROVIDERS = {
    "brevo": Provider("brevo.BrevoTrackingWebhookView"),
    "mailersend": Provider("mailersend.MailerSendTrackingWebhookView", "MAILERSEND_SIGNING_SECRET"),
    "mailgun": Provider("mailgun.MailgunTrackingWebhookView", "MAILGUN_WEBHOOK_SIGNING_KEY"),
    "mailjet": Provider("mailjet.MailjetTrackingWebhookView"),
    "mailtrap": Provider("mailtrap.MailtrapTrackingWebhookView"),
    "postal": Provider("postal.PostalTrackingWebhookView", "POSTAL_WEBHOOK_KEY"),
    "postmark": Provider("postmark.PostmarkTrackingWebhookView"),
    "resend": Provider("resend.ResendTrackingWebhookView", "RESEND_SIGNING_SECRET"),
    "sendgrid": Provider("sendgrid.SendGridTrackingWebhookView", "SENDGRID_TRACKING_WEBHOOK_VERIFICATION_KEY"),
    "sparkpost": Provider("sparkpost.SparkPostTrackingWebhookView"),
}


def anymail_settings(*, provider: str, key: str, secret: str) -> dict[str, str]:
    """Return what anymail wants to find in settings.ANYMAIL."""
    known = PROVIDERS.get(provider)
    found = {"WEBHOOK_SECRET": secret} if secret else {}
    return found | ({known.key_setting: key} if known and known.key_setting and key else {})
