"""The public copy of a final document: masked, marked, proven clean, never signed."""
