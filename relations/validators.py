"""Checks of Italian codes, addresses and numbers; messages say what to do, with an example."""

import re

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.utils.translation import gettext_lazy as _
from stdnum.exceptions import ValidationError as NumberError
from stdnum.it import codicefiscale, iva

from relations.letters import clean, one_line

_email = EmailValidator()
# Addresses and numbers as nearly everybody writes them, known to be right without asking a library: files have a hundred
# thousand of them. Whatever looks otherwise is asked; a test compares the two.
_USUAL_EMAIL = re.compile(r"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,20}")
_USUAL_PHONE = re.compile(r"(?:\+39 ?)?(0[1-9][0-9]{0,2}[ .-]?[0-9]{5,8}|3[2-8][0-9][ .-]?[0-9]{3}[ .-]?[0-9]{3,4})")
_url = URLValidator(schemes=["http", "https"])


def plain(value: str) -> str:
    """Return `value` cleaned; refuse text that is nothing but control characters."""
    tidy = clean(value)
    if value.strip() and not tidy.strip():
        raise ValidationError(_("Write it with ordinary letters: these characters cannot be kept."), code="plain")
    return tidy


def vat_number(value: str) -> str:
    """Return an Italian VAT number as 11 digits ("IT" and spaces are taken off); checked with its check digit."""
    digits = re.sub(r"[\s.\-]", "", value).upper().removeprefix("IT")
    if not re.fullmatch(r"[0-9]{11}", digits):
        raise ValidationError(_("The VAT number has 11 digits, for example 01234560181."), code="vat_length")
    try:
        return iva.validate(digits)
    except NumberError:
        raise ValidationError(_("This VAT number has a wrong digit: compare it with an invoice."), code="vat_check") from None


def tax_code(value: str) -> str:
    """Return a tax code in capitals: 16 characters (omocodia allowed) or 11 digits; checked with its last character."""
    code = re.sub(r"\s", "", value).upper()
    if len(code) not in (11, 16):
        raise ValidationError(
            _("The tax code has 16 characters for a person, 11 digits for a body: for example RSSMRA80A01F205X."),
            code="tax_length",
        )
    try:
        return codicefiscale.validate(code)
    except NumberError:
        raise ValidationError(_("This tax code is not right: compare it with the health card."), code="tax_check") from None


def iban(value: str) -> str:
    """Return an IBAN without spaces; the national check digit (CIN) is checked too."""
    # Slow to load, and rarely wanted: the process that reads files starts without it.
    from schwifty import IBAN
    from schwifty.exceptions import SchwiftyException

    try:
        return str(IBAN(re.sub(r"\s", "", clean(value)), validate_bban=True))
    except (SchwiftyException, ValueError):
        raise ValidationError(
            _("This IBAN is not right: it has 27 characters and begins with IT, as on the bank statement."), code="iban"
        ) from None


def email(value: str) -> str:
    """Return an e-mail address trimmed; the domain is in lower case."""
    address = one_line(value)
    try:
        if not _USUAL_EMAIL.fullmatch(address):
            _email(address)
    except ValidationError:
        raise ValidationError(_("Write the e-mail with its at sign, for example nome@azienda.it."), code="email") from None
    if len(address) > 254:
        raise ValidationError(_("This e-mail is too long: at most 254 characters."), code="email_length")
    local, _at, domain = address.rpartition("@")
    return f"{local}@{domain.lower()}"


def phone(value: str) -> str:
    """Return a phone number in E.164 ("+39038200000"); Italian when no prefix is given."""
    shown = one_line(value)
    if usual := _USUAL_PHONE.fullmatch(shown):
        return "+39" + re.sub(r"[ .-]", "", usual[1])
    try:
        number = phonenumbers.parse(shown, "IT")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        raise ValidationError(_("Write the phone number with its prefix, for example 0382 000 000."), code="phone")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def website(value: str) -> str:
    """Return a web address; "https://" is put in front where it is missing."""
    address = one_line(value)
    if "://" not in address:
        address = f"https://{address}"
    try:
        _url(address)
    except ValidationError:
        raise ValidationError(_("Write the address of the site, for example www.azienda.it."), code="website") from None
    return address


_CONTACT = {"email": email, "pec": email, "phone": phone, "mobile": phone, "website": website}


def contact(kind: str, value: str) -> tuple[str, str]:
    """Return (value to show, value to compare) of a contact detail of `kind`; ValidationError when it is not one."""
    shown = one_line(plain(value))
    if not shown:
        raise ValidationError(_("Write the address or the number."), code="required")
    check = _CONTACT.get(kind)
    if check is None:
        return shown, shown.lower()
    checked = check(shown)
    return (shown if kind in ("phone", "mobile") else checked), checked.lower()


def sdi_code(value: str) -> str:
    """Return the code to which electronic invoices go: 7 letters or digits, 6 for a public office."""
    code = re.sub(r"[\s.\-]", "", value).upper()
    if not re.fullmatch(r"[A-Z0-9]{6,7}", code):
        raise ValidationError(
            _("The SDI code has 7 letters or digits (6 for a public office), for example M5UXCR1."), code="sdi_length"
        )
    return code


def foreign_vat(value: str) -> str:
    """Return a VAT number of another country in capitals; only its letters and digits count."""
    code = re.sub(r"[\s.\-/]", "", value).upper()
    if not re.fullmatch(r"[A-Z0-9+*]{4,20}", code):
        raise ValidationError(_("Write the foreign VAT number with its letters, for example FR40303265045."), code="foreign_vat")
    return code


def postal_code(value: str) -> str:
    """Return an Italian postal code: five digits."""
    code = re.sub(r"\s", "", value)
    if not re.fullmatch(r"[0-9]{5}", code):
        raise ValidationError(_("The postal code has 5 digits, for example 27036."), code="postal_code")
    return code
