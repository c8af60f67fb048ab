"""Writes splits.txt: characters that are written as two or three standing side by side or one upon the other. See README.md."""
import collections
import itertools
import re

import folding
import ordinary
import unihan

# The forms a radical takes inside a character, by its number.
FORMS = {
    9: '人亻', 15: '冫', 18: '刀刂', 26: '卩', 30: '口', 31: '囗', 32: '土', 37: '大', 38: '女', 40: '宀', 46: '山', 50: '巾', 53: '广', 57: '弓', 60: '彳', 61: '心忄', 62: '戈', 63: '户', 64: '手扌', 66: '攴攵', 69: '斤', 70: '方', 72: '日', 74: '月',
    75: '木', 76: '欠', 78: '歹', 79: '殳', 82: '毛', 85: '水氵', 86: '火灬', 93: '牛牜', 94: '犬犭', 96: '玉王', 98: '瓦', 102: '田', 104: '疒', 106: '白', 108: '皿', 109: '目', 111: '矢', 112: '石', 113: '示礻', 115: '禾', 116: '穴', 117: '立', 118: '竹',
    119: '米', 120: '糸纟', 122: '网罒', 123: '羊', 124: '羽', 127: '耒', 128: '耳', 130: '肉月', 137: '舟', 140: '艹', 142: '虫', 144: '行', 145: '衣衤', 147: '见', 148: '角', 149: '言讠', 154: '贝', 156: '走', 157: '足', 158: '身', 159: '车',
    162: '辶', 163: '邑阝', 164: '酉', 166: '里', 167: '金钅', 169: '门', 170: '阜阝', 172: '隹', 173: '雨', 176: '面', 177: '革', 181: '页', 182: '风', 184: '食饣', 187: '马', 188: '骨', 194: '鬼', 195: '鱼', 196: '鸟', 200: '麻', 203: '黑', 209: '鼻', 211: '齿',
}
LAST = set('刂刀攵攴见页鸟隹彡力欠殳斤戈阝邑瓦羽毛卩心皿贝灬黑鬼虫衣糸巾女石')
FIRST = set('亻人冫囗宀广弓彳忄户扌手方日木歹氵水火牛牜犭犬王玉田疒白目矢石礻示禾穴立竹米纟罒羊耒耳月舟艹虫衤角讠言贝走足身车辶酉里钅金门阝阜雨面革饣食马骨鱼口土女山巾风麻鼻齿行')
AROUND = set('囗门辶廴疒广尸厂走气户鬼勹匚凵风')
CODES = {'氵': 'E', '亻': 'O', '扌': 'Q', '忄': 'P', '灬': 'F', '辶': 'Y', '艹': 'T', '宀': 'J', '疒': 'K', '衤': 'L', '戋': 'IJ', '牜': 'HQ', '讠': 'IV', '纟': 'VM', '钅': 'C', '厂': 'M', '广': 'I', '冫': 'IM', '又': 'E', '工': 'M', '匕': 'P', '贝': 'BO', '车': 'KQ', '仑': 'OP', '长': 'PO', '见': 'BHU', '力': 'KS', '囗': 'W'}



def strokes_of():
    (total,) = unihan.unihan('IRGSources', 'kTotalStrokes')
    table = {code: {int(n) for n in value.split()} for code, value in total.items()}
    table.update({ord(sign): {n} for sign, n in {'亻': 2, '刂': 2, '阝': 2, '讠': 2, '艹': 3, '辶': 3, '纟': 3, '饣': 3, '犭': 3}.items()})
    return table


def heads(code):
    return {code} if len(code) <= 2 else {code[0] + code[-1]}


def bodies(code):
    return {code} if len(code) <= 3 else {code[:2] + code[-1], code[0] + code[-2:]}


def build():
    """character -> its pairs of parts, the likeliest first."""
    folds = folding.build()
    strokes = strokes_of()
    cangjie, phonetic = unihan.unihan('DictionaryLikeData', 'kCangjie', 'kPhonetic')
    cangjie = {code: value.split()[0].removeprefix('X') for code, value in cangjie.items()}
    cangjie.update({ord(sign): value for sign, value in CODES.items()})
    (radicals,) = unihan.unihan('IRGSources', 'kRSUnicode')
    common = unihan.simplified()[1]
    phonetics = {code: set(re.findall(r'\d+[A-Z]?', value)) for code, value in phonetic.items()}
    parts = [code for code in cangjie if 0x3400 <= code <= 0x9FFF and code in strokes and (code in common or max(strokes[code]) <= 14) and code not in folds]
    forms = {form for group in FORMS.values() for form in group}
    by_head, by_body = collections.defaultdict(list), collections.defaultdict(list)
    for code in parts:
        for head in heads(cangjie[code]):
            by_head[head].append(code)
        for body in bodies(cangjie[code]):
            by_body[body].append(code)
    found = collections.defaultdict(dict)
    for whole in sorted(common):
        code = cangjie.get(whole)
        if not code or whole in folds or len(code) < 2:
            continue
        own, left = set(), set()
        for value in radicals[whole].split():
            number, rest = re.match(r"(\d+)'*\.(-?\d+)", value).groups()
            own |= set(FORMS.get(int(number), ''))
            left.add(int(rest))

        def add(first, second, evidence):
            pair = chr(first) + chr(second)
            off = min(abs(w - f - s) for w in strokes[whole] for f in strokes[first] for s in strokes[second])
            if off > 1 or whole in (first, second):
                return
            score = (evidence + 4 * bool(own & set(pair)) + 3 * bool(phonetics.get(whole, set()) & (phonetics.get(first, set()) | phonetics.get(second, set())))
                     + (first in common) + (second in common) + (pair[0] in forms) - 3 * off)
            if score >= 3:
                found[chr(whole)][pair] = max(score, found[chr(whole)].get(pair, 0))

        for cut in range(1, min(3, len(code) - 1) + 1):
            heads_here = by_head.get(code[:cut], ())
            bodies_here = by_body.get(code[cut:], ())
            for first, second in itertools.product(heads_here, bodies_here):
                add(first, second, 1)
            for radical in own & FIRST:
                for second in bodies_here:
                    if left & strokes[second]:
                        add(ord(radical), second, 0)
            for radical in own & LAST:
                for first in heads_here:
                    if left & strokes[first]:
                        add(first, ord(radical), 0)
    return {whole: [(score, pair) for pair, score in sorted(pairs.items(), key=lambda item: -item[1])] for whole, pairs in found.items()}


# Forms that writers take for one another when they spell a character's parts, the first stands for all.
SAME = '人亻イ|水氵|手扌才|心忄|言讠|金钅|食饣|糸纟丝|艹草艸廿|辶辵|阝邑阜|刀刂|攵攴文|灬火|犬犭|示礻|衣衤|疒病|户戸戶|网罒|竹⺮|牛牜|冫冰|龶丰主|爪爫|匚匸|乙乚|口ロ|王玉|月肉|日曰|工エ|力カ|二ニ|卜ト|八ハ|夕タ|匕ヒ|又ヌ|虍虎'


def table():
    """character -> spellings of two or three parts, none of them another's."""
    frequency = ordinary.frequencies()
    stands = {form: group[0] for group in SAME.split('|') for form in group}

    def plain(parts):
        return ''.join(stands.get(part, part) for part in parts)

    spellings = collections.defaultdict(dict)
    everyday = {sign for sign, _ in frequency.most_common(2500)}
    known = {sign for sign, _ in frequency.most_common(4200)}
    for whole, pairs in build().items():
        if whole not in known:
            continue
        best = pairs[0][0]
        for score, pair in pairs[:3]:
            if score >= max(5, best - 4):
                spellings[whole].setdefault(plain(pair), score)
    for whole in list(spellings):
        for pair in list(spellings[whole]):
            if len(pair) == 2 and whole in everyday:
                for part, inner in ((pair[0], True), (pair[1], False)):
                    for nested, score in list(spellings.get(part, {}).items())[:2]:
                        if len(nested) == 2 and spellings[whole][pair] >= 7:
                            spellings[whole].setdefault(nested + pair[1] if inner else pair[0] + nested, score - 5)
        for pair in list(spellings[whole]):
            if len(pair) == 2 and pair[0] in AROUND:
                spellings[whole].setdefault(pair[::-1], 1)
            if '囗' in pair:
                spellings[whole].setdefault(pair.replace('囗', '口'), 1)
    owner = {}
    for whole, parts in spellings.items():
        for spelling, score in parts.items():
            rank = (score // 4, frequency[whole])
            if spelling not in owner or owner[spelling][0] < rank:
                owner[spelling] = (rank, whole)
    result = collections.defaultdict(list)
    for spelling, (_, whole) in owner.items():
        result[whole].append(spelling)
    return result


if __name__ == '__main__':
    with open('splits.txt', 'w', encoding='utf-8') as out:
        out.write('# Written by splits.py from Unihan 15.0 (Unicode licence, see README.md) and the list in the script. "=": forms taken for one another; otherwise a character and its spellings.\n')
        for group in SAME.split('|'):
            out.write('=' + group + '\n')
        for whole, parts in sorted(table().items()):
            out.write(whole + ' '.join(parts) + '\n')
