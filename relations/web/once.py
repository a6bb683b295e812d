"""A form that makes something, sent twice, makes it once."""

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from relations.actions import sent_forms

View = Callable[..., HttpResponse]


def once(view: View) -> View:
    """Decorate a view whose form adds something: two clicks or the way back give the answer of the first time.

    Each page drawn carries a token of its own against forged requests; with what was typed it names one form of one page,
    so that the same words typed into a new page are a new thing. Goes inside `staff`.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST" or not request.POST.get("csrfmiddlewaretoken"):
            return view(request, *args, **kwargs)
        key = sha256(f"{request.user.pk}\n{request.get_full_path()}\n{request.POST.urlencode()}".encode("utf-8", "replace")).hexdigest()
        with transaction.atomic():
            row = sent_forms.claim(key=key, at=timezone.now())
            if row is None:
                return _again(request, sent_forms.led_to(key))
            response = view(request, *args, **kwargs)
            sent_forms.answered(row=row, url=response.get("Location") or response.get("HX-Redirect") or "")
        return response

    return guarded


def _again(request: HttpRequest, url: str) -> HttpResponse:
    if not request.htmx:
        return redirect(url)
    response = HttpResponse(status=204)
    response["HX-Redirect"] = url
    return response
