"""What a column can become: the fields of a person, of a body, of their tie, of a consent; and how each is called."""

from dataclasses import dataclass

# Which rows a file makes.
KINDS = ("both", "person", "organization")


@dataclass(frozen=True)
class Target:
    """A field a column can fill. `check` names a function of `values`; `words` are headings that mean it."""

    key: str
    check: str
    words: tuple[str, ...] = ()

    @property
    def party(self) -> str:
        return self.key.partition(".")[0]

    @property
    def name(self) -> str:
        return self.key.partition(".")[2]


def _both(name: str, check: str, *words: str) -> tuple[Target, Target]:
    return Target(f"person.{name}", check, words), Target(f"organization.{name}", check, words)


TARGETS: dict[str, Target] = {
    target.key: target
    for target in (
        Target("person.first_name", "name", ("nome", "nome di battesimo", "first name", "given name", "forename", "prenome")),
        Target("person.last_name", "name", ("cognome", "last name", "surname", "family name")),
        Target("person.full_name", "name", (
            "nome e cognome", "nome cognome", "nominativo", "nome completo", "full name", "contatto", "referente", "persona",
            "contact", "contact name", "contact person", "persona di riferimento", "persona di contatto", "legale rappresentante",
        )),
        Target("person.full_name_reversed", "name", ("cognome e nome", "cognome nome", "surname and name", "last name first name")),
        Target("person.salutation", "line", ("saluto", "appellativo", "salutation")),
        Target("person.public_role", "line", ("carica pubblica", "carica", "public office")),
        Target("organization.name", "name", (
            "ragione sociale", "denominazione", "denominazione ente", "azienda", "ente", "associazione", "organizzazione", "societa", "impresa", "ditta",
            "organization", "organisation", "company", "company name", "organization name", "organisation name", "nome azienda",
            "nome ente", "nome associazione", "nome organizzazione", "istituzione", "scuola", "testata", "account",
        )),
        Target("organization.kind", "organization_kind", ("tipo", "tipologia", "tipo ente", "tipo di ente", "kind", "type", "categoria")),
        Target("organization.legal_form", "legal_form", ("forma giuridica", "natura giuridica", "legal form")),
        Target("organization.vat_number", "vat_number", (
            "partita iva", "p iva", "piva", "p i", "part iva", "vat", "vat number", "vat no", "numero partita iva",
        )),
        *_both("tax_code", "tax_code", "codice fiscale", "cf", "c f", "cod fiscale", "cod fisc", "tax code", "fiscal code"),
        *_both("email", "email", "email", "e mail", "mail", "posta elettronica", "indirizzo email", "indirizzo e mail", "email address", "indirizzo mail"),
        *_both("email_2", "email", "altra email", "altra e mail", "email 2", "e mail 2", "seconda email", "other email"),
        *_both("pec", "email", "pec", "indirizzo pec", "email pec", "posta certificata"),
        *_both("mobile", "phone", "cellulare", "cell", "mobile", "tel cellulare", "telefono cellulare", "mobile phone", "numero cellulare"),
        *_both("phone", "phone", "telefono", "tel", "phone", "telephone", "numero di telefono", "phone number", "telefono fisso", "fisso", "recapito telefonico", "recapito"),
        *_both("website", "website", "sito", "sito web", "sito internet", "website", "web", "url"),
        *_both("address", "line", "indirizzo", "via", "address", "street", "sede legale", "sede", "indirizzo sede"),
        *_both("postal_code", "postal_code", "cap", "c a p", "codice postale", "postal code", "zip", "zip code", "postcode"),
        *_both("municipality", "line", "comune", "citta", "localita", "city", "town", "municipality", "paese", "comune di residenza"),
        *_both("province", "province", "provincia", "prov", "province", "sigla provincia", "pr"),
        *_both("tags", "tags", "etichette", "etichetta", "tag", "tags", "parole chiave", "gruppo"),
        *_both("notes", "text", "note", "notes", "annotazioni", "osservazioni", "commenti", "comments"),
        *_both("external_code", "line", "codice", "id", "codice esterno", "external code", "external id", "matricola", "numero tessera", "tessera"),
        Target("organization.sector", "line", ("ateco", "codice ateco", "settore ateco", "ateco sector")),
        Target("organization.employees", "number", ("dipendenti", "numero dipendenti", "n dipendenti", "addetti", "employees")),
        Target("organization.volunteers", "number", ("volontari", "numero volontari", "n volontari", "volunteers")),
        Target("organization.runts_number", "line", ("runts", "numero runts", "n runts", "repertorio", "numero repertorio", "runts number")),
        Target("organization.mission", "text", ("missione", "mission", "attivita", "descrizione", "che cosa fa", "cosa fa", "oggetto sociale", "description")),
        Target("tie.role", "line", ("ruolo", "incarico", "qualifica", "mansione", "funzione", "posizione", "role", "position", "job title", "title")),
        Target("tie.started_on", "day", ("dal", "in carica dal", "data inizio", "da quando", "since", "start date")),
        Target("consent.newsletter", "answer", ("consenso newsletter", "newsletter", "iscritto newsletter", "consenso", "consenso email", "consent", "opt in", "newsletter consent")),
        Target("consent.journal", "answer", ("consenso giornale", "giornale", "liberamente", "consenso liberamente")),
        Target("consent.events", "answer", ("consenso eventi", "inviti", "consenso inviti", "events consent")),
        Target("consent.fundraising", "answer", ("consenso raccolta fondi", "consenso donazioni", "raccolta fondi", "fundraising consent")),
        Target("consent.surveys", "answer", ("consenso sondaggi", "sondaggi")),
        Target("consent.given_on", "day", ("data consenso", "consenso data", "data del consenso", "consent date", "data iscrizione newsletter")),
        Target("consent.source", "line", ("fonte consenso", "fonte del consenso", "fonte", "source", "consent source", "origine consenso", "modalita consenso", "origine")),
    )
}  # fmt: skip
# Fields that make the contact details of a party, with the kind of detail.
POINTS = {"email": "email", "email_2": "email", "pec": "pec", "mobile": "mobile", "phone": "phone", "website": "website"}
# Longest values the columns of the archive hold.
LENGTHS = {
    "first_name": 80, "last_name": 80, "name": 200, "salutation": 60, "public_role": 120, "municipality": 80, "sector": 10,
    "runts_number": 20, "external_code": 40, "role": 100, "mission": 5000, "notes": 10_000, "source": 120, "address": 120,
}  # fmt: skip


def allowed(kind: str) -> list[Target]:
    """Return the fields that rows of `kind` can have."""
    hidden = {"person": ("organization", "tie"), "organization": ("person", "tie")}.get(kind, ())
    return [target for target in TARGETS.values() if target.party not in hidden]
