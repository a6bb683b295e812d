"""The app's entry: loads what every app shows on others' pages."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class RelationsConfig(AppConfig):
    name = "relations"
    verbose_name = _("Relations")

    def ready(self) -> None:
        """Import `panels.py` of every app: registering there is how an upper floor reaches a lower page."""
        import_module("relations.own_panels")
        import_module("relations.mail.panel_items")
        autodiscover_modules("panels")
