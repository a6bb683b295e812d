"""The ground floor: the people and bodies we know, what was said, what they allowed, what we owe them."""
