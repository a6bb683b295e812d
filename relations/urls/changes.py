"""What changed on a record, and putting it back."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
