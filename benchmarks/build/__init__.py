"""How fast sites are built and served, beside other generators, in one run."""
