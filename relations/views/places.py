"""Places: municipalities as one types, the page "Territorio", addresses and bank accounts of a party."""

import json

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from relations.actions import addresses as actions
from relations.forms.places import AddressForm, BankAccountForm, address_initial
from relations.models import Address, BankAccount, Organization, Person, Province
from relations.queries import places
from relations.territory import tiles
from relations.web.access import by_slug, get, staff
from relations.web.once import once
from relations.web.toast import toast

Party = Organization | Person


@staff()
def municipality_pick(request: HttpRequest) -> HttpResponse:
    """List the municipalities that begin so, as options of a form's list."""
    words = request.GET.get("q", "")[:80]
    context = {"towns": places.municipalities(words), "words": words, "list_id": request.GET.get("id", "pick")[:60]}
    return render(request, "relations/places/_options.html", context)


@staff("relations.view_organization")
def territory(request: HttpRequest) -> HttpResponse:
    """Show how many of ours are in each region and province; each number leads to its list."""
    lines = places.by_province()
    context = {"lines": lines, "most": max((line.anything for line in lines), default=0), "tiles": tiles(places.by_region(lines))}
    return render(request, "relations/places/territory.html", context)


@staff("relations.view_organization")
def province(request: HttpRequest, letters: str) -> HttpResponse:
    """Show how many of ours are in each municipality of a province."""
    row = get(Province.objects.select_related("region"), pk=letters.upper())
    lines = places.by_municipality(row.letters)
    context = {"province": row, "lines": lines, "most": max((line.anything for line in lines), default=0)}
    return render(request, "relations/places/province.html", context)


# --- addresses -------------------------------------------------------------------
@require_http_methods(["GET", "POST"])
@staff("relations.add_address")
@once
def organization_address(request: HttpRequest, slug: str) -> HttpResponse:
    """Add an address of an organisation."""
    return _add_address(request, by_slug(Organization, slug))


@require_http_methods(["GET", "POST"])
@staff("relations.add_address")
@once
def person_address(request: HttpRequest, slug: str) -> HttpResponse:
    """Add an address of a person."""
    return _add_address(request, by_slug(Person.objects.filter(erased_at=None), slug))


def _add_address(request: HttpRequest, party: Party) -> HttpResponse:
    known = places.municipality(party.municipality, party.province) if party.municipality else None
    form = AddressForm(request.POST or None, party_kind=party._meta.model_name, initial={"municipality": known})
    if request.method == "POST" and form.is_valid():
        address = actions.add_address(party=party, by=request.user, at=timezone.now(), **form.columns)
        _tell(request, form, _("Address added: %(where)s") % {"where": address}, reverse("relations:address_end", args=[address.pk]))
        return redirect(party)
    context = {"form": form, "party": party, "title": _("New address of %(name)s") % {"name": party}, "button": _("Add the address")}
    return render(request, "relations/records/small_form.html", context, status=422 if form.errors else 200)


def _tell(request: HttpRequest, form: AddressForm, words: str, undo_url: str = "") -> None:
    """Say what was done, and the doubt if there is one: the address is kept all the same."""
    toast(request, words, undo_url=undo_url)
    if form.doubt:
        toast(request, form.doubt, level=messages.WARNING)


def _seen(address: Address) -> str:
    return json.dumps({key: actions.plain(address, key) for key in actions.COLUMNS})


def _address(pk: int) -> Address:
    return get(Address.objects.select_related("organization", "person", "municipality__province"), pk=pk)


@require_http_methods(["GET", "POST"])
@staff("relations.change_address")
def change_address(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct an address; who saves second is told."""
    address = _address(pk)
    initial = {**address_initial(address), "seen": _seen(address)}
    form = AddressForm(request.POST or None, party_kind=address.party._meta.model_name, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_address(
                address=address, by=request.user, at=timezone.now(), seen=_read(form.cleaned_data["seen"]), **form.columns
            )
        except actions.ChangedMeanwhile as changed:
            form.add_error(None, f"{changed} {_address(pk)}")
            form.data = form.data.copy()
            form.data["seen"] = _seen(_address(pk))
        else:
            _tell(request, form, _("Address saved"))
            return redirect(address.party)
    context = {"form": form, "party": address.party, "title": _("Correct the address"), "button": _("Save the address")}
    return render(request, "relations/records/small_form.html", context, status=422 if form.errors else 200)


def _read(seen: str) -> dict | None:
    """Return what the page was filled with; None when it cannot be read."""
    try:
        given = json.loads(seen or "null")
    except ValueError:
        return None
    return {key: given[key] for key in actions.COLUMNS if key in given} if isinstance(given, dict) else None


@require_POST
@staff("relations.change_address")
def end_address(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an address today; the toast puts it back."""
    address = _address(pk)
    actions.end_address(address=address, on=timezone.localdate(), by=request.user, at=timezone.now())
    undo = reverse("relations:address_restore", args=[pk])
    toast(request, _("%(value)s is no longer valid") % {"value": address}, undo_url=undo)
    return redirect(address.party)


@require_POST
@staff("relations.change_address")
def restore_address(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo `end_address`."""
    address = _address(pk)
    actions.restore_address(address=address, by=request.user, at=timezone.now())
    return redirect(address.party)


@require_POST
@staff("relations.change_address")
def main_address(request: HttpRequest, pk: int) -> HttpResponse:
    """Make an address the main one; the toast gives it back to the other."""
    address = _address(pk)
    before = actions.make_main(address=address, by=request.user, at=timezone.now())
    undo = reverse("relations:address_main", args=[before.pk]) if before else ""
    toast(request, _("Main address: %(where)s") % {"where": address}, undo_url=undo)
    return redirect(address.party)


# --- bank accounts ---------------------------------------------------------------
@require_http_methods(["GET", "POST"])
@staff("relations.add_bankaccount")
@once
def add_bank_account(request: HttpRequest, slug: str) -> HttpResponse:
    """Add an account of an organisation."""
    organization = by_slug(Organization, slug)
    form = BankAccountForm(request.POST or None, initial={"holder": organization.name[:70]})
    if request.method == "POST" and form.is_valid():
        account = actions.add_bank_account(organization=organization, by=request.user, at=timezone.now(), **form.cleaned_data)
        undo = reverse("relations:bank_account_end", args=[account.pk])
        toast(request, _("Bank account added: %(iban)s") % {"iban": account.masked}, undo_url=undo)
        return redirect(organization)
    context = {
        "form": form, "party": organization, "title": _("Bank account of %(name)s") % {"name": organization},
        "button": _("Add the account"),
    }  # fmt: skip
    return render(request, "relations/records/small_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["POST"])
@staff("relations.change_bankaccount")
def end_bank_account(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an account today; the toast puts it back."""
    account = get(BankAccount.objects.select_related("organization"), pk=pk)
    actions.end_bank_account(account=account, on=timezone.localdate(), by=request.user, at=timezone.now())
    undo = reverse("relations:bank_account_restore", args=[pk])
    toast(request, _("%(value)s is no longer valid") % {"value": account.masked}, undo_url=undo)
    return redirect(account.organization)


@require_POST
@staff("relations.change_bankaccount")
def restore_bank_account(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo `end_bank_account`."""
    account = get(BankAccount.objects.select_related("organization"), pk=pk)
    actions.restore_bank_account(account=account, by=request.user, at=timezone.now())
    return redirect(account.organization)
