"""The facts of a record page, one by one: what each shows, which columns it is, what is odd about it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from stdnum.eu import vat as eu_vat

from relations import fiscal, formats, places
from relations.models import Organization, Person
from relations.vocab.facts import SIZES
from relations.vocab.initiatives import theme_words

Party = Organization | Person


def _nothing(party: Any) -> str:
    return ""


@dataclass(frozen=True)
class Fact:
    """A fact: `key` stands in its address, `fields` are the form's, `show` gives its words (empty: not known)."""

    key: str
    label: str
    fields: tuple[str, ...]
    show: Callable[[Any], str]
    doubt: Callable[[Any], str] = _nothing
    kinds: tuple[str, ...] = ()
    is_code: bool = False
    wide: bool = False
    in_head: bool = False


@dataclass(frozen=True)
class Shown:
    """A fact of one party, ready for the page."""

    fact: Fact
    text: str
    doubt: str


# --- words ---------------------------------------------------------------------
def _plain(name: str) -> Callable[[Any], str]:
    return lambda party: str(getattr(party, name) or "")


def _chosen(name: str) -> Callable[[Any], str]:
    return lambda party: str(getattr(party, f"get_{name}_display")()) if getattr(party, name) else ""


def _number(name: str) -> Callable[[Any], str]:
    return lambda party: "" if getattr(party, name) is None else formats.plain(getattr(party, name))


def _employees(body: Organization) -> str:
    size = SIZES.get(body.size)
    return " · ".join(filter(None, [_number("employees")(body), str(size.label) if size else ""]))


def _own_tax_code(body: Organization) -> str:
    return body.tax_code if body.tax_code != body.vat_number else ""


def _runts(body: Organization) -> str:
    parts = [body.runts_number, str(body.get_runts_section_display()) if body.runts_section else ""]
    if body.runts_registered_on:
        parts.append(_("since %(day)s") % {"day": formats.day_full(body.runts_registered_on)})
    if body.runts_verified_on:
        parts.append(_("checked on %(day)s") % {"day": formats.day_full(body.runts_verified_on)})
    return " · ".join(filter(None, parts))


def service_words(body: Organization) -> str:
    """Return where a body works: "Lombardia, PC, Mortara (PV)"."""
    known = places.names()
    named = [known.get(code, code) for code in (*body.service_regions, *body.service_municipalities)]
    return ", ".join([*named[: len(body.service_regions)], *body.service_area, *named[len(body.service_regions) :]])


def _rhythm(body: Organization) -> str:
    days = body.contact_rhythm_days
    return _("every %(n)s days") % {"n": days} if days else ""


# --- doubts ----------------------------------------------------------------------
def _name_doubt(person: Person) -> str:
    if fiscal.agrees(person.tax_code, person.first_name, person.last_name):
        return ""
    return _("It does not agree with the name (it would begin with %(letters)s): compare it with the health card.") % {
        "letters": fiscal.name_part(person.first_name, person.last_name)
    }


def _body_code_doubt(body: Organization) -> str:
    if fiscal.is_of_a_person(body.tax_code) and body.legal_form != "sole":
        return _("It is the code of a person: a body's has 11 digits.")
    return ""


def _sdi_doubt(body: Organization) -> str:
    wanted = 6 if body.kind == "public_body" else 7
    if not body.sdi_code or len(body.sdi_code) == wanted:
        return ""
    return _("A public office has a code of 6, all others of 7.")


def _foreign_doubt(body: Organization) -> str:
    code = body.foreign_vat
    if not code or code[:2].lower() not in eu_vat.MEMBER_STATES or eu_vat.is_valid(code):
        return ""
    return _("Its check digit does not agree with the country: compare it with an invoice.")


OWNER = Fact("segue", gettext_lazy("Followed by"), ("owner",), _plain("owner"), in_head=True)
TAGS = Fact("etichette", gettext_lazy("Tags"), ("tags",), lambda party: ", ".join(party.tags), in_head=True)
NOTES = Fact("note", gettext_lazy("Notes"), ("notes",), _plain("notes"), wide=True)
FACTS: dict[str, tuple[Fact, ...]] = {
    "organization": (
        Fact("forma", gettext_lazy("Legal form"), ("legal_form",), _chosen("legal_form"), in_head=True),
        Fact("partita-iva", gettext_lazy("VAT number"), ("vat_number",), _plain("vat_number"), is_code=True),
        Fact("codice-fiscale", gettext_lazy("Tax code"), ("tax_code",), _own_tax_code, _body_code_doubt, is_code=True),
        Fact("sdi", gettext_lazy("SDI code"), ("sdi_code",), _plain("sdi_code"), _sdi_doubt, is_code=True),
        Fact(
            "iva-estera", gettext_lazy("Foreign VAT number"), ("foreign_vat", "foreign_country"),
            lambda body: " · ".join(filter(None, [body.foreign_vat, body.foreign_country])), _foreign_doubt,
        ),
        Fact(
            "runts", "RUNTS", ("runts_section", "runts_number", "runts_registered_on", "runts_verified_on"), _runts,
            kinds=("nonprofit", "foundation"),
        ),
        Fact(
            "attivita", gettext_lazy("Activities"), ("themes",), lambda body: theme_words(body.themes),
            kinds=("nonprofit", "foundation", "company"),
        ),
        Fact(
            "territorio", gettext_lazy("Works in"), ("service_area", "service_regions", "service_municipalities"), service_words
        ),
        Fact("settore", gettext_lazy("ATECO sector"), ("sector",), _plain("sector"), kinds=("company",)),
        Fact("addetti", gettext_lazy("Employees"), ("employees",), _employees),
        Fact(
            "benefit", gettext_lazy("Benefit company"), ("is_benefit",), lambda body: _("yes") if body.is_benefit else "",
            kinds=("company",),
        ),
        Fact("volontari", gettext_lazy("Volunteers"), ("volunteers",), _number("volunteers")),
        Fact("ritmo", gettext_lazy("To be heard"), ("contact_rhythm_days",), _rhythm),
        OWNER,
        TAGS,
        Fact("missione", gettext_lazy("What it does"), ("mission",), _plain("mission"), wide=True),
        NOTES,
    ),
    "person": (
        Fact("appellativo", gettext_lazy("Salutation"), ("salutation",), _plain("salutation")),
        Fact("carica", gettext_lazy("Public office"), ("public_role",), _plain("public_role"), in_head=True),
        Fact("codice-fiscale", gettext_lazy("Tax code"), ("tax_code",), _plain("tax_code"), _name_doubt, is_code=True),
        Fact("lingua", gettext_lazy("Language"), ("language",), lambda person: person.get_language_display() if person.language != "it" else ""),
        Fact("morte", gettext_lazy("Died on"), ("died_on",), lambda person: formats.day_full(person.died_on) if person.died_on else ""),
        OWNER,
        TAGS,
        NOTES,
    ),
}  # fmt: skip


def of(party: Party) -> dict[str, list[Any]]:
    """Return the facts of `party`: those known ("short", "wide"), and those that could be added ("missing")."""
    found: dict[str, list[Any]] = {"short": [], "wide": [], "missing": []}
    kind = getattr(party, "kind", "")
    for fact in FACTS[party._meta.model_name]:
        text = fact.show(party)
        if text:
            found["wide" if fact.wide else "short"].append(Shown(fact, text, fact.doubt(party)))
        elif not fact.kinds or kind in fact.kinds:
            found["missing"].append(fact)
    return found


def get(party: Party, key: str) -> Fact | None:
    """Return the fact called `key` in the addresses of `party`'s kind."""
    return next((fact for fact in FACTS[party._meta.model_name] if fact.key == key), None)


def shown(party: Party, fact: Fact) -> Shown:
    """Return `fact` as it is for `party` now."""
    return Shown(fact, fact.show(party), fact.doubt(party))
