"""What the forms of organisations and people share: duplicates told, other people's changes not trodden on."""

import json
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from relations.models import Organization, Person
from relations.queries import places
from relations.queries.duplicates import Like

PLACE = ("municipality", "province")


def follows_address(party: Organization | Person | None) -> bool:
    """Tell whether a party's municipality and province are those of its main address, and so not typed."""
    return party is not None and party.addresses.filter(is_primary=True).exists()


def without_place(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if name not in PLACE)


def complete_place(form: "PartyForm", cleaned: dict[str, Any]) -> None:
    """Write a municipality just typed as the table does and add its province, where there is only one such."""
    typed = cleaned.get("municipality")
    if typed and (form.party is None or form.party.municipality != typed) and "province" not in form.errors:
        town = places.municipality(typed, cleaned.get("province") or "")
        if town is not None:
            cleaned["municipality"], cleaned["province"] = town.name, town.province_id


class PartyForm(forms.Form):
    """A form over the columns `own` of `model`; `party` is the row being changed, None when adding.

    `seen` carries the values the page was filled with, so that a change made meanwhile is noticed.
    """

    model: ClassVar[type[Organization | Person]]
    own: tuple[str, ...]
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, party: Organization | Person | None = None, only: tuple[str, ...] = (), **kwargs: Any
    ) -> None:
        self.party = party
        self.own = only or self.own_of(party)
        self.likes: list[Like] = []
        self.changed_meanwhile: list[tuple[str, str]] = []
        if party is not None:
            kwargs["initial"] = {**self.values_of(party), "seen": self.snapshot(party), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        if only:
            self.fields = {name: field for name, field in self.fields.items() if name in (*only, "seen")}

    @classmethod
    def own_of(cls, party: Organization | Person | None) -> tuple[str, ...]:
        """The columns this form writes for `party`."""
        return cls.own

    def values_of(self, party: Organization | Person) -> dict[str, Any]:
        return {name: getattr(party, self._column(name)) for name in self.own}

    def snapshot(self, party: Organization | Person) -> str:
        return json.dumps(self.values_of(party), default=str)

    @staticmethod
    def _column(name: str) -> str:
        return "owner_id" if name == "owner" else name

    @property
    def columns(self) -> dict[str, Any]:
        """The cleaned values by column, as the actions want them."""
        return {name: self._empty(name, self.cleaned_data[name]) for name in self.own}

    def _empty(self, name: str, value: Any) -> Any:
        nullable = self.model._meta.get_field(name).null
        return value if value is not None or nullable else ""

    @property
    def seen_values(self) -> dict[str, Any]:
        """The values the page was filled with, by attribute; empty when they cannot be read."""
        try:
            given = json.loads(self.cleaned_data.get("seen") or "{}")
        except ValueError:
            return {}
        names = [name for name in self.own if isinstance(given, dict) and name in given]
        return {self._column(name): given[name] for name in names}

    def tell_what_changed(self, row: Organization | Person, message: str) -> None:
        """Keep what was typed, show what others wrote, and let the next save go through."""
        seen = self.seen_values
        now = json.loads(self.snapshot(row))
        for name in self.own:
            if seen.get(self._column(name)) != now[name]:
                label = str(self.model._meta.get_field(name).verbose_name)
                self.changed_meanwhile.append((label, self._words(row, name)))
        self.add_error(None, ValidationError(message, code="changed"))
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = self.snapshot(row)

    @staticmethod
    def _words(row: Organization | Person, name: str) -> str:
        shown = getattr(row, f"get_{name}_display", None)
        value = shown() if shown else getattr(row, name)
        if isinstance(value, bool):
            return str(_("yes") if value else _("no"))
        if isinstance(value, date):
            return f"{value:%d/%m/%Y}"
        return ", ".join(map(str, value)) if isinstance(value, list) else str(value if value is not None else "")

    def clean(self) -> dict[str, Any]:
        """Tell of records that look like this one; a second send ("add anyway") goes through."""
        cleaned = super().clean()
        self.likes = self.look_for_duplicates()
        hard = [like for like in self.likes if like.forbids]
        if hard:
            self.add_error(hard[0].field, ValidationError(hard[0].sentence, code="duplicate"))
        elif self.likes and not self.party and not self.data.get("anyway"):
            self.add_error(None, ValidationError(_("Perhaps it is in the archive already: look here first."), code="like"))
        return cleaned

    @property
    def is_forbidden(self) -> bool:
        """Whether one of the likes may not be there twice."""
        return any(like.forbids for like in self.likes)

    @property
    def alike_url(self) -> str:
        """Where the page asks, while one types, which records look the same."""
        name = "organizations" if self.model is Organization else "people"
        address = reverse(f"relations:{name}_alike")
        return f"{address}?di={self.party.slug}" if self.party else address

    def look_for_duplicates(self) -> list[Like]:
        raise NotImplementedError
