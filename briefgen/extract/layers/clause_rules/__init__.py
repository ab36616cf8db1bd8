"""The rules of the layer `clauses`: tags, verb groups and the clauses around them."""
