"""From clauses to titles and texts: subject, verb and complement of a clause in the source's own words."""
