"""Tests of briefgen."""
