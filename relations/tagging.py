"""Which tags may not be given to people: beliefs, health, origin and sexual life (art. 9 GDPR); no database."""

import re
from collections.abc import Iterable

from relations.letters import fold

# Beginnings of words, without accents: "cattolic" stands for cattolico, cattolica, cattolici.
DENIED = (
    # politics
    "politic", "elettor", "di destra", "di sinistra", "centrodestra", "centrosinistra", "comunist", "fascist",
    "antifascist", "leghist", "grillin", "sovranist", "conservator", "progressist", "sindacalist", "tesserat", "partito",
    # religion
    "religio", "cattolic", "cristian", "evangelic", "protestant", "ortodoss", "musulman", "islam", "ebre", "ebraic",
    "buddis", "buddhis", "induis", "testimone di geova", "testimoni di geova", "ateo", "atea", "agnostic", "credent",
    # health
    "malat", "malatti", "disabil", "invalid", "handicap", "tumor", "cancro", "oncologic", "hiv", "aids", "depress",
    "tossicodipend", "alcolis", "psichiatric", "autis", "diabet", "celiac", "gravidanza", "incinta",
    # origin, sexual life
    "etnia", "razza", "rom e sinti", "zingar", "nomad", "omosessual", "lesbic", "gay", "bisessual", "transessual",
    "transgender", "orientamento",
)  # fmt: skip


def refused(tags: Iterable[str], denied: Iterable[str]) -> list[str]:
    """Return those of `tags` in which a word of `denied` begins a word; accents and capitals do not matter."""
    stems = [" ".join(fold(stem).split()) for stem in denied]
    pattern = "|".join(re.escape(stem) for stem in stems if stem)
    if not pattern:
        return []
    begins = re.compile(rf"(?<![a-z0-9])(?:{pattern})")
    return [tag for tag in tags if begins.search(" ".join(re.sub(r"[^a-z0-9]+", " ", fold(tag)).split()))]
