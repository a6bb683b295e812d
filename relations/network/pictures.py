"""The drawings of the network: the whole, the neighbourhood of a body, the small one on its page."""

from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from relations import vocab
from relations.models import Organization
from relations.network import draw, gather, layout
from relations.network.graph import Graph, Node
from relations.queries.together import Reader

WIDTH = 1180.0
# Kinds of one colour are told apart by a hollow body.
_HOLLOW = ("facility", "political_group", "university")
COLOURS = {
    term.key: f"{term.colour}{' hollow' if term.key in _HOLLOW else ''}" for term in vocab.ORGANIZATION_KINDS
}
# How many neighbours the drawing on a body's page shows.
FEW = 13


def kind_words(node: Node) -> str:
    """Return the name of a body's kind."""
    return str(vocab.ORGANIZATION_KINDS[node.kind].label) if node.kind in vocab.ORGANIZATION_KINDS else node.kind


def describe(found: Graph, node: Node) -> str:
    """Return what a screen reader says of a body."""
    count = found.degree(node.id)
    ties = ngettext("%(n)s tie", "%(n)s ties", count) % {"n": count}
    return ", ".join(filter(None, [node.label, kind_words(node), node.place, ties]))


def whole(found: Graph, query: dict[str, str]) -> SafeString:
    """Draw all of `found`; a body leads to its neighbourhood."""
    spots, height = gather.spots(found, width=WIDTH)
    return _draw(found, spots, (0.0, 0.0, WIDTH, height), _("The network of ties"), _leads(query, None), None, "wide")


def neighbourhood(found: Graph, centre: int, steps: int, query: dict[str, str]) -> SafeString:
    """Draw what is around `centre`; the body in the middle leads to its page."""
    spots = layout.rings(found, centre, radius=170.0 if steps == 1 else 190.0)
    sentence = _("Ties of %(name)s") % {"name": found.nodes[centre].label}
    return _draw(found, spots, draw.around(spots), sentence, _leads(query, centre), centre, "round")


def _leads(query: dict[str, str], centre: int | None) -> Callable[[Node], str]:
    def href(node: Node) -> str:
        if node.id == centre:
            return reverse("relations:organization", args=[f"{node.id}"])
        return f"?{urlencode(query | {'centro': str(node.id)})}"

    return href


def _draw(found: Graph, spots: Any, box: Any, sentence: str, href: Any, centre: int | None, css: str) -> SafeString:
    words = partial(describe, found)
    return draw.svg(
        found, spots, box=box, sentence=sentence, href=href, colours=COLOURS, describe=words, centre=centre, css=css
    )


def on_page(party: Organization, user: Any) -> Reader:
    """Return the small drawing of a body's page; None where it is tied to nobody."""
    found = yield from gather.graph.read(user, about=party.pk)
    if not found.degree(party.pk):
        return None
    near = found.around(party.pk, 1, FEW + 1)
    address = reverse("relations:network")
    spots = layout.rings(near, party.pk, radius=120.0)
    box = draw.around(spots, least=230.0, sides=130.0)
    sentence = _("Ties of %(name)s") % {"name": party}
    svg = _draw(near, spots, box, sentence, lambda node: f"{address}?centro={node.id}", party.pk, "small")
    count = found.degree(party.pk)
    return {"svg": svg, "network_url": f"{address}?centro={party.pk}", "count": count, "more": count > FEW}
