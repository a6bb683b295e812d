"""Whether mail arrives: the records to publish, the key mail is signed with, a test; for the office head."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from relations.mail import deliverability, signing_keys
from relations.models import SigningKey
from relations.web import access
from relations.web.toast import toast

HEAD = "relations.change_signingkey"


@require_GET
@access.staff("relations.view_signingkey")
def page(request: HttpRequest) -> HttpResponse:
    """Everything on one page."""
    facts = deliverability.Facts.now()
    keys = list(SigningKey.objects.filter(domain=facts.domain).order_by("-created_at", "-pk"))
    at, test = timezone.now(), deliverability.last_test()
    for key in keys:
        key.published_until = key.retired_at + signing_keys.KEEP_PUBLISHED if key.retired_at else None
        key.is_over = key.published_until is not None and key.published_until < at
    living = [key for key in keys if key.state != SigningKey.State.RETIRED]
    context = {
        "facts": facts, "records": deliverability.records(facts, living), "warnings": deliverability.warnings(facts),
        "keys": [key for key in keys if not key.is_over], "waiting": [key for key in living if key.state == SigningKey.State.MADE],
        "test": test, "said": deliverability.said(test.authentication) if test else [], "mail_domain": settings.MAIL_DOMAIN,
        "may_change": request.user.has_perm(HEAD),
    }  # fmt: skip
    return render(request, "relations/mail/deliverability.html", context)


@require_POST
@access.staff(HEAD)
def test(request: HttpRequest) -> HttpResponse:
    """Send a test to whoever presses."""
    deliverability.send_test(by=request.user, at=timezone.now())
    toast(request, _("A test is on its way to %(email)s.") % {"email": request.user.email})
    return redirect("relations:deliverability")


@require_POST
@access.staff(HEAD)
def key_new(request: HttpRequest) -> HttpResponse:
    """Make a key; it signs nothing yet."""
    signing_keys.make(by=request.user, at=timezone.now())
    toast(request, _("The key is made: publish its record, then use it."))
    return redirect("relations:deliverability")


@require_POST
@access.staff(HEAD)
def key_use(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign with it from now on."""
    signing_keys.use(key=access.get(SigningKey, pk=pk), by=request.user, at=timezone.now())
    toast(request, _("From now on messages leave signed."))
    return redirect("relations:deliverability")


@require_POST
@access.staff(HEAD)
def key_stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign no more with it."""
    signing_keys.stop(key=access.get(SigningKey, pk=pk), by=request.user, at=timezone.now())
    toast(request, _("The key is no longer used, and its private half is destroyed."))
    return redirect("relations:deliverability")
