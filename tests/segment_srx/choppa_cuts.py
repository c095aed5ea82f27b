"""Cuts texts by an SRX file with choppa-srx, for comparison.

usage: choppa_cuts.py SRX CODE < texts.jsonl > cuts.jsonl
Each input line is a JSON string; each output line is the list of the places, in code points,
where the text is cut. `languagetool` as SRX is the rule set inside the package.
"""
import json
import pathlib
import sys

import choppa
from choppa.iterators import SrxTextIterator
from choppa.srx_parser import SrxDocument

srx, code = sys.argv[1:]
if srx == "languagetool":
    srx = pathlib.Path(choppa.__file__).parent / "data/srx/languagetool_segment.srx"
if code == "path":
    print(srx)
    sys.exit()
document = SrxDocument(ruleset=srx)
for line in sys.stdin:
    cuts, at = [], 0
    for segment in SrxTextIterator(document, code, json.loads(line)):
        at += len(segment)
        cuts.append(at)
    print(json.dumps(cuts[:-1]))
