"""Reads what Debian's package unicode-data installs (the Unicode Character Database with Unihan, Unicode licence)."""
import bz2
import collections
import re

ROOT = '/usr/share/unicode/'


def codes(text):
    return [int(code, 16) for code in re.findall(r'U\+([0-9A-F]{4,6})', text)]


def unihan(part, *fields):
    """One dictionary of code point -> text per field of a Unihan file."""
    tables = {field: {} for field in fields}
    with bz2.open(f'{ROOT}Unihan_{part}.txt.bz2', 'rt', encoding='utf-8') as lines:
        for line in lines:
            if line.startswith('U+'):
                code, field, value = line.rstrip('\n').split('\t', 2)
                if field in tables:
                    tables[field][int(code[2:], 16)] = value
    return [tables[field] for field in fields]


def ranges(file, wanted=None):
    """Code points by property value, from a file of `code[..code] ; value` lines."""
    found = collections.defaultdict(set)
    with open(ROOT + file, encoding='utf-8') as lines:
        for line in lines:
            match = re.match(r'([0-9A-F]+)(?:\.\.([0-9A-F]+))?\s*;\s*([^#;]+)', line)
            if match:
                first, last, value = int(match[1], 16), int(match[2] or match[1], 16), match[3].strip()
                if wanted is None or value in wanted:
                    found[value].update(range(first, last + 1))
    return found


def characters():
    """(code, name, category, numeric value or '') of every assigned code point that has a line of its own."""
    with open(ROOT + 'UnicodeData.txt', encoding='utf-8') as lines:
        for line in lines:
            field = line.split(';')
            yield int(field[0], 16), field[1], field[2], field[8]


def simplified():
    """Traditional -> simplified; of several simplified forms the one in everyday use (GB 2312), never the character itself."""
    to, back = unihan('Variants', 'kSimplifiedVariant', 'kTraditionalVariant')
    common = set(unihan('OtherMappings', 'kGB0')[0])
    table = {}
    for code, value in to.items():
        forms = [form for form in codes(value) if form != code and form <= 0xFFFF]
        if forms:
            table[code] = min(forms, key=lambda form: form not in common)
        elif code <= 0xFFFF:
            table.update({form: code for form in codes(value) if form > 0xFFFF})
    for code, value in back.items():
        for form in codes(value):
            if form != code and code <= 0xFFFF and form not in table and form not in common:
                table[form] = code
    return table, common
