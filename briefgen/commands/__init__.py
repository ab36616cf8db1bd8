"""What the commands do, one module each; `briefgen.cli` reads the arguments and prints."""
