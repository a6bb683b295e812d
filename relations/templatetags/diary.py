"""Tags of the diary: what comes after a thing just done, how close somebody is."""

from datetime import date
from typing import Any

from django import template
from django.urls import reverse
from django.utils.text import slugify

from relations import formats
from relations.queries.diary import called

register = template.Library()


@register.simple_tag(takes_context=True)
def and_now(context: template.Context, message: Any) -> dict[str, Any] | None:
    """Return {pk, about, here} of a toast that tells of a thing just done (its `then:` tag), else None."""
    tag = next((tag[5:] for tag in (message.extra_tags or "").split() if tag.startswith("then:")), "")
    if not tag:
        return None
    pk, _colon, about = tag.partition(":")
    request = context.get("request")
    htmx = getattr(request, "htmx", None)
    here = (htmx and htmx.current_url_abs_path) or (request.get_full_path() if request else "/")
    return {"pk": pk, "about": about, "here": here}


@register.filter
def strength_word(value: int) -> str:
    """Write how a strength out of 100 is called."""
    return str(called(value or 0)[0])


@register.filter
def strength_colour(value: int) -> str:
    """Return the colour of a strength's tag."""
    return called(value or 0)[1]


@register.filter
def share(value: float) -> str:
    """Write a part of one as a percentage without decimals."""
    return formats.percent(round(100 * value))


@register.filter
def timeuntil_days(today: date, due_on: date) -> str:
    """Write how many days lie between two days: "34 giorni"."""
    return formats.span((today - due_on).days)


@register.filter
def party_key(party: Any) -> str:
    """Return the key a form about a party is opened with."""
    return f"{party._meta.model_name}:{party.pk}"


@register.filter
def line_url(line: Any) -> str:
    """Return the page of a party of which only kind, number and name are known."""
    slug = slugify(line.name)[:60].strip("-") or "scheda"
    return reverse(f"relations:{line.kind}", args=[f"{slug}-{line.pk}"])
