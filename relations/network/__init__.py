"""Ties between bodies as a graph: gathered, narrowed, laid out, drawn. Only `gather` knows Django."""
