"""Writes ordinary.bin and common.txt: what ordinary Chinese looks like, from the dictionary of the word segmenter jieba (MIT licence). See README.md."""
import collections

import folding

DICTIONARY = '/usr/lib/python3/dist-packages/jieba/dict.txt'
BITS = 20
LEAST = 20

# Words of one character that the dictionary counts too low.
FUNCTION = '的几两每各某另之于与及或但而且若如因所被把让给向从到对比等吗呢吧啊呀哦嗯哈啦么'


def words():
    folds = folding.build()
    with open(DICTIONARY, encoding='utf-8') as lines:
        for line in lines:
            word, count, *_ = line.split(' ')
            yield ''.join(folds.get(ord(sign), sign) for sign in word), int(count)


def frequencies():
    """How often a character occurs in words."""
    counts = collections.Counter()
    for word, count in words():
        for sign in word:
            counts[sign] += count
    return counts


def places(first, second):
    """The bits of a pair of neighbours; Ordinary.cs computes the same."""
    hash1 = (ord(first) * 0x9E3779B1 ^ ord(second) * 0x85EBCA77) & 0xFFFFFFFF
    hash1 ^= hash1 >> 15
    hash1 = hash1 * 0x2C1B3C6D & 0xFFFFFFFF
    hash2 = (hash1 * 0x297A2D39 & 0xFFFFFFFF) >> 12 | 1
    return [(hash1 + i * hash2 & 0xFFFFFFFF) >> 32 - BITS for i in range(4)]


if __name__ == '__main__':
    pairs, alone = collections.Counter(), collections.Counter()
    for word, count in words():
        for pair in zip(word, word[1:]):
            pairs[pair] += count
        if len(word) == 1 and '\u4e00' <= word <= '\u9fff':
            alone[word] += count
    bits = bytearray(1 << BITS - 3)
    for pair, count in pairs.items():
        if count >= LEAST:
            for place in places(*pair):
                bits[place >> 3] |= 1 << (place & 7)
    with open('ordinary.bin', 'wb') as out:
        out.write(bits)
    with open('common.txt', 'w', encoding='utf-8') as out:
        out.write('# Written by ordinary.py: characters by how often they are words of their own, then by how often they occur at all; commonest first.\n')
        out.write(FUNCTION + ''.join(sign for sign, _ in alone.most_common(400) if sign not in FUNCTION) + '\n')
        out.write(''.join(sign for sign, _ in frequencies().most_common(3600) if '\u4e00' <= sign <= '\u9fff') + '\n')
