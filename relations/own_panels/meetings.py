"""Meetings and promises."""
