"""Measures of the product, each beside the raw limit of the same work in the same run (`manage.py bench NAME`)."""
