"""What recipients reach from a mail or from the site, without signing in."""

import hashlib
from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from relations import vocab
from relations.actions import links
from relations.mail import addresses, forms, kinds, limits, subscriptions
from relations.mail.addresses import LinkKey
from relations.models import Consent, Delivery, SecretLink

_PER_IP = 20
_HOUR = timedelta(hours=1)


def client_ip(request: HttpRequest) -> str:
    """Return the visitor's address: the one our own front server saw."""
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    trusted = settings.TRUSTED_PROXIES
    if trusted and len(hops) >= trusted:
        return hops[-trusted][:64]
    return request.META.get("REMOTE_ADDR", "")


def _language() -> str:
    return (get_language() or "it")[:2]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest) -> HttpResponse:
    """The form to subscribe; the answer is the same whoever asks for whomever."""
    at = timezone.now()
    if request.method != "POST":
        form = forms.SubscribeForm(at=at, initial={"opened": forms.opened(at)})
        return render(request, "relations/mail/subscribe.html", {"form": form})
    form = forms.SubscribeForm(request.POST, at=at)
    if not form.is_valid():
        return render(request, "relations/mail/subscribe.html", {"form": form, "opened": forms.opened(at)}, status=422)
    if not limits.allow(scope="subscribe-ip", key=client_ip(request), limit=_PER_IP, period=_HOUR, at=at):
        return render(request, "relations/mail/subscribe.html", {"form": form, "too_many": True}, status=429)
    if not form.is_robot:
        subscriptions.ask(
            email=form.cleaned_data["email"], name=form.cleaned_data["name"], purposes=form.cleaned_data["purposes"],
            language=_language(), source=request.path, at=at,
            evidence={"ip": client_ip(request), "user_agent": request.headers.get("User-Agent", "")[:200]},
        )
    return redirect("relations:subscribe_thanks")


@require_http_methods(["GET", "HEAD"])
def subscribe_thanks(request: HttpRequest) -> HttpResponse:
    """What happens next."""
    return render(request, "relations/mail/subscribe_thanks.html")


def _link(token: str) -> SecretLink | None:
    """Return the link to confirm, living or already used; None when unknown or too old."""
    try:
        return links.resolve(scope=subscriptions.SCOPE, token=token, at=timezone.now())
    except Http404:
        return None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def subscription_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows a button (programs that follow links change nothing), POST confirms."""
    link = _link(token)
    if link is None:
        return render(request, "relations/mail/confirm_gone.html", status=404)
    asked = link.target
    if request.method == "POST":
        evidence = {"confirm_ip": client_ip(request)}
        asked = subscriptions.confirm(link=link, at=timezone.now(), evidence=evidence)
    labels = [vocab.PURPOSES[purpose].label for purpose in asked.purposes if purpose in vocab.PURPOSES]
    return render(request, "relations/mail/confirm.html", {"asked": asked, "purposes": labels})


def _key(token: str) -> LinkKey:
    key = addresses.read_link_token(token)
    if key is None:
        raise Http404("token")
    return key


@never_cache
@csrf_exempt  # RFC 8058: the mail program posts by itself, without a page or a cookie of ours.
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows a page and changes nothing; POST acts, at once and as often as it comes."""
    key = _key(token)
    if request.method == "POST" and key.is_campaign:
        one_click = request.POST.get("List-Unsubscribe") == "One-Click"
        subscriptions.unsubscribe(key=key, at=timezone.now(), source="one-click" if one_click else request.path[:20])
    return _left(request, token, key, done=request.method == "POST" and key.is_campaign)


def _left(request: HttpRequest, token: str, key: LinkKey, *, done: bool, **more: object) -> HttpResponse:
    context = {
        "key": key, "token": token, "done": done, "reasons": vocab.LEAVING_REASONS,
        "purpose": kinds.purpose_label(key.purpose, is_campaign=key.is_campaign),
        "is_known": bool(subscriptions.email_of(key)), **more,
    }  # fmt: skip
    return render(request, "relations/mail/unsubscribe.html", context)


@never_cache
@require_POST
def unsubscribe_back(request: HttpRequest, token: str) -> HttpResponse:
    """Undo it. Unlike leaving, this needs our own page: no program posts it by itself."""
    key = _key(token)
    if not key.is_campaign:
        raise Http404("service")
    is_back = subscriptions.come_back(key=key, language=_language(), at=timezone.now(), source=request.path[:20])
    return _left(request, token, key, done=not is_back, is_back=is_back, cannot=not is_back)


@never_cache
@require_POST
def unsubscribe_why(request: HttpRequest, token: str) -> HttpResponse:
    """Why, if they like to say: kept without who said it."""
    key = _key(token)
    mark = hashlib.sha256(f"why:{token}".encode()).hexdigest()
    said = subscriptions.say_why(key=key, mark=mark, reason=request.POST.get("motivo", ""), at=timezone.now())
    return _left(request, token, key, done=True, said=said, unsaid=not said)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest, token: str) -> HttpResponse:
    """What one receives, purpose by purpose, with a pause."""
    key, at = _key(token), timezone.now()
    email = subscriptions.email_of(key)
    if not email or email.endswith("@erased.invalid"):
        return redirect("relations:unsubscribe", token=token)
    if request.method == "POST":
        months = request.POST.get("pause", "0")
        subscriptions.choose(
            key=key, email=email, language=_language(), at=at, source=request.path[:12],
            wanted=[] if "none" in request.POST else request.POST.getlist("purpose"),
            pause_months=int(months) if months in {str(number) for number, _label in forms.PAUSES} else 0,
        )
        return redirect(f"{request.path}?salvato=1")
    choices = subscriptions.choices(email, at=at, also=key.purpose)
    context = {
        "choices": choices, "email": _masked(email), "pauses": forms.PAUSES, "saved": "salvato" in request.GET,
        "paused_until": next((choice.paused_until for choice in choices if choice.paused_until), None), "token": token,
    }  # fmt: skip
    return render(request, "relations/mail/preferences.html", context)


@never_cache
@require_http_methods(["GET", "HEAD"])
def why(request: HttpRequest, token: str) -> HttpResponse:
    """Why somebody received a message: the purpose, the basis, when they said yes."""
    key = _key(token)
    row = Delivery.objects.filter(pk=key.delivery_id).select_related("mailing").first()
    email = subscriptions.email_of(key)
    given = Consent.objects.none()
    if email:
        given = Consent.objects.filter(email=email, purpose=key.purpose, channel="email").select_related("text")
    context = {
        "key": key, "token": token, "delivery": row, "email": _masked(email) if email else "",
        "purpose": kinds.purpose_label(key.purpose, is_campaign=key.is_campaign),
        "basis": vocab.LAWFUL_BASES.get(row.mailing.basis) if row else None,
        "consent": given.filter(event__in=vocab.CONSENT_YES).order_by("-at", "-id").first(),
    }  # fmt: skip
    return render(request, "relations/mail/why.html", context)


def _masked(email: str) -> str:
    """Return an address that its owner recognises and nobody else can use."""
    name, _at, domain = email.partition("@")
    return f"{name[:1]}•••@{domain}"
