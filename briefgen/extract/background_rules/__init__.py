"""The rules by which causes, history and standing facts become background."""
