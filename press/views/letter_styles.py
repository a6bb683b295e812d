"""The styles of letters: colours, logo, the lines above and below."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from press.actions import letter_images as actions
from press.forms.letter_styles import LetterStyleForm
from press.models import LetterStyle
from press.queries import letter_parts
from relations.web import access
from relations.web.toast import toast


@access.staff("press.view_letterstyle")
def listing(request: HttpRequest) -> HttpResponse:
    """The office's styles."""
    return render(request, "press/newsletters/styles.html", {"styles": letter_parts.styles()})


@access.staff("press.add_letterstyle")
def new(request: HttpRequest) -> HttpResponse:
    """Make one."""
    return _form(request, None)


@access.staff("press.change_letterstyle")
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one: letters not handed in yet wear the new look."""
    return _form(request, access.get(LetterStyle.objects.select_related("logo"), pk=pk))


def _form(request: HttpRequest, style: LetterStyle | None) -> HttpResponse:
    form = LetterStyleForm(request.POST or None, request.FILES or None, style=style)
    if request.method == "POST" and form.is_valid() and _kept(request, style, form):
        toast(request, _("Style saved: %(name)s.") % {"name": form.cleaned_data["name"]})
        return redirect("press:letter_styles")
    context = {"form": form, "style": style, "logo": letter_parts.image_url(style.logo, "small") if style and style.logo else ""}
    return render(request, "press/newsletters/style.html", context, status=422 if form.is_bound else 200)


def _kept(request: HttpRequest, style: LetterStyle | None, form: LetterStyleForm) -> bool:
    at = timezone.now()
    fields = {key: value for key, value in form.cleaned_data.items() if key not in ("upload", "no_logo")}
    try:
        if form.cleaned_data.get("upload"):
            fields["logo"] = actions.keep(upload=form.cleaned_data["upload"], by=request.user, at=at)
        elif form.cleaned_data.get("no_logo"):
            fields["logo"] = None
        actions.keep_style(style=style, by=request.user, at=at, **fields)
    except ValidationError as wrong:
        form.add_error("upload", wrong)
        return False
    return True
