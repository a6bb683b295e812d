"""Listening: feedback, surveys, open meetings, volunteering, involvement."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
