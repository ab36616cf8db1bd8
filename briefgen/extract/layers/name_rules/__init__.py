"""The rules of the layer `names`: people, places and organisations, known and unknown."""
