"""Hints that guess what was meant."""

from collections.abc import Iterable


def hint_nearest(word: str, known: Iterable[str], otherwise: str) -> str:
    """Return a hint with the nearest of the names that there are; `otherwise` if none is near."""
    import difflib  # only where something is wrong, and slow to import

    close = difflib.get_close_matches(word, list(known), n=1)
    return f'did you mean "{close[0]}"?' if close else otherwise
