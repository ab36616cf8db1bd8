"""Read texts for times and print how long it took; run in a process of its own."""

import json
import sys
import time
from pathlib import Path

from briefgen.extract.layers.timex import find_timexes


def main() -> None:
    """Read the file of texts named on the command line; print seconds and number of finds as JSON."""
    texts = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    find_timexes(texts[0]["text"], texts[0]["published"])
    begin = time.perf_counter()
    found = sum(len(find_timexes(text["text"], text["published"])) for text in texts)
    print(json.dumps({"seconds": time.perf_counter() - begin, "found": found}))


if __name__ == "__main__":
    main()
