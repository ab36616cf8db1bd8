"""Briefs to pages: plan, check, render, write. Imports only `briefgen.model`."""
