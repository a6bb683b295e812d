"""Initiatives, their stakeholders, and the network of ties."""
