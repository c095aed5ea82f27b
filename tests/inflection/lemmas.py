"""The dictionary forms of words, by a dictionary: pymorphy3 (OpenCorpora) for Russian, lemminflect
for English. Reads a word a line; writes for each a list of [lemma, part of speech], the likeliest
first, as a line of JSON. Function words and words that the dictionary does not know have none."""

import json
import sys

VERB = {"INFN": "VERB", "PRTF": "VERB", "PRTS": "VERB", "GRND": "VERB"}
ADJECTIVE = {"ADJF": "ADJ", "ADJS": "ADJ", "COMP": "ADJ"}
NONE = {"PREP", "CONJ", "PRCL", "INTJ", "None"}


def russian():
    import pymorphy3

    morph = pymorphy3.MorphAnalyzer(lang="ru")

    def lemmas(word):
        found = []
        for parse in morph.parse(word) if morph.word_is_known(word) else []:
            part = str(parse.tag.POS)
            if not found and part in NONE:
                return []
            part = VERB.get(part) or ADJECTIVE.get(part) or part
            found.append((parse.normal_form.replace("ё", "е"), part))
        return found

    return lemmas


def english():
    import lemminflect

    def lemmas(word):
        found = []
        for part, names in lemminflect.getAllLemmas(word).items():
            for name in names:
                inflected = lemminflect.getAllInflections(name, upos=part).values()
                known = name == word or any(word in forms for forms in inflected)
                if known and part in ("NOUN", "VERB", "ADJ"):
                    found.append((name.lower(), part))
        return found

    return lemmas


lemmas = {"ru": russian, "en": english}[sys.argv[1]]()
for line in sys.stdin:
    print(json.dumps(lemmas(line.strip()), ensure_ascii=False))
