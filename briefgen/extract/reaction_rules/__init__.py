"""The rules by which words and deeds of foreign actors become reactions: actor, speaker, stance, text."""
