"""Choosing an organisation or a person by typing a piece of the name."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from relations.models import Organization, Person
from relations.queries import merging, search
from relations.text import one_line

Party = Organization | Person
MODELS: dict[str, type[Party]] = {"organization": Organization, "person": Person}
# What may be chosen with each kind of field.
KINDS = {"organization": ("organization",), "person": ("person",), "party": ("person", "organization")}


def key_of(party: Party) -> str:
    """Return "organization:12" or "person:5"."""
    return f"{party._meta.model_name}:{party.pk}"


def by_key(key: str, kinds: tuple[str, ...] = ("organization", "person")) -> Party | None:
    """Return the living party that "organization:12" names, or None."""
    kind, _colon, number = key.partition(":")
    if kind not in kinds or not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    return merging.living(MODELS[kind], int(number))


class PickWidget(forms.TextInput):
    """A box to type in, a list of proposals under it (htmx), and the key chosen in a hidden field."""

    template_name = "relations/forms/pick.html"

    def __init__(self, kind: str, only: str = "", attrs: dict | None = None) -> None:
        self.kind, self.only = kind, only
        super().__init__(attrs)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> tuple[str, str]:
        return data.get(name, ""), data.get(f"{name}_text", "")

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and f"{name}_text" not in data

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict:
        key, words = _pair(value)
        context = super().get_context(name, words, attrs)
        address = reverse("relations:pick", args=[self.kind])
        context["pick"] = {"key": key, "words": words, "url": f"{address}?tipo={self.only}" if self.only else address}
        return context


def _pair(value: Any) -> tuple[str, str]:
    """Return (key, words) of a party, a key, or what was typed."""
    if isinstance(value, Organization | Person):
        return key_of(value), str(value)
    if isinstance(value, tuple):
        party = by_key(value[0])
        return (value[0], str(party)) if party and not value[1] else value
    party = by_key(value) if isinstance(value, str) else None
    return (value, str(party)) if party else ("", "")


class PickField(forms.Field):
    """A form field whose value is an Organization or a Person.

    `kind` is "organization", "person" or "party" (both); `only` narrows organisations to one kind ("company").
    The initial value may be the object or its key ("organization:12"). It works with crispy as any field. Without
    JavaScript the typed name is looked up when the form is sent: one match is taken, several are named in the error.
    """

    def __init__(self, *, kind: str, only: str = "", **options: Any) -> None:
        self.kind, self.only = kind, only
        options.setdefault("widget", PickWidget(kind, only))
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        return value

    def clean(self, value: Any) -> Party | None:
        if isinstance(value, Organization | Person):
            return value
        key, words = value if isinstance(value, tuple) else (value or "", "")
        words = one_line(words)[:200]
        party = by_key(key, KINDS[self.kind])
        if party is None and words:
            party = self._by_words(words)
        if party is None and self.required:
            raise ValidationError(_("Write a piece of the name and choose from the list."), code="required")
        if party is not None and self.only and getattr(party, "kind", "") != self.only:
            raise ValidationError(_("Choose one of the proposed names."), code="kind")
        return party

    def _by_words(self, words: str) -> Party:
        hits = proposals(self.kind, words, self.only)
        exact = [hit for hit in hits if hit.title.lower() == words.lower()]
        if len(exact) == 1 or len(hits) == 1:
            hit = (exact or hits)[0]
            found = by_key(f"{hit.kind}:{hit.object_id}")
            if found is not None:
                return found
        if hits:
            names = ", ".join(hit.title for hit in hits[:4])
            raise ValidationError(_("Which one? Write the whole name: %(names)s."), code="several", params={"names": names})
        raise ValidationError(
            _("Nobody is called “%(words)s” in the archive: check the name or add it first."),
            code="unknown", params={"words": words[:60]},
        )

    def has_changed(self, initial: Any, data: Any) -> bool:
        return _pair(initial)[0] != _pair(data)[0]


def proposals(kind: str, words: str, only: str = "", limit: int = 8) -> list[search.Hit]:
    """Return what may be chosen for `words`."""
    hits = search.find(None, words, 40 if only else limit, kinds=KINDS[kind])
    if only:
        right = set(
            Organization.objects.filter(pk__in=[hit.object_id for hit in hits], kind=only).values_list("pk", flat=True)
        )
        hits = [hit for hit in hits if hit.object_id in right]
    return hits[:limit]
