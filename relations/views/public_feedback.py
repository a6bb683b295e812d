"""Write to us: the public form, and the page that says where it stands."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from relations.actions import feedback, links
from relations.forms.feedback import WriteToUsForm
from relations.views import visitors


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """The form; it leads to a page that can be kept."""
    at = timezone.now()
    form = WriteToUsForm(request.POST or None, at=at)
    if request.method == "POST" and form.is_valid():
        if form.is_robot:
            return redirect("relations:feedback_write")
        if not visitors.within_limits(request, "feedback", at):
            return visitors.too_many(request)
        data = form.cleaned_data
        token = feedback.receive_from_form(
            kind=data["kind"], text=data["text"], name=data["name"], email=data["email"], phone=data["phone"],
            key=data["key"], at=at, language=visitors.language(),
        )  # fmt: skip
        return redirect("relations:feedback_status", token)
    context = {"form": form, "public_key": "write"}
    return render(request, "relations/community/public/write.html", context, status=422 if form.errors else 200)


@visitors.private
@require_safe
def status(request: HttpRequest, token: str) -> HttpResponse:
    """Where it stands: received, decided and why, answered."""
    item = links.resolve(scope=feedback.SCOPE, token=token, at=timezone.now()).target
    return render(request, "relations/community/public/feedback_status.html", {"item": item, "plain": True})
