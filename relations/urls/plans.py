"""Follow-up plans and calendars."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
