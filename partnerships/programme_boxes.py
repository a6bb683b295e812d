"""The readers of the programme's boxes: the clock is read here, the queries are told the day."""

from django.utils import timezone

from partnerships.actions.partner_links import Visitor
from partnerships.models import Partnership
from partnerships.queries import activities as activity_queries
from partnerships.queries import budget as budget_queries
from partnerships.queries import contributions as contribution_queries
from partnerships.queries import objectives as objective_queries
from partnerships.queries import trust as trust_queries
from relations.models import User
from relations.queries.together import Reader


def objectives(row: Partnership, user: User) -> Reader:
    """What is measured."""
    return objective_queries.box(row, user, today=timezone.localdate())


def activities(row: Partnership, user: User) -> Reader:
    """What comes next."""
    return activity_queries.box(row, user, today=timezone.localdate())


def asked_activities(visitor: Visitor) -> Reader:
    """What a partner answers for."""
    return activity_queries.asked_of(visitor, today=timezone.localdate())


def contributions(row: Partnership, user: User) -> Reader:
    """Who puts in what."""
    return contribution_queries.box(row, user)


def asked_contributions(visitor: Visitor) -> Reader:
    """What a partner promised, and what it is asked to confirm."""
    return contribution_queries.asked_of(visitor)


def asked_objectives(visitor: Visitor) -> Reader:
    """What a partner measures, and which objectives wait for its word."""
    return objective_queries.asked_of(visitor, today=timezone.localdate())


def trust(row: Partnership, user: User) -> Reader:
    """How the sides trust each other."""
    return trust_queries.box(row, user)


def asked_trust(visitor: Visitor) -> Reader:
    """The pulse that waits for a partner."""
    return trust_queries.asked_of(visitor, today=timezone.localdate())


def budget(row: Partnership, user: User) -> Reader:
    """The pool of money, and the way to the health card."""
    return budget_queries.box(row, user)
