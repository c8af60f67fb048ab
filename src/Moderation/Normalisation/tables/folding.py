"""Writes folding.txt: which characters are one and the same to a rule. See README.md."""
import collections
import re
import unicodedata

import unihan

# Latin look-alikes that no decomposition names. Upper and lower case apart only where they look like different letters.
LOOKALIKES = {
    'a': 'АаΑαɑ∀ⱯᎪꓮⲀⲁԱ', 'b': 'ВвΒβЬьЪъƄɓᏴꓐⲂ', 'c': 'СсϹϲᏟꓚⲤⲥↃↄ', 'd': 'ԀԁᎠꓓɖɗ', 'e': 'ЕеЁёΕεЄєЭэЭ℮ᎬꓰⲈəɛӘә', 'f': 'ϜϝꓝꞘꞙƑƒ',
    'g': 'ԌԍɡɢᏀꓖ', 'h': 'НнΗҺһᎻꓧⲎհ', 'i': 'ІіΙιӀӏΪϊЇїᎥıɩꓲ', 'j': 'ЈјϳᎫꓙȷ', 'k': 'КкΚκᏦꓗⲔⲕ', 'l': 'ᏞꓡⳐլ', 'm': 'МмΜᎷꓟⲘɱ',
    'n': 'ΝηпПꓠⲚɳղ', 'o': 'ОоΟοσՕօꓳⲞⲟөӨ', 'p': 'РрΡρᏢꓑⲢⲣ', 'q': 'ԚԛգՔ', 'r': 'ᎡᏒꓣгГ', 's': 'ЅѕᏚꓢՏ', 't': 'ТтΤτᎢꓔⲦ', 'u': 'υμՍսꓴʋ',
    'v': 'ѴѵνᏙꓦ', 'w': 'ԜԝωᎳꓪшШ', 'x': 'ХхΧχꓫⲬⲭ', 'y': 'УуΥγүҮҰұᎽꓬⲨ', 'z': 'ΖζᏃꓜⲌ',
}

# Forms of Japan and of everyday handwriting that Unihan does not tie to the common character.
HAND = '发発 气気 卖売 应応 广広 图図 团団 对対 传伝 价価 仏佛 佣傭 儿児 两両 决決 实実 宝宝 写冩写 县県 续続 铁鉄 钱銭 乐楽 药薬 战戦 单単 弹弾 关関 观観 黑黒 德徳 步歩 恶悪 惠恵 戏戯 总総 获獲 剂剤 剑剣 劳労 国囯囶圀 ' \
       '转転 轻軽 残残 浅浅 泽沢 择択 译訳 释釈 驿駅 变変 恋恋 湾湾 显顕 验験 险険 检検 权権 劝勧 欢歓 圆円 归帰 每毎 海海 拜拝 桥桥 样様 满満 带帯帶 读読 齐斉 济済 剩剰 乘乗 丰豊 艺芸 样様 处処 据拠 证証 亚亜 '

INVISIBLE = {0x00AD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0, 0xFEFF, 0x2800}


def spaced(folds):
    for code in (0x09, 0x0B, 0x0C, 0xA0, 0x1680, 0x202F, 0x205F, 0x3000, *range(0x2000, 0x200B)):
        folds[code] = ' '
    for code in (0x0D, 0x85, 0x2028, 0x2029):
        folds[code] = '\n'


def singleton(code):
    """What compatibility decomposition leaves of a character, if that is one character, perhaps in brackets, with a stop or under marks."""
    wide = unicodedata.normalize('NFKD', chr(code))
    wide = wide.replace('\u2044', '') if len(wide) > 1 else wide
    bare = re.fullmatch(r'[(\u3014](.)[)\u3015]|(.)[.,]', wide)
    if bare:
        return bare[1] or bare[2]
    if len(wide) > 1 and wide[0].isascii() and all(unicodedata.combining(mark) for mark in wide[1:]):
        return wide[0]
    whole = unicodedata.normalize('NFKC', chr(code))
    return whole if len(whole) == 1 and whole != chr(code) else None


def named(name):
    """Letters and digits that only their name gives away."""
    found = (re.fullmatch(r'LATIN (?:SMALL|CAPITAL) LETTER ([A-Z])(?: WITH .*)?', name)
             or re.fullmatch(r'(?:LATIN LETTER SMALL CAPITAL|REGIONAL INDICATOR SYMBOL LETTER) ([A-Z])', name)
             or re.fullmatch(r'(?:CROSSED )?NEGATIVE (?:CIRCLED|SQUARED) LATIN CAPITAL LETTER ([A-Z])', name))
    return found[1].lower() if found else None


def digit(name, category, value):
    return value if category in ('Nd', 'No', 'Nl') and re.fullmatch('[0-9]', value) and not re.search('IDEOGRAPH|CJK|ROMAN|HANGZHOU.*TEN', name) else None


def build():
    folds = {}
    scripts = unihan.ranges('Scripts.txt')
    ignorable = unihan.ranges('DerivedCoreProperties.txt', {'Default_Ignorable_Code_Point'})['Default_Ignorable_Code_Point'] | INVISIBLE
    marks = scripts['Inherited'] | scripts['Common'] | scripts['Cyrillic'] | scripts['Hebrew'] | scripts['Arabic'] | scripts['Latin']
    for code, name, category, value in unihan.characters():
        if category == 'Cs' or 0xE000 <= code <= 0xF8FF:
            continue
        lower = chr(code).lower()
        folds[code] = (digit(name, category, value) or named(name) or singleton(code)
                       or ('-' if category == 'Pd' else lower if len(lower) == 1 else chr(code)))
        if category in ('Mn', 'Me') and code in marks or category == 'Cc':
            folds[code] = ''
    for base, *variants in LOOKALIKES_AND_HAND():
        for variant in variants:
            folds[ord(variant)] = base
    radicals = {}
    for line in open(unihan.ROOT + 'EquivalentUnifiedIdeograph.txt', encoding='utf-8'):
        found = re.match(r'([0-9A-F]+)(?:\.\.([0-9A-F]+))?\s*;\s*([0-9A-F]+)', line)
        if found:
            for code in range(int(found[1], 16), int(found[2] or found[1], 16) + 1):
                radicals[code] = chr(int(found[3], 16))
    folds.update({code: sign for code, sign in radicals.items() if ord(sign) <= 0xFFFF and not 0x31C0 <= code <= 0x31EF})
    table, common = unihan.simplified()
    for field in unihan.unihan('Variants', 'kZVariant', 'kSemanticVariant'):
        for code, value in field.items():
            forms = {table.get(form, form) for form in unihan.codes(value)}
            forms = {form for form in forms if form in common}
            if code not in common and code not in table and len(forms) == 1 and code != min(forms):
                table[code] = min(forms)
    folds.update({code: chr(form) for code, form in table.items() if chr(code) not in ''.join(HAND.split())})
    folds.update({code: '' for code in ignorable})
    spaced(folds)
    folds[0x0A] = '\n'
    for middle in '\u2022\u2027\u2219\u22c5\u30fb\uff65\u00b7':
        folds[ord(middle)] = '\u00b7'
    folds[0x20BF] = 'b'
    del folds[ord('覆')]  # 复 in old texts only
    return closed(folds)


def LOOKALIKES_AND_HAND():
    for letter, forms in LOOKALIKES.items():
        yield letter, *forms
    for group in HAND.split():
        yield tuple(group)


def closed(folds):
    """Folding what was folded changes nothing; a target outside the basic plane is no target."""
    result = {}
    for code in folds:
        seen, sign = {chr(code)}, folds[code]
        while sign and sign not in seen and ord(sign) in folds:
            seen.add(sign)
            sign = folds[ord(sign)]
        if sign != chr(code) and (not sign or ord(sign) <= 0xFFFF):
            result[code] = sign
    for code, sign in result.items():
        assert not sign or result.get(ord(sign), sign) == sign, hex(code)
    return result


def write(folds, path):
    han = collections.defaultdict(list)
    rest = {}
    for code, sign in sorted(folds.items()):
        if sign and 0x4E00 <= ord(sign) <= 0x9FFF and 0x3400 <= code and not 0xF900 <= code <= 0xFAFF:
            han[sign].append(chr(code))
        else:
            rest[code] = ord(sign) if sign else 0
    with open(path, 'w', encoding='utf-8') as out:
        out.write('# Written by folding.py from the Unicode Character Database 15.0 (Unicode licence, see README.md).\n'
                  '# "first-last target": each to the next after the target; "=target": all to it; "0": ignorable. Then ideographs: the common form, and what folds to it.\n')
        codes = sorted(rest)
        at = 0
        while at < len(codes):
            first, end, step = codes[at], at + 1, None
            while end < len(codes) and codes[end] == codes[end - 1] + 1 and rest[codes[end]] - rest[codes[end - 1]] in (0, 1):
                gap = rest[codes[end]] - rest[codes[end - 1]]
                if step is not None and gap != step or gap == 1 and rest[codes[end - 1]] == 0:
                    break
                step, end = gap, end + 1
            span = f'{first:X}' if end == at + 1 else f'{first:X}-{codes[end - 1]:X}'
            out.write(f'{span} {"=" if step == 0 else ""}{rest[first]:X}\n')
            at = end
        out.write('#\n')
        for sign in sorted(han):
            out.write(sign + ''.join(han[sign]) + '\n')


if __name__ == '__main__':
    write(build(), 'folding.txt')
