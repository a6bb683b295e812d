"""The ground floor's forms, one module per noun."""
