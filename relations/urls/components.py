"""The address of the style guide."""

from django.urls import path

from relations.views import components

urlpatterns = [path("componenti/", components.page, name="components")]
