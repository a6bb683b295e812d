"""The pages of fundraising, one module per noun."""
