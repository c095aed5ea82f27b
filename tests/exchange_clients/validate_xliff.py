"""Validates XLIFF files against the schemas of OASIS: validate_xliff.py SCHEMAS FILE…

SCHEMAS holds xliff-core-1.2-strict.xsd, xliff-core-2.0.xsd and xml.xsd, as Debian's package
php-symfony-translation has them. Prints what is wrong; nothing is fetched.
"""
import sys
from pathlib import Path
from lxml import etree

schemas = Path(sys.argv[1])


class Local(etree.Resolver):
    def resolve(self, url, name, context):
        if url.endswith("xml.xsd"):
            return self.resolve_filename(str(schemas / "xml.xsd"), context)


def schema(name):
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(Local())
    return etree.XMLSchema(etree.parse(str(schemas / name), parser))


by_version = {"1": schema("xliff-core-1.2-strict.xsd"), "2": schema("xliff-core-2.0.xsd")}
wrong = 0
for file in sys.argv[2:]:
    document = etree.parse(file)
    validator = by_version[document.getroot().get("version")[0]]
    if not validator.validate(document):
        wrong += 1
        for error in validator.error_log:
            print(f"{file}:{error.line}: {error.message}")
sys.exit(wrong > 0)
