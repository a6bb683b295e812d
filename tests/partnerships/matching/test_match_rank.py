"""The command works where no database answers."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
CASE = {"case": "c1", "lang": "it", "direction": "company->npo",
        "query": {"id": "q", "kind": "company", "text": "ridurre lo spreco di cibo", "themes": ["e"]},
        "candidates": [{"id": "b", "kind": "npo", "text": "teatro"}, {"id": "a", "kind": "npo", "text": "spreco di cibo"},
                       {"id": "c", "kind": "npo", "exclusions": ["theme:e"]}]}


def test_match_rank_needs_no_database():
    done = subprocess.run(
        [sys.executable, "manage.py", "match_rank"], cwd=ROOT, input=json.dumps(CASE) + "\n", capture_output=True, text=True,
        encoding="utf-8", timeout=120, check=False, env={**os.environ, "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"})
    assert done.returncode == 0, done.stderr
    ranking = json.loads(done.stdout)["ranking"]
    assert [entry["id"] for entry in ranking] == ["a", "b", "c"]
    assert len(ranking[2]["blocked"]) == 1
