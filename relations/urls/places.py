"""Places: municipalities, addresses, ties between bodies."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
