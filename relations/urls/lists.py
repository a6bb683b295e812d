"""Saved views, segments, labels."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
