"""The rules of the layer `attributions`: cues, contents and speakers."""
