"""The demo's initiatives, ties and prospects."""


def build(demo) -> None:
    """Build them."""
