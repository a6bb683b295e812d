"""The project's own app (for its commands) and the office's admin site."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class ConfigConfig(AppConfig):
    name = "config"


class OfficeAdminConfig(AdminConfig):
    default_site = "config.admin_site.OfficeAdminSite"
