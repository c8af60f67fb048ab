"""Writes sounds.txt: how ideographs sound, without tone, and which are read in more than one way. See README.md."""
import collections
import re
import unicodedata

import folding
import unihan


def toneless(reading):
    bare = unicodedata.normalize('NFD', reading.strip().lower()).replace('u\u0308', 'v')
    return re.sub('[^a-z]', '', bare)


def build():
    """syllable -> characters whose usual reading it is; and syllable -> characters that are often read so besides."""
    mandarin, spoken = unihan.unihan('Readings', 'kMandarin', 'kHanyuPinlu')
    folds = folding.build()
    used = set().union(*unihan.unihan('OtherMappings', 'kTGH', 'kGB0', 'kBigFive', 'kGB3', 'kGB5'))
    usual, besides = collections.defaultdict(list), collections.defaultdict(list)
    for code, value in sorted(mandarin.items()):
        if not 0x3007 <= code <= 0x9FFF or code in folds or code < 0x4E00 and code not in used:
            continue
        first = toneless(value.split()[0])
        usual[first].append(chr(code))
        counts = collections.Counter()
        for reading, count in re.findall(r'([^\s(]+)\((\d+)\)', spoken.get(code, '')):
            counts[toneless(reading)] += int(count)
        for reading, count in counts.items():
            if reading != first and count >= 20 and count * 20 >= sum(counts.values()):
                besides[reading].append(chr(code))
    return usual, besides


if __name__ == '__main__':
    usual, besides = build()
    with open('sounds.txt', 'w', encoding='utf-8') as out:
        out.write('# Written by sounds.py from Unihan 15.0 (Unicode licence, see README.md). A syllable, the characters usually read so; after "~" those often read so besides.\n')
        for syllable in sorted(set(usual) | set(besides)):
            out.write(f'{syllable} {"".join(usual[syllable])}{"~" + "".join(besides[syllable]) if besides[syllable] else ""}\n')
