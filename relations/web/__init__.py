"""The few tools every view uses: access, listing, parts, toasts, addresses."""
