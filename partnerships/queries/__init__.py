"""What the screens of partnerships read, in a fixed number of statements."""
