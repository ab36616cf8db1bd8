"""How fast single layers read, beside other tools, in one run."""
