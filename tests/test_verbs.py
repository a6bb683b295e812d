"""Whatever the history keeps is told in words: no verb of an action shows as it is in the activity log."""

import ast

from relations.vocab.verbs import VERBS
from tests.test_words import APPS, ROOT


def kept() -> dict[str, str]:
    """The last word of every verb the actions write → one place where it stands."""
    found = {}
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            if "migrations" in path.parts:
                continue
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.keyword) and node.arg == "verb" and isinstance(node.value, ast.Constant):
                    found[str(node.value.value).rpartition(".")[2]] = str(path.relative_to(ROOT))
    return found


def test_every_verb_of_the_history_has_its_words():
    found = kept()
    assert len(found) > 80
    assert {verb: place for verb, place in found.items() if verb not in VERBS} == {}
