"""Listening: feedback, surveys, open meetings, volunteering, involvement."""
