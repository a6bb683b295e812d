"""Forms of the imports: the file, its columns, what becomes of doubles."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from relations import vocab
from relations.actions import parties as party_actions
from relations.forms import fields
from relations.imports import limits
from relations.imports.encodings import ENCODINGS
from relations.imports.fields import TARGETS, allowed
from relations.imports.texts import SEPARATORS
from relations.models import Import
from relations.queries import parties
from relations.vocab import imports as words

ENCODING_NAMES = {
    "utf-8": "UTF-8", "cp1252": "Windows (cp1252)", "iso-8859-15": "ISO 8859-15", "mac_roman": "Mac", "utf-16": "UTF-16",
    "utf-16-le": "UTF-16 LE", "utf-16-be": "UTF-16 BE", "cp850": "DOS (cp850)",
}  # fmt: skip
SEPARATOR_NAMES = {
    ";": gettext_lazy("semicolon ;"), ",": gettext_lazy("comma ,"), "\t": gettext_lazy("tab"), "|": gettext_lazy("vertical bar |"),
}  # fmt: skip
NAMES = ("person.last_name", "person.full_name", "person.full_name_reversed", "organization.name")


class FileForm(forms.Form):
    """A file to bring in."""

    file = forms.FileField(
        label=gettext_lazy("File of contacts"), max_length=200,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,.xls,.ods,.vcf"}),
    )  # fmt: skip

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > limits.FILE_BYTES:
            raise ValidationError(words.REFUSALS["too_big"] % {"megabytes": limits.FILE_BYTES // limits.MB}, code="too_big")
        return file


class ReadingForm(forms.Form):
    """How the file is to be read: what was understood, put right by hand."""

    encoding = forms.ChoiceField(label=gettext_lazy("Encoding"), required=False)
    separator = forms.ChoiceField(label=gettext_lazy("Separator"), required=False)
    sheet = forms.ChoiceField(label=gettext_lazy("Sheet"), required=False)
    header_row = forms.TypedChoiceField(label=gettext_lazy("Headings in"), coerce=int, required=False)

    def __init__(self, *args: Any, import_: Import, **kwargs: Any) -> None:
        self.reading = import_.reading
        super().__init__(*args, initial=dict(self.reading), **kwargs)
        known = [name for name in dict.fromkeys([self.reading.get("encoding", ""), *ENCODINGS]) if name]
        signs = list(dict.fromkeys([self.reading.get("separator") or ";", *SEPARATORS]))
        self.fields["encoding"].choices = [(name, ENCODING_NAMES.get(name, name)) for name in known]
        self.fields["separator"].choices = [(sign, SEPARATOR_NAMES.get(sign, sign)) for sign in signs]
        self.fields["sheet"].choices = [(name, name) for name in self.reading.get("sheets", [])]
        rows = sorted({*range(1, 11), max(1, self.reading.get("header_row", 1))})
        self.fields["header_row"].choices = [
            (-1, _("no row: there are no headings")), *((row, _("row %(number)s") % {"number": row}) for row in rows)
        ]
        for name in self._useless():
            del self.fields[name]

    def _useless(self) -> list[str]:
        kind = self.reading.get("format")
        text = [] if kind == "csv" else ["separator"]
        letters = [] if kind in ("csv", "vcf") else ["encoding"]
        sheets = [] if len(self.reading.get("sheets", [])) > 1 else ["sheet"]
        return [*text, *letters, *sheets, *(["header_row"] if kind == "vcf" else [])]

    @property
    def wish(self) -> dict[str, Any]:
        """What was chosen, as `imports.reading` wants it."""
        return {key: value for key, value in self.cleaned_data.items() if value not in ("", None)}


class ColumnsForm(forms.Form):
    """What each column becomes, and what holds for the whole file."""

    kind = forms.ChoiceField(label=gettext_lazy("Each row is"), choices=words.KINDS.choices)
    body_kind = forms.ChoiceField(
        label=gettext_lazy("Organisations of unknown kind are"), choices=vocab.ORGANIZATION_KINDS.choices, initial="other"
    )
    source = fields.Line(
        label=gettext_lazy("Where the contacts come from"), max_length=120,
        help_text=gettext_lazy("For example: Volunteering fair, 24 November 2026. You owe it to whoever asks."),
    )
    tags = fields.Words(
        label=gettext_lazy("Tags for all"), required=False, max_length=400, help_text=gettext_lazy("Words parted by commas.")
    )
    owner = forms.ModelChoiceField(
        label=gettext_lazy("Followed by"), queryset=None, required=False, empty_label=gettext_lazy("nobody")
    )
    consent_source = fields.Line(
        label=gettext_lazy("Where the consents come from"), required=False, max_length=120,
        help_text=gettext_lazy("For example: paper forms of the fair. Without a source no consent is recorded."),
    )
    is_bought = forms.BooleanField(
        label=gettext_lazy("This is a bought or rented list"), required=False,
        help_text=gettext_lazy("No consent is recorded: who is on it never gave it to you."),
    )

    def __init__(self, *args: Any, import_: Import, **kwargs: Any) -> None:
        self.import_ = import_
        initial = {
            "kind": import_.kind, "body_kind": import_.body_kind, "source": import_.source, "tags": import_.tags,
            "owner": import_.owner_id or import_.by_id, "consent_source": import_.consent_source, "is_bought": import_.is_bought,
        }  # fmt: skip
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["owner"].queryset = parties.colleagues()
        choices = target_choices()
        for place, heading in enumerate(import_.headings):
            key = import_.columns[place] if place < len(import_.columns) else ""
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=heading, choices=choices, required=False, initial=key, widget=forms.Select(attrs={"class": "form-select"})
            )

    @property
    def columns(self) -> list[dict[str, Any]]:
        """Each column for the page: its field, its first values."""
        sample = self.import_.sample
        return [
            {"field": self[f"column_{place}"], "heading": heading,
             "values": [row[1][place] for row in sample if place < len(row[1]) and row[1][place]][:3]}
            for place, heading in enumerate(self.import_.headings)
        ]  # fmt: skip

    @property
    def chosen(self) -> list[str]:
        return [self.cleaned_data.get(f"column_{place}", "") for place in range(len(self.import_.headings))]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        kind = cleaned.get("kind", "both")
        may = {target.key for target in allowed(kind)}
        seen: dict[str, str] = {}
        for place, key in enumerate(self.chosen):
            name, heading = f"column_{place}", self.import_.headings[place]
            if key and key not in may:
                self.add_error(name, _("Rows like these have no such field: choose another, or change what each row is."))
            elif key and key in seen:
                self.add_error(name, _("Already taken by the column “%(name)s”: choose another field.") % {"name": seen[key]})
            seen.setdefault(key, heading)
        self._need_names(kind, seen)
        self._look_at_tags(kind, cleaned.get("tags") or [])
        return cleaned

    def _need_names(self, kind: str, seen: dict[str, str]) -> None:
        people, body = any(key in seen for key in NAMES[:3]), NAMES[3] in seen
        if kind != "organization" and not people:
            self.add_error(None, _("Say which column holds the surname, or name and surname together."))
        if kind != "person" and not body:
            self.add_error(None, _("Say which column holds the name of the organisation."))

    def _look_at_tags(self, kind: str, tags: list[str]) -> None:
        if kind == "organization":
            return
        try:
            party_actions.refuse_tags(tags)
        except ValidationError as error:
            self.add_error("tags", error)

    @property
    def options(self) -> dict[str, Any]:
        """What `actions.imports.agree` takes."""
        names = ("kind", "body_kind", "source", "tags", "owner", "consent_source", "is_bought")
        return {name: self.cleaned_data[name] for name in names} | {"columns": self.chosen}


def target_choices() -> list[Any]:
    """Every field a column can become, by party."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for target in TARGETS.values():
        groups.setdefault(target.party, []).append((target.key, words.NAMES[target.name]))
    return [("", _("leave out")), *((words.PARTIES[party], found) for party, found in groups.items())]
