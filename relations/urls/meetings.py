"""Meetings and promises."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
