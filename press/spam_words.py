"""Words that filters for unwanted mail dislike: hints for the author, never a refusal.

Our own list of 30 November 2026, from the rules that free filters publish and from letters that ended among the unwanted.
Links that say "click here" are looked at apart.
One entry is a word or a few, folded (no accents, lower case); look at it again once a year.
"""

AS_OF = "2026-11-30"
WORDS = {
    "it": (
        "gratis", "100% gratuito", "completamente gratuito", "offerta imperdibile", "occasione unica", "solo per oggi",
        "ultime ore", "ultima occasione", "affrettatevi", "affrettati", "acquista ora", "compra subito", "guadagna",
        "guadagni facili", "soldi facili", "vinci", "hai vinto", "congratulazioni", "premio garantito", "senza impegno",
        "senza rischi", "soddisfatti o rimborsati", "prezzo piu basso", "sconto del", "credito immediato", "prestito",
        "investimento sicuro", "criptovalute", "casino", "perdi peso", "miracoloso", "garantito al 100%", "non e spam",
        "urgente", "caro amico", "dati bancari",
    ),
    "en": (
        "free", "100% free", "act now", "buy now", "limited time", "last chance", "only today", "hurry", "earn money",
        "easy money", "you won", "winner", "congratulations", "guaranteed", "no obligation", "risk free", "money back",
        "lowest price", "discount", "instant credit", "loan", "safe investment", "crypto", "casino", "lose weight", "miracle",
        "this is not spam", "urgent", "dear friend", "bank details",
    ),
}  # fmt: skip
