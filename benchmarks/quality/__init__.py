"""Quality: predictions in the formats of public evaluation sets, their scores, and the floors they must not fall below."""
