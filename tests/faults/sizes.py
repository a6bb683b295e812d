"""How much the fault suite throws: whole by `manage.py test faults`, a small one within all the tests."""
from __future__ import annotations

import os
from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """`crowd` is for the faults that strike again and again, `some` for those that an answer causes."""

    crowd: int
    some: int
    workers: int
    worker_kills: int
    server_kills: int
    pauses: int


WHOLE = Size(crowd=10_000, some=2_000, workers=4, worker_kills=10, server_kills=5, pauses=20)
SMALL = Size(crowd=600, some=300, workers=2, worker_kills=1, server_kills=1, pauses=4)
IS_WHOLE = os.environ.get("FAULTS") == "whole"
SIZE = WHOLE if IS_WHOLE else SMALL
# Seconds a sender of the office under fire waits for a step and for the last answer.
STEP, ANSWER = 8, 8
