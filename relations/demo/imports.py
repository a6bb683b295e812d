"""A fair's file, brought in a few weeks ago by the demo's relations officer."""

import csv
import io
from pathlib import Path
from tempfile import TemporaryDirectory

from relations.demo import Demo
from relations.imports import engine

HEADINGS = ("Nome", "Cognome", "Ente", "Ruolo", "E-mail", "Cellulare", "Comune", "Prov", "Consenso newsletter", "Data consenso")
VISITORS = (
    ("Beatrice", "Rovati", "Officine Siccomario S.r.l.", "Titolare", "b.rovati@siccomario.example", "333 000 7101", "San Martino Siccomario", "PV", "sì", "{day}"),
    ("Ludovico", "Scotti", "Officine Siccomario S.r.l.", "Personale", "l.scotti@siccomario.example", "333 000 7102", "San Martino Siccomario", "PV", "no", ""),
    ("Nicolò", "Dell’Orto", "Associazione Lungofiume ODV", "Presidente", "presidente@lungofiume.example", "333 000 7103", "Pavia", "PV", "sì", "{day}"),
    ("Agnese", "Perego", "Libreria del Ponte Coperto", "Libraia", "agnese@pontecoperto.example", "333 000 7104", "Pavia", "PV", "sì", "{day}"),
    ("Tommaso", "Ferrù", "", "", "tommaso.ferru@posta.example", "333 000 7105", "Vigevano", "PV", "", ""),
    ("Ginevra", "Sacchi", "Scuola media di Garlasco", "Insegnante", "g.sacchi@scuolagarlasco.example", "", "Garlasco", "PV", "sì", "{day}"),
    ("Ettore", "Marchesi", "Banda civica di Mede", "Segretario", "ettore.marchesi@bandamede", "333 000 7107", "Mede", "PV", "", ""),
    ("", "", "Mulino Vecchio di Gropello", "", "info@mulinogropello.example", "0382 000 7108", "Gropello Cairoli", "PV", "", ""),
)  # fmt: skip


def build(demo: Demo) -> None:
    """Bring the fair's file in; one row has a wrong address and stayed out."""
    at = demo.at(31, 15)
    by = demo.colleague("relations_officer")
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";")
    writer.writerow(HEADINGS)
    writer.writerows([cell.format(day=f"{at:%d/%m/%Y}") for cell in row] for row in VISITORS)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "festa-del-volontariato.csv"
        path.write_bytes(buffer.getvalue().encode("cp1252"))
        engine.run(
            path_or_file=path, by=by, at=at, owner=by, tags=["festa del volontariato"], source="Festa del volontariato, banco dell’accoglienza",
            consent_source="Moduli firmati alla festa",
        )  # fmt: skip
    demo.progress("1 importazione")
