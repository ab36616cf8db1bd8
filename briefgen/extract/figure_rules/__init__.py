"""The rules by which numbers become figures: what is counted, by whom, of when, where, and who says so."""
