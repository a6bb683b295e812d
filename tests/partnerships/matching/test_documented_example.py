"""docs/matching.md tells the truth: its worked example is run, and its table recomputed."""

import json
import re
from pathlib import Path

import pytest

from partnerships.matching import Corpus, Weights, rank_in, wire
from partnerships.matching.facts import COMPANY

ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "docs" / "matching.md").read_text()
ASKED, ANSWERED = (json.loads(block) for block in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL))


def test_the_answer_on_the_page_is_the_answer_of_the_command():
    assert [json.loads(line) for line in wire.lines([json.dumps(ASKED)])] == [ANSWERED]


def test_the_table_on_the_page_gives_the_direction_of_the_company():
    rows = re.findall(r"^\| \w+ \| (0\.\d+) \|.*\| (0\.\d{4}) \| (0\.\d{4}) \|$", PAGE, re.MULTILINE)
    agreed, known = sum(float(row[1]) for row in rows), sum(float(row[2]) for row in rows)
    ranking = rank_in(Corpus([wire.profile(ASKED["candidates"][0])]), wire.profile(ASKED["query"]))
    assert len(rows) == 6
    assert 50 * agreed / known + 50 * agreed == pytest.approx(ranking[0].company_score, abs=0.02)
    assert sum(float(row[0]) for row in rows) == pytest.approx(1 - Weights().of(COMPANY)[[2, 7]].sum())
