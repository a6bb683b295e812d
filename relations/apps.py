"""The app's entry: loads what every app shows on others' pages."""

from importlib import import_module
from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
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
        post_migrate.connect(load_places, sender=self, dispatch_uid="relations.places")


def load_places(**said: Any) -> None:
    """Give every database the table of municipalities: a new one, one that was emptied, one with an older table."""
    try:
        said.get("apps", apps).get_model("relations", "Municipality")
    except LookupError:
        return  # migrated back to before there was one
    from relations import places
    from relations.actions import places as actions

    table = places.read()
    if not actions.is_loaded(table.day):
        actions.load(table=table)
