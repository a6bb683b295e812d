"""Initiatives, their stakeholders, and the network of ties."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
