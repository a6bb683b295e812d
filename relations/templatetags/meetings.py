"""Tags of the pages about meetings and promises."""

from datetime import date
from typing import Any

from django import template
from django.utils import timezone

from relations.forms.pick import key_of

register = template.Library()


@register.simple_tag
def standing(promise: Any, today: date | None = None) -> Any:
    """Return the term that says how a promise stands today: label, colour, icon."""
    return promise.standing(today or timezone.localdate())


@register.filter
def party_key(party: Any) -> str:
    """Return "organization:12" or "person:5"."""
    return key_of(party)
