"""What every request passes: the database is there, the reader's language, the second factor."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import get_template
from django.utils import translation
from django.utils.translation import gettext as _
from pghistory.middleware import HistoryMiddleware

Handler = Callable[[HttpRequest], HttpResponse]


class Unavailable:
    """Answers with a plain 503 page when the database cannot be reached."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            return self.get_response(request)
        except (OperationalError, InterfaceError):
            return self.page()

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return self.page() if isinstance(exception, OperationalError | InterfaceError) else None

    @staticmethod
    def page() -> HttpResponse:
        response = HttpResponse(get_template("503.html").render({}), status=503)
        response["Retry-After"] = "30"
        return response


class Reader:
    """Speaks the signed-in colleague's language; visitors get the one of their cookie or browser."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        if request.path.startswith("/static/"):
            return self.get_response(request)
        if not chosen and request.user.is_authenticated:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = request.user.language
        return self.get_response(request)


class WhoChanges(HistoryMiddleware):
    """Tells the database who is at work, for the images it keeps of changed rows: only the number, no address."""

    def get_context(self, request: HttpRequest) -> dict[str, int | None]:
        return {"user": request.user.pk}


class SecondFactor:
    """Keeps the head's pages and the admin closed until a second factor is set up, where it is required."""

    ALLOWED = ("/account/", "/static/", "/lingua/")

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if (
            settings.SECOND_FACTOR_REQUIRED
            and user.is_authenticated
            and (user.is_staff or user.is_superuser)
            and not request.path.startswith(self.ALLOWED)
            and not is_mfa_enabled(user)
        ):
            messages.warning(request, _("Your role needs a second factor: set it up now, it takes two minutes."))
            return redirect("mfa_activate_totp")
        return self.get_response(request)
