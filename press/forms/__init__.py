"""One form per noun."""
