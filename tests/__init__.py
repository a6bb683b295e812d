"""The tests mirror the tree; journeys are whole stories."""
