"""Every address of the product, by floor."""

from django.contrib import admin
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from relations.views.public import favicon

urlpatterns = [
    path("", include("relations.urls")),
    path("", include("partnerships.urls")),
    path("", include("fundraising.urls")),
    path("", include("press.urls")),
    path("account/", include("allauth.urls")),
    # Choosing a language needs no proof of origin: so public pages without a form set no cookie.
    path("lingua/", csrf_exempt(set_language), name="set_language"),
    path("admin/", admin.site.urls),
    # Browsers ask here by themselves where a page names no icon (feeds, documents).
    path("favicon.ico", favicon, name="favicon"),
]
handler400 = "relations.views.errors.bad_request"
handler403 = "relations.views.errors.forbidden"
handler404 = "relations.views.errors.not_found"
handler500 = "relations.views.errors.failed"
