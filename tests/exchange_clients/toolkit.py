"""Reads files with translate-toolkit and prints, as JSON, the pairs of source and target."""
import json, sys
from translate.storage import csvl10n, po, tmx, xliff, xliff2

CLASSES = {"po": po.pofile, "tmx": tmx.tmxfile, "xlf": xliff.xlifffile, "xlf2": xliff2.Xliff2File, "csv": csvl10n.csvfile}

for path in sys.argv[1:]:
    kind = CLASSES[path.rsplit(".", 1)[1]]
    with open(path, "rb") as file:
        store = kind.parsestring(file.read())
    units = [unit for unit in store.units if not unit.isheader() and unit.source]
    print(json.dumps([[str(unit.source), str(unit.target or "")] for unit in units]))
