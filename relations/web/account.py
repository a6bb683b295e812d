"""How colleagues get an account: by invitation of the office head only."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils import timezone


class OfficeAccountAdapter(DefaultAccountAdapter):
    """Closes public sign-up and sends account mail through the mail engine."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Send the password reset as service mail: written first, delivered by the engine."""
        from relations.mail.post import post_service

        post_service(
            purpose="account",
            to=email,
            template="relations/mail/password_reset",
            context={"url": context.get("password_reset_url", ""), "user": context.get("user")},
            at=timezone.now(),
        )
