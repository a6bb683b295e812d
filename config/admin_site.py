"""The admin panel of the office head."""

from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _


class OfficeAdminSite(AdminSite):
    """Django's admin under the office's name; a way in for the office head only."""

    site_header = _("Ufficio Relazioni")
    site_title = _("Ufficio Relazioni")
    index_title = _("Administration of the office")
    site_url = "/"
    enable_nav_sidebar = True
