"""Linguistic layers: each a pure function from text and earlier layers to spans with values."""
