"""One's own profile, and the guide."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from relations.actions import office
from relations.forms.profile import ProfileForm
from relations.models import User
from relations.web.access import staff
from relations.web.toast import toast


@require_http_methods(["GET", "POST"])
@staff()
def page(request: HttpRequest) -> HttpResponse:
    """Show and change name, language, theme, shortcuts, morning mail."""
    form = ProfileForm(request.POST or None, instance=User.objects.get(pk=request.user.pk))
    if request.method == "POST" and form.is_valid():
        office.change_profile(user=request.user, at=timezone.now(), **form.cleaned_data)
        with translation.override(form.cleaned_data["language"]):
            toast(request, _("Profile saved"))
        return redirect("relations:profile")
    return render(request, "relations/profile/page.html", {"form": form}, status=422 if form.errors else 200)


@staff()
def guide(request: HttpRequest) -> HttpResponse:
    """Show how each desk works, and the keys."""
    return render(request, "relations/profile/guide.html")
