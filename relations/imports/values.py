"""Putting one cell right: each function gives the value, and whether something had to be mended.

A cell that cannot be right raises Wrong with a key of `relations.vocab.imports.PROBLEMS`. No words here: the child process
knows no language.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache

import phonenumbers
from django.core.exceptions import ValidationError

from relations import validators
from relations.letters import fold, one_line


class Wrong(Exception):
    """The cell cannot be taken; `code` is a key of vocab.imports.PROBLEMS."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


PROVINCES = dict(
        pair.split(":")
        for pair in (
            "AG:agrigento AL:alessandria AN:ancona AO:aosta AP:ascoli-piceno AQ:l'aquila AR:arezzo AT:asti AV:avellino BA:bari "
            "BG:bergamo BI:biella BL:belluno BN:benevento BO:bologna BR:brindisi BS:brescia BT:barletta-andria-trani BZ:bolzano "
            "CA:cagliari CB:campobasso CE:caserta CH:chieti CL:caltanissetta CN:cuneo CO:como CR:cremona CS:cosenza CT:catania "
            "CZ:catanzaro EN:enna FC:forlì-cesena FE:ferrara FG:foggia FI:firenze FM:fermo FR:frosinone GE:genova GO:gorizia "
            "GR:grosseto IM:imperia IS:isernia KR:crotone LC:lecco LE:lecce LI:livorno LO:lodi LT:latina LU:lucca "
            "MB:monza-e-della-brianza MC:macerata ME:messina MI:milano MN:mantova MO:modena MS:massa-carrara MT:matera NA:napoli "
            "NO:novara NU:nuoro OR:oristano PA:palermo PC:piacenza PD:padova PE:pescara PG:perugia PI:pisa PN:pordenone PO:prato "
            "PR:parma PT:pistoia PU:pesaro-e-urbino PV:pavia PZ:potenza RA:ravenna RC:reggio-calabria RE:reggio-emilia RG:ragusa "
            "RI:rieti RM:roma RN:rimini RO:rovigo SA:salerno SI:siena SO:sondrio SP:la-spezia SR:siracusa SS:sassari "
            "SU:sud-sardegna SV:savona TA:taranto TE:teramo TN:trento TO:torino TP:trapani TR:terni TS:trieste TV:treviso UD:udine "
            "VA:varese VB:verbano-cusio-ossola VC:vercelli VE:venezia VI:vicenza VR:verona VT:viterbo VV:vibo-valentia"
        ).split()
    )
_PROVINCE_NAMES = {re.sub(r"[^a-z]", "", fold(name)): code for code, name in PROVINCES.items()} | {
    "bolzanobozen": "BZ", "reggiodicalabria": "RC", "reggionellemilia": "RE", "forli": "FC", "monzabrianza": "MB",
    "monza": "MB", "valledaosta": "AO", "pesaro": "PU", "massa": "MS", "aquila": "AQ", "spezia": "SP",
}  # fmt: skip
ORGANIZATION_WORDS = set(
    "srl srls spa snc sas aps odv ets onlus coop cooperativa associazione comune fondazione istituto scuola banca gruppo ditta "
    "societa provincia regione azienda consorzio comitato croce circolo parrocchia universita".split()
)
# Kind of body by a word of the name or of the "type" column.
_KIND_WORDS = (
    ("nonprofit", "odv aps ets onlus associazione volontariato cooperativa coop nonprofit profit ente terzo settore comitato croce circolo avis auser caritas pro loco"),
    ("company", "srl srls spa snc sas azienda impresa company ditta societa profit"),
    ("school", "scuola istituto liceo school"),
    ("university", "universita politecnico university ateneo"),
    ("foundation", "fondazione foundation"),
    ("public_body", "comune provincia regione prefettura asl asst ats ministero istituzione ente pubblico institution questura"),
    ("media", "giornale testata radio tv media quotidiano stampa"),
    ("political_group", "partito politico political"),
    ("facility", "struttura rsa ospedale casa facility"),
    ("other", "altro other"),
)  # fmt: skip
_LEGAL_FORMS = {
    "odv": "odv", "organizzazione di volontariato": "odv", "aps": "aps", "associazione di promozione sociale": "aps", "ets": "ets",
    "srl": "srl", "srls": "srls", "spa": "spa", "snc": "snc", "sas": "sas", "fondazione": "foundation", "comitato": "committee",
    "cooperativa sociale": "social_coop", "coop sociale": "social_coop", "cooperativa": "coop", "impresa sociale": "social_enterprise",
    "ente pubblico": "public", "ditta individuale": "sole", "impresa individuale": "sole", "ente religioso": "religious",
}  # fmt: skip
_YES = {"si", "s", "yes", "y", "1", "x", "vero", "true", "ok", "consento", "acconsento", "presta", "prestato", "dato"}
_NO = {"no", "n", "0", "falso", "false", "nego", "negato", "non presta", "rifiuta", "rifiutato", "non consento"}
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("gen gennaio jan", "feb febbraio", "mar marzo march", "apr aprile april", "mag maggio may", "giu giugno jun june",
         "lug luglio jul july", "ago agosto aug august", "set settembre sep september sett", "ott ottobre oct october",
         "nov novembre november", "dic dicembre dec december"), 1)
    for name in names.split()
}  # fmt: skip
_SCIENTIFIC = re.compile(r"[+]?\d([.,]\d+)?E[+]?\d+", re.IGNORECASE)
Value = tuple[object, str]  # the value, and a key of NOTES when it was mended


def _checked(check: Callable[[str], str], cell: str) -> str:
    try:
        return check(cell)
    except ValidationError as error:
        raise Wrong(error.code or "wrong") from None


def line(cell: str) -> Value:
    return one_line(cell), ""


def text(cell: str) -> Value:
    return cell.strip(), ""


def name(cell: str) -> Value:
    """A name on one line; the signs that stand for "nothing" are nothing."""
    tidy = one_line(cell)
    if not any(letter.isalnum() for letter in tidy):
        return "", ""
    return tidy, ""


def email(cell: str) -> Value:
    """An address; "mailto:", "<…>" and a final sign are taken off. Whether it is one is seen when it becomes a detail."""
    tidy = one_line(cell)
    found = re.search(r"<([^<>]+@[^<>]+)>", tidy)
    bare = (found.group(1) if found else tidy).removeprefix("mailto:").strip(" .;,")
    return bare, "" if bare == tidy else "address_tidied"


def vat_number(cell: str) -> Value:
    """Eleven digits; zeros that a spreadsheet ate are put back when the check digit then agrees."""
    tidy = _plain_number(cell)
    digits = re.sub(r"[\s.\-]", "", tidy).upper().removeprefix("IT")
    if digits.isdigit() and 7 <= len(digits) < 11:
        try:
            return validators.vat_number(digits.zfill(11)), "zeros_back"
        except ValidationError:
            pass
    return _checked(validators.vat_number, tidy), ""


def tax_code(cell: str) -> Value:
    tidy = _plain_number(cell)
    if tidy.isdigit() and 7 <= len(tidy) < 11:
        try:
            return validators.tax_code(tidy.zfill(11)), "zeros_back"
        except ValidationError:
            pass
    return _checked(validators.tax_code, tidy), ""


def _plain_number(cell: str) -> str:
    """"3.33123457E+9" is the number only if no digit was lost."""
    tidy = one_line(cell).lstrip("'")
    if not _SCIENTIFIC.fullmatch(tidy):
        return re.sub(r"^(\d+)[.,]0+$", r"\1", tidy)
    try:
        number = Decimal(tidy.replace(",", "."))
    except InvalidOperation:
        raise Wrong("scientific") from None
    digits = len(re.sub(r"\D", "", tidy.upper().partition("E")[0]))
    if number != int(number) or digits < len(str(int(number))) - 1:
        raise Wrong("scientific")
    return str(int(number))


def phone(cell: str) -> Value:
    """A number as it is shown; the zero a spreadsheet ate is put back when only so it is a landline."""
    tidy = _plain_number(cell)
    first = re.split(r"\s*(?:;|,| / | - |\bo\b)\s*", tidy)[0].strip() if len(tidy) > 14 else tidy
    digits = re.sub(r"[\s./()-]", "", first)
    note = "" if first == tidy else "first_number"
    if digits.isdigit() and not digits.startswith("0") and 6 <= len(digits) <= 10 and _lost_its_zero(digits):
        first, note = f"0{digits}", "zeros_back"
    return first, note


@lru_cache(4096)
def _lost_its_zero(digits: str) -> bool:
    if digits.startswith("3") and len(digits) == 10:
        return False
    try:
        as_is, with_zero = phonenumbers.parse(digits, "IT"), phonenumbers.parse(f"0{digits}", "IT")
    except phonenumbers.NumberParseException:
        return False
    landline = phonenumbers.PhoneNumberType.FIXED_LINE
    return phonenumbers.number_type(with_zero) == landline and not (
        phonenumbers.is_valid_number(as_is) and not digits.startswith("3")
    )


def website(cell: str) -> Value:
    return one_line(cell), ""


def postal_code(cell: str) -> Value:
    """Five digits: Cagliari's 09100 comes out of a spreadsheet as 9100, Rome's 00184 as 184."""
    tidy = _plain_number(cell).upper().removeprefix("I-").removeprefix("IT-").strip()
    if not re.fullmatch(r"\d{2,5}", tidy):
        raise Wrong("postal_code")
    return tidy.zfill(5), "" if len(tidy) == 5 else "zeros_back"


def province(cell: str) -> Value:
    """Two letters; the whole name is understood. "NA" is Napoli."""
    tidy = one_line(cell).strip("().").upper()
    if tidy in PROVINCES:
        return tidy, ""
    code = _PROVINCE_NAMES.get(re.sub(r"[^a-z]", "", fold(tidy)).removeprefix("provinciadi"))
    if code is None:
        raise Wrong("province")
    return code, "province_read"


def tags(cell: str) -> Value:
    found = [one_line(word)[:40] for word in re.split(r"[,;|]", cell)]
    return list(dict.fromkeys(word for word in found if word)), ""


def number(cell: str) -> Value:
    tidy = re.sub(r"[\s.']", "", re.sub(r"[.,]0+$", "", one_line(cell)))
    if not (tidy.isascii() and tidy.isdigit()) or int(tidy) > 1_000_000:
        raise Wrong("number")
    return int(tidy), ""


def organization_kind(cell: str) -> Value:
    tidy = fold(one_line(cell))
    keys = {key for key, _words in _KIND_WORDS}
    if tidy in keys:
        return tidy, ""
    if kind := kind_by_words(tidy):
        return kind, ""
    raise Wrong("organization_kind")


def kind_by_words(name: str) -> str:
    """Return the kind of body that a word of `name` gives away, "" when none does."""
    found = set(re.sub(r"[^a-z0-9]+", " ", fold(name).replace(".", "")).split())
    if "non" in found and "profit" in found:
        return "nonprofit"
    return next((kind for kind, given in _KIND_WORDS if found & set(given.split())), "")


def legal_form(cell: str) -> Value:
    tidy = re.sub(r"[^a-z0-9 ]", "", fold(one_line(cell)).replace(".", ""))
    if tidy not in _LEGAL_FORMS:
        raise Wrong("legal_form")
    return _LEGAL_FORMS[tidy], ""


def answer(cell: str) -> Value:
    """Yes or no; anything else is not a consent."""
    tidy = re.sub(r"[^a-z0-9 ]", "", fold(one_line(cell)))
    if tidy in _YES:
        return True, ""
    if tidy in _NO:
        return False, ""
    raise Wrong("answer")


def day(cell: str) -> Value:
    """A date as people and spreadsheets write it: 24/11/26, 24-11-2026, 2026-11-24, 24 novembre 2026, 46350."""
    tidy = fold(one_line(cell)).replace("1°", "1").partition("t00:00")[0]
    tidy = re.sub(r"[ t]\d{1,2}:\d{2}(:\d{2})?(\.\d+)?$", "", tidy)
    found = _iso(tidy) or _italian(tidy) or _spelt(tidy) or _serial(tidy)
    if found is None or not 1900 <= found.year <= 2100:
        raise Wrong("day")
    return found.isoformat(), ""


def _date(year: int, month: int, number: int) -> date | None:
    try:
        return date(year + (2000 if year < 50 else 1900) if year < 100 else year, month, number)
    except ValueError:
        return None


def _iso(tidy: str) -> date | None:
    found = re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", tidy)
    return _date(*map(int, found.groups())) if found else None


def _italian(tidy: str) -> date | None:
    found = re.fullmatch(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})", tidy)
    return _date(int(found[3]), int(found[2]), int(found[1])) if found else None


def _spelt(tidy: str) -> date | None:
    found = re.fullmatch(r"(?:[a-z]+ )?(\d{1,2})[ /-]([a-z]+)\.?[ /-](\d{4}|\d{2})", tidy)
    month = _MONTHS.get(found[2]) if found else None
    return _date(int(found[3]), month, int(found[1])) if found and month else None


def _serial(tidy: str) -> date | None:
    """Days since the spreadsheet's 30 December 1899."""
    if not re.fullmatch(r"\d{5}(\.0)?", tidy):
        return None
    return date(1899, 12, 30) + timedelta(days=int(float(tidy)))


CHECKS: dict[str, Callable[[str], Value]] = {
    check.__name__: check
    for check in (
        line, text, name, email, vat_number, tax_code, phone, website, postal_code, province, tags, number, organization_kind,
        legal_form, answer, day,
    )
}  # fmt: skip
