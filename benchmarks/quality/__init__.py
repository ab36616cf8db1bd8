"""Quality: predictions in the formats of public evaluation sets, their scores, and floors for them."""
