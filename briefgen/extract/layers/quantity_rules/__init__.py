"""The rules of the layer `quantities`: numbers, their words, what they count."""
