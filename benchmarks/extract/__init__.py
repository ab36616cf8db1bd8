"""Speed and memory of the extraction."""
