"""Showing a registered panel."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def panel_box(context: template.Context, template_name: str, data: dict[str, Any]) -> SafeString:
    """Render a panel's template: it finds what its `load` returned under its own names and together as `box`."""
    with context.push(**data, box=data):
        return context.template.engine.get_template(template_name).render(context)
