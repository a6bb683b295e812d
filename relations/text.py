"""Folding and cleaning of text: the same rule in Python (`relations.letters`) and in SQL."""

from django.db.models import Func, TextField
from django.db.models.functions import Lower

from relations.letters import ACCENTED, DROPPED, PLAIN, clean, fold, one_line

__all__ = ["Fold", "clean", "fold", "one_line"]


class Fold(Func):
    """SQL twin of `fold`: immutable, so that it may stand in an index or a generated column."""

    function = "translate"
    template = "translate(%(expressions)s, '{}', '{}')".format(ACCENTED + DROPPED, PLAIN.replace("'", "''"))
    arity = 1
    output_field = TextField()

    def __init__(self, expression, **extra):
        super().__init__(Lower(expression), **extra)
