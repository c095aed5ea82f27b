#!/usr/bin/env python3
"""Vectors for `yaddash align --embed-command 'python3 examples/embed_sentence_transformers.py'`, by
LaBSE or another model of sentence-transformers: `pip install sentence-transformers`; the model is
downloaded when it is first used (LaBSE: 1.9 GB). Another one is named as the first argument.

The protocol is described in docs/embed.md: a request a line, `{"id":0,"lang":"az","text":"…"}`;
an empty line asks for the answers, `{"id":0,"vector":[…]}`.
"""

import json
import sys

from sentence_transformers import SentenceTransformer


def main(name="sentence-transformers/LaBSE"):
    model = SentenceTransformer(name)
    batch = []

    def answer():
        if batch:
            texts = [request["text"] for request in batch]
            vectors = model.encode(texts, normalize_embeddings=True, show_progress_bar=False)
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
    main(*sys.argv[1:2])
