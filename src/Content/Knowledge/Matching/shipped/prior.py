"""Writes the questions that the shipped model is trained on: knowledge bases and judged questions, all made of this project's own texts (python3 prior.py FOLDER).

Patterns of ways to ask, times things to ask about, with slips and fillers; some pairs are entries, the others are look-alikes that nothing answers. Beside them the demo world's bases, its members'
phrasings and the questions that need a person; a quarter of its entries is left out and asked for all the same.
"""
import csv
import pathlib
import random
import sys

ROOT = pathlib.Path(__file__).parents[5]
TEXTS = ROOT / "src/WeCom.Simulator/World/Texts"
THINGS = """面霜 口红 保温杯 空气炸锅 瑜伽课 儿童套餐 会员卡 优惠券 积分 蓝牙耳机 登山包 猫粮 婴儿车 电动牙刷 生日蛋糕 健身房 洗衣液 羽绒服 投影仪 羊毛地毯 游泳票 奶茶 牛肉汉堡 行李箱 防晒霜 书桌
机械键盘 扫地机器人 团购券 储值卡 月饼礼盒 手机壳 隐形眼镜 咖啡豆 宠物医院 驾校 停车场 亲子课 演唱会门票 加湿器""".split()
WAYS = [
    "{}多少钱|{}什么价格|{}怎么卖|{}要几块钱|请问{}的价格是多少|想知道{}卖多少钱",
    "{}怎么用|{}如何使用|{}的使用方法是什么|{}应该怎么用才对|谁教教我{}怎么使用|{}该如何用",
    "{}在哪里买|哪里可以买到{}|{}去哪儿买|哪里有{}卖|想买{}去什么地方|{}在什么地方能买到",
    "{}保质期多久|{}能放多长时间|{}的保质期是多久|{}可以用多久|{}多长时间会过期|{}的有效期有多长",
    "{}可以退吗|{}能不能退货|买了{}不想要了能退吗|{}怎么申请退款|{}不满意可以退掉吗|{}支持退货吗",
    "{}什么时候发货|{}多久能发货|{}啥时候寄出|买的{}几天发出|{}下单后何时发货|{}还要多久才发",
    "{}有优惠吗|{}打折吗|{}有没有活动|{}现在有什么折扣|买{}能便宜点吗|{}最近有促销吗",
    "{}坏了怎么办|{}坏了怎么处理|{}用不了咋办|{}出故障了如何解决|我的{}坏掉了该怎么弄|{}出问题找谁",
    "{}怎么取消|如何取消{}|{}不想要了怎么取消|怎样把{}取消掉|{}可以撤销吗|取消{}要怎么操作",
    "{}怎么预约|{}如何预订|{}要提前预约吗|想预约{}怎么弄|{}在哪里预定|怎样预约{}",
    "{}适合孩子吗|{}小孩能用吗|{}儿童可以用不|小朋友适合{}吗|{}给宝宝用行吗|几岁的孩子能用{}",
    "{}有哪些颜色|{}都有什么颜色|{}颜色有几种|{}可以选什么颜色|{}有黑色的吗|{}出了哪几个颜色",
    "{}和别的有什么区别|{}跟其他的有什么不同|{}比别家好在哪|{}与普通的有啥差别|{}有什么特别的|{}区别在哪里",
    "{}怎么开发票|{}能开发票吗|买{}可以开票吗|{}的发票在哪里开|{}如何申请发票|{}发票怎么要",
    "{}怎么清洗|{}如何清洁|{}脏了怎么洗|{}用什么洗比较好|{}多久清洗一次|怎样洗{}",
    "为什么我的{}不见了|{}怎么没有了|我的{}去哪了|{}突然消失了是怎么回事|找不到我的{}了|{}看不到了什么原因",
    "{}好不好|{}怎么样|{}好用吗|有人用过{}吗怎么样|{}值得买吗|{}质量如何",
    "{}可以送人吗|{}能不能转给别人|{}送朋友可以吗|{}可以转让不|{}给家人用可以吗|能把{}转送给朋友吗",
]
# What makes another thing of a thing: a question about it is another question.
BEFORE_THING = "儿童 二手 红色 大号 进口 新款 上海 男士 智能 便携 便宜的 去年买的 网上买的 朋友送的 三年前的 迷你".split()
AFTER_THING = "盖子 配件 套装 说明书 的包装 的照片 的味道 充电线 体验装 赠品 图片 的由来 会员 视频 工厂 的英文".split()
BEFORE = ["", "", "", "请问", "你好,", "亲", "想问一下", "麻烦问下", "那个", "老板", "我想知道", "昨天看到的", "求助!", "问一下,"]
AFTER = ["", "", "", "呀", "呢?", "?", "谢谢", ",在线等", "啊", "!急", "有人知道吗", "吗"]


def said(dice, text):
    """As somebody may type it: with a filler, now and then with a slip."""
    if dice.random() < 0.15 and len(text) > 4:
        at = dice.randrange(len(text) - 1)
        text = dice.choice([text[:at] + text[at + 1:], text[:at] + text[at + 1] + text[at] + text[at + 2:]])
    return dice.choice(BEFORE) + text + dice.choice(AFTER)


def other(dice, thing):
    """Another thing that has its name in it."""
    return dice.choice(BEFORE_THING) + thing if dice.random() < 0.5 else thing + dice.choice(AFTER_THING)


def lines(name):
    return [line.split("\t") for line in (TEXTS / name).read_text("utf-8").splitlines() if line and not line.startswith("#")]


def patterns(dice, phrases):
    base, judged = [], []
    for way, forms in enumerate(WAYS):
        forms = forms.split("|")
        for thing in THINGS:
            asked = dice.sample(forms, len(forms))
            if dice.random() < 0.25:
                thing = other(dice, thing) if dice.random() < 0.25 else thing
                number = f"P{way}-{thing}"
                base.append((number, [form.format(thing) for form in asked[:phrases]]))
                judged += [(number, "in", said(dice, form.format(thing))) for form in asked[phrases:phrases + 1]]
                if dice.random() < 0.6:
                    judged.append(("-", "near", said(dice, dice.choice(asked).format(other(dice, thing)))))
                if "的" not in thing and thing not in THINGS:
                    judged.append(("-", "near", said(dice, asked[0].format(next(known for known in THINGS if known in thing)))))
            elif dice.random() < 0.3:
                judged.append(("-", "near", said(dice, asked[0].format(thing))))
    return base, judged


def demo(dice, phrases):
    base, judged = [], []
    asked = {(brand, int(number)): forms.split("|") for brand, number, forms in lines("kb-questions.tsv")}
    for brand in ("baolexing", "huayangji"):
        with open(ROOT / f"src/Cli/Demo/kb-{brand}.csv", encoding="utf-8") as file:
            for number, row in enumerate(csv.DictReader(file), 1):
                out = dice.random() < 0.25
                known = [row["question"], *row["paraphrases"].split("|")]
                rest = known[phrases:] + asked[brand, number]
                if not out:
                    base.append((f"{brand}{number}", known[:phrases]))
                judged += [("-" if out else f"{brand}{number}", "near" if out else "in", text) for text in (known[:2] if out else rest)]
    judged += [("-", "far", text) for _, text in lines("human-questions.tsv")]
    judged += [("-", "far", line[-1].split("|")[0]) for line in lines("chatter.tsv")[::2]]
    return base, judged


def main(folder):
    for name, phrases in (("classified", 3), ("plain", 1)):
        dice = random.Random(20261123)
        parts = [patterns(dice, phrases), demo(dice, phrases)]
        with open(folder / f"{name}-kb.tsv", "w", encoding="utf-8") as file:
            file.write("faq_id\tstandard_question\tknown_paraphrases\n")
            file.writelines(f"{number}\t{known[0]}\t{'|'.join(known[1:])}\n" for base, _ in parts for number, known in base)
        with open(folder / f"{name}-judged.tsv", "w", encoding="utf-8") as file:
            file.write("gold_faq_id\tkind\tquery\n")
            file.writelines(f"{number}\t{kind}\t{text}\n" for _, judged in parts for number, kind, text in judged)


main(pathlib.Path(sys.argv[1]))
