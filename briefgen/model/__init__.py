"""What a brief is: types, dates, YAML in and out, problems, evidence, merging. Imports no other part."""
