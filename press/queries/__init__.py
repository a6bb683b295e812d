"""What the screens of the press office read, in a fixed number of statements."""
