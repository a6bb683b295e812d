"""Words of the imports: what a column can be, what can be wrong, what became of a row."""

from django.utils.translation import gettext_lazy as _

from relations.vocab import Term, Terms

STATES = Terms(
    Term("columns", _("Columns to confirm"), "ocra", "columns-3"),
    Term("checking", _("Being checked"), "blu", "hourglass"),
    Term("checked", _("To be confirmed"), "ocra", "list-checks"),
    Term("writing", _("Being imported"), "blu", "hourglass"),
    Term("done", _("Imported"), "verde", "circle-check"),
    Term("undoing", _("Being undone"), "blu", "hourglass"),
    Term("undone", _("Undone"), "", "undo-2"),
)
# States in which a worker is busy: the sweep starts it again if it died.
WORKING = ("checking", "writing", "undoing")
KINDS = Terms(
    Term("both", _("People with their organisations")),
    Term("person", _("People only")),
    Term("organization", _("Organisations only")),
)
CHOICES = Terms(
    Term("update", _("Fill in what is missing")), Term("skip", _("Leave the row out")), Term("add", _("Add anyway"))
)
OUTCOMES = Terms(
    Term("added", _("Added from the file"), "verde"),
    Term("updated", _("Completed from the file"), "blu"),
    Term("skipped", _("Left out of the archive"), ""),
    Term("error", _("Not imported"), "rosso"),
)
WHYS = {
    "tax_code": _("same tax code"),
    "vat_number": _("same VAT number"),
    "email": _("same e-mail"),
    "phone": _("same phone"),
    "name": _("same name"),
    "similar": _("similar name"),
}
PARTIES = {"person": _("Person"), "organization": _("Organisation"), "tie": _("Position"), "consent": _("Consent")}
NAMES = {
    "first_name": _("First name"), "last_name": _("Last name"), "full_name": _("Name and surname together"),
    "full_name_reversed": _("Surname and name together"), "salutation": _("Salutation"), "public_role": _("Public office"),
    "name": _("Name"), "kind": _("Kind"), "legal_form": _("Legal form"), "vat_number": _("VAT number"),
    "tax_code": _("Tax code"), "email": _("E-mail"), "email_2": _("Second e-mail"), "pec": _("PEC"), "mobile": _("Mobile"),
    "phone": _("Phone"), "website": _("Website"), "address": _("Address"), "postal_code": _("Postal code"),
    "municipality": _("Municipality"), "province": _("Province"), "tags": _("Tags"), "notes": _("Notes"),
    "external_code": _("External code"), "sector": _("ATECO sector"), "employees": _("Employees"),
    "volunteers": _("Volunteers"), "runts_number": _("RUNTS number"), "mission": _("What it does"), "role": _("Role"),
    "started_on": _("In office from"), "newsletter": _("Newsletter"), "journal": _("The journal LiberaMente"),
    "events": _("Invitations to events"), "fundraising": _("Fundraising campaigns"), "surveys": _("Surveys"),
    "given_on": _("Day of the consent"), "source": _("Source of the consent"),
}  # fmt: skip
# Why a value or a row cannot be taken, and what to do.
PROBLEMS = {
    "nobody": _("There is no name in this row: write who it is, for example Anna Rossi."),
    "last_name_missing": _("The surname is missing: write it in its column, for example Rossi."),
    "extra_cells": _("The row has more cells than there are columns: perhaps a separator stands inside a text. Put that text between quotes."),
    "lost_letters": _("Some letters cannot be read: choose another encoding, or write them again."),
    "too_long": _("The text is too long for this field: shorten it, or put it in the notes."),
    "email": _("Write the e-mail with its at sign, for example nome@azienda.it."),
    "email_length": _("This e-mail is too long: at most 254 characters."),
    "phone": _("Write the phone number with its prefix, for example 0382 000 000."),
    "scientific": _("The spreadsheet has cut this number: format the column as text and write it again, for example 333 1234567."),
    "vat_length": _("The VAT number has 11 digits, for example 01234560181."),
    "vat_check": _("This VAT number has a wrong digit: compare it with an invoice."),
    "tax_length": _("The tax code has 16 characters for a person, 11 digits for a body: for example RSSMRA80A01F205X."),
    "tax_check": _("This tax code is not right: compare it with the health card."),
    "website": _("Write the address of the site, for example www.azienda.it."),
    "postal_code": _("The postal code has five digits, for example 27100."),
    "province": _("Write the two letters of the province, for example PV."),
    "number": _("Write a whole number, for example 25."),
    "organization_kind": _("Write what kind of body it is, for example azienda, associazione, scuola, comune."),
    "legal_form": _("Write the legal form as in the register, for example ODV, APS, S.r.l."),
    "day": _("Write the date as day/month/year, for example 24/11/2026."),
    "denied_tag": _("This tag says what a person believes, her health or her origin: it may not be kept. Use a neutral word."),
    "plain": _("Write it with ordinary letters: these characters cannot be kept."),
    "required": _("Write the address or the number."),
    "wrong": _("This value cannot be read: write it again."),
}
# What was mended or left out while the row comes in all the same.
NOTES = {
    "zeros_back": _("Zeros at the beginning, lost in the spreadsheet, have been put back."),
    "address_tidied": _("Signs around the e-mail have been taken off."),
    "first_number": _("Of several numbers only the first was taken."),
    "province_read": _("The name of the province has become its two letters."),
    "name_split": _("Name and surname stood together: check how they were parted."),
    "details_without_person": _("Details of a person without a name were left out."),
    "details_without_body": _("Details of an organisation without a name were left out."),
    "answer": _("The consent is neither yes nor no: it was not recorded."),
    "day": _("The day of the consent cannot be read: it was left out."),
    "consent_without_source": _("The consent has no source: it was not recorded."),
    "consent_without_email": _("The consent has no e-mail to hold for: it was not recorded."),
    "consent_bought": _("A bought list carries no consent: it was not recorded."),
}
# Why a whole file is refused.
REFUSALS = {
    "empty": _("The file is empty: choose one with at least one row of contacts."),
    "too_big": _("The file is bigger than %(megabytes)s MB: split it in two, or save it as CSV."),
    "unpacked": _("Unpacked, this file would become bigger than %(megabytes)s MB: save only the sheet with the contacts, as CSV."),
    "password": _("The file has a password: take it off in the spreadsheet (File, Information, Protect) and save it again."),
    "broken_sheet": _("The spreadsheet is damaged or is not what its name says: open it, save it again as XLSX or CSV, and try with that."),
    "other_zip": _("This is a compressed folder or another kind of document: take the file of the contacts out of it (CSV, XLSX, ODS or VCF)."),
    "other_kind": _("This is not a list of contacts: choose a CSV, XLSX, ODS or VCF file."),
    "html": _("This is a web page with the name of a spreadsheet: open it with Excel or LibreOffice and save it as XLSX or CSV."),
    "xml": _("This is an XML file: open it with Excel or LibreOffice and save it as XLSX or CSV."),
    "broken_text": _("From row %(row)s on the text cannot be parted into columns: look for a quotation mark that is never closed."),
    "broken_card": _("Card %(card)s of the address book cannot be read: export the cards again, as vCard 3.0."),
    "rows": _("The file has more than %(rows)s rows: split it in two."),
    "columns": _("Row %(row)s has more than %(columns)s columns: keep only those of the contacts."),
    "cell": _("A cell of row %(row)s has more than %(letters)s letters: shorten it."),
    "far_cells": _("The sheet reaches beyond %(rows)s rows or %(columns)s columns: somewhere far away there is a forgotten cell. Copy the contacts into a new sheet."),
    "too_long": _("Reading the file took too long: save the sheet with the contacts as CSV and try with that."),
    "too_much": _("The file asks for more memory than a list of contacts needs: save the sheet with the contacts as CSV and try with that."),
    "unreadable": _("The file cannot be read: open it, save it again as XLSX or CSV, and try with that."),
    "stopped": _("The reading was interrupted: try again."),
    "no_rows": _("Under the headings there is no row: check which row holds the headings."),
    "meanwhile": _("The archive was changing at the same moment and nothing was written: try again."),
    "gone": _("The file is no longer kept: choose it again."),
}
# Why the undo left something in its place.
SPARED = {
    "changed": _("changed since"),
    "used": _("used since: contacts, to-dos or other things hang on it"),
    "people": _("somebody who stays works there"),
    "value": _("a value was changed since"),
    "gone": _("no longer in the archive"),
}
