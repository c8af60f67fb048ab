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


# What Cangjie takes apart otherwise, or not at all: the character, then its parts as they are written.
HAND = """
我手戈 看手目 出山凵 出山山 大一人 天一大 夫二人 太大丶 们亻门 对又寸 分八刀 里田土 里甲二 经纟圣 现王见 只口八 化亻匕 者耂日 老耂匕 常尚巾 海氵每 意音心 意立日心 原厂泉 江氵工 务夂力 元二儿 比匕匕 汉氵又 处夂卜 权木又 变亦又 果日木 张弓长 反厂又
色刀巴 它宀匕 光小兀 百一白 党尚儿 论讠仑 取耳又 真直八 真十具 兵丘八 空穴工 步止少 步止小 连辶车 朝十日十月 红纟工 功工力 属尸禹 装壮衣 观又见 办力八 告牛口 示二小 支十又 编纟扁 列歹刂 双又又 青龶月 青丰月 志士心 响口向
轻车圣 素龶糸 素丰糸 视礻见 星日生 采爫木 切七刀 责龶贝 责丰贝 仅亻又 负刀贝 范艹氾 尽尺冫 艺艹乙 攻工攵 养羊介 哥可可 急刍心 念今心 拿合手 亿亻乙 酒氵酉 街彳圭亍 街行圭 尼尸匕 筑竹巩 乱舌乚 乱舌乙 简竹间 堂尚土 欢又欠 够句多 孙子小 阵阝车
典曲八 毒龶母 毒丰母 含今口 兄口儿 述辶术 献南犬 移禾多 露雨路 盘舟皿 痛疒甬 轮车仑 靠告非 墙土啬 佛亻弗 库广车 末一木 未一木 圣又土 戏又戈 吉士口 麻广林 束木口 径彳圣 墓莫土 遍辶扁 舰舟见 虚虍业 虚虎业 奴女又 拜手手 贸卯贝 孔子乙 紫此糸
虑虍心 虑虎心 虎虍几 累田糸 偏亻扁 税禾兑 伦亻仑 尊酋寸 幸土羊 恐巩心 鸡又鸟 呈口王 暴日恭 废广发 搞扌高 孝耂子 灰厂火 梅木每 篇竹扁 朗良月 勇甬力 贫分贝 尖小大 辈非车 贡工贝 爹父多 摩麻手 劲圣力 叹口又 贯毌贝 贯母贝 凤几又 郎良阝
赏尚贝 敏每攵 冬夂冫 番采田 墨黑土 舍人舌 幕莫巾 磨麻石 邓又阝 旨匕日 丘斤一 晓日尧 艇舟廷 肩户月 臂辟月 愈俞心 饰饣布 悉采心 魔麻鬼 盆分皿 寿丰寸 涌氵甬 劝又力 顷匕页 耐而寸 辉光军 乳孚乚 偶亻禺 帐巾长 壳士冗 尘小土 慕莫心 拨扌发
艰又艮 畜玄田 衙行吾 弥弓尔 叙余又 稿禾高 骗马扁 慧彗心 吞天口 颈圣页 忆忄乙 逻辶罗 贪今贝 斩车斤 伪亻为 哼口亨 儒亻需 敲高攴 剪前刀 炭山灰 衔行金 串中口 巷共己 盒合皿 胀月长 妥爫女 诞讠延 账贝长 悔忄每 拐扌另 唇辰口 哀衣口 皱刍皮
肖小月 煎前灬 氢气圣 盲亡目 奠酋大 愚禺心 膏高月 姜羊女 惹若心 龟刀电 泼氵发 钩钅勾 霉雨每 逸辶兔 虹虫工 衍行氵 巩工凡 昔廿日 氯气录 虏虍力 茎艹圣 垄龙土 寓宀禺 募莫力 桶木甬 诈讠乍 沦氵仑 烹亨灬 蚕天虫 诵讠甬 萝艹罗 暮莫日 觅爫见
仕亻士 侮亻每 锣钅罗 釜父金 淤氵於 登癶豆 扒扌八 隅阝禺 潇氵萧 敞尚攵 蒿艹高 澜氵阑 岔分山 邹刍阝 羌羊儿 絮如糸 窥穴规 皋白夲 匙是匕 嵩山高 棠尚木 摹莫手 皂白七 脓月农 晦日每 扛扌工 叭口八 杠木工 妒女户 删册刂 趴足八 裳尚衣 臀殿月
讧讠工 孵卵孚 枭鸟木 想相心 思田心 怎乍心 您你心 总心 怒奴心 忘亡心 忍刃心 忠中心 息自心 恩因心 恋亦心 惠叀心 感咸心 态太心 患串心 惩征心 懒忄赖 男田力 加力口 动云力 助且力 努奴力 励厉力 劳艹冖力 明日月 早日十 是日疋 旦日一 时日寸 昌日日
晶日日日 品口口口 森木木木 众人人人 林木木 炎火火 朋月月 吕口口 多夕夕 哭口口犬 笑竹夭 答竹合 第竹弟 等竹寺 算竹目廾 管竹官 篮竹监 筹竹寿 签竹佥 微彳山攵 信亻言 聊耳卯 群君羊 君尹口 号口丂 钱钅戋 赚贝兼 赌贝者 博十尃 彩采彡 票西示 股月殳
炒火少 贷代贝 款士示欠 借亻昔 息自心 利禾刂 免刀免 费弗贝 送辶关 领令页 红纟工 包勹己 返辶反 现王见 佣亻用 全人王 刷尸巾刂 单丷甲 兼羊职 职耳只 招扌召 聘耳甹 加力口 盟明皿 代亻弋 理王里 购贝勾 买乛头 卖十买 售隹口 批扌比 发友 货化贝
源氵原 厂一丿 价亻介 低亻氐 优亻尤 惠专心 折扌斤 扣扌口 秒禾少 杀乂木 抢扌仓 限阝艮 特牛寺 供亻共 专二云 枪木仓 弹弓单 炸火乍 药艹约 迷辶米 奸女干 淫氵爫壬 妓女支 嫖女票 鸡又鸟 裸衣果 做亻故 爱爫冖友 性忄生 情忄青 欲谷欠 色刀巴 黄共由
操扌喿 妈女马 滚氵衮 死歹匕 尸尸 傻亻囟夂 逼辶畐 蠢春虫 猪犭者 狗犭句 贱贝戋 骗马扁 诈讠乍 假亻叚 证讠正 件亻牛 办力八 刻亥刂 章立早 伪亻为 造辶告 最日取 好女子 极木及 级纟及 绝纟色 独犭虫 唯口隹 首丷自 家宀豕 国囗玉 顶丁页 端立耑 效交攵
治氵台 疗疒了 癌疒嵒 病疒丙 症疒正 痛疒甬 保亻呆 肥月巴 减冫咸 胖月半 瘦疒叟 美羊大 祛礻去 斑王文王 根木艮 除阝余 彻彳切 底广氐 永丶水 久人 无一尢 副畐刂 作亻乍 用月 赔贝咅 稳禾急 收丩攵 益皿 赢亡口月 输车俞 投扌殳 资次贝 股月殳 涨氵张
神礻申 仙亻山 汗氵干 杜木土 胡古月 李木子 吴口天 杨木昜 黄艹田 孔子乚 许讠午 何亻可 张弓长 章立早 徐彳余 郭享阝 林木木 罗罒夕 宋宀木 谢讠射 韩十早韦 唐广口 冯冫马 程禾呈 曹曲日 彭壴彡 曾丷田日 肖小月 田口十 董艹重 人丿乀 了乛亅 中口丨 来一米 来木丷 要西女 覀覀 生牛一 子了一 成戊丁 下一卜 于二亅 于一丁 自丿目 主丶王 方亠勹 方丶万 用月丨 工一丨 工二丨 公八厶 日口一 区匚乂 那月阝 去土厶 小亅八 北丬匕 定宀疋 开一廾 产立丿 产亠丷厂 军冖车 起走己 表龶衣 力丁丿 文亠乂 当小彐 么丿厶 三二一 三一二 山凵丨 关丷天 平干丷 内冂人 西一四 十一丨 正一止 口冂一 通辶甬 由囗十 由田丨 二一一 入丿乀 并丷开 万一勹 万丆勹 及乃乀 回囗口 气乞一 电日乚 义丶乂 王一土 四囗儿 共廿八 共龷八 儿丿乚 目囗二 目日一 少小丿 米丷木 华化十 导巳寸 术木丶 交六乂 交亠父 县且厶 走土止 白丿日 风几乂 干二丨 干一十 农冖衣 官宀㠯 即艮卩 台厶口 必心丿 土十一 考耂丂 叫口丩 争刀彐 尔勹小 尔丿小 朝卓月 亚一业 候亻侯 火丷人 火丶人 千丿十 八丿乀 派氵𠂢 越走戉 且月一 乐丿东 飞乙丷 节艹卩 龙尤丿 失丿夫 甚甘匹 食人良 击凵土 兴丷六 兴八一 占卜口 巴巳丨 木十人 木一小 央冂大 音立日 六亠八 承氶手 父八乂 状丬犬 修攸彡 范氵艹 找扌戈 九丿乙 密宓山 密宀必 血丿皿 习刁丶 习乛冫 医匚矢 写冖与 协十办 七一乚 封圭寸 户丶尸 射身寸 留卯田 降阝夅 云二厶 印卬一 升丿廾 升千丨 压厂圡 压厂土 香禾日 藏艹臧 兰丷三 止上丨 皮广又 普並日 剑佥刂 久丿人 礼礻乚 春三人日 春龹日 良丶艮 刀乛丿 刀㇆丿 既艮旡 叶口十 荆茾刂 充亠允 充云儿 希乂布 希㐅布 异巳廾 曲日廿 朱丿未 朱牛八 端立耑 录彐水 录彐氺 丰三丨 爷父卩 互一彑 雄厷隹 扩扌广 届尸由 喝口曷 博十尃 灵彐火 遇辶禺 甲田丨 妇女彐 载車戈 载十车戈 操扌喿 仏亻厶 午丿干 屋尸至 嘴口觜 末一木 犯犭㔾 雪雨彐 亡亠乚 币丿巾 廷壬廴 卡上卜 寻彐寸 私禾厶 卷龹㔾 丁一亅 丝纟一 丝幺一 汇氵匚 塔土荅 距足巨 融鬲虫 寺土寸 虎虍几 凡几丶 尤尢丶 秦三人禾 秦龹禾 乘禾北 壮丬士 纴纟壬 虫中丶 呈口王 敬苟攵 曰口一 奏三人天 奏龹天 裁十衣戈 截十隹戈 丈一乂 泰三人水 泰龹水 残歹戋 申日丨 申田丨 麦龶夂 贝冂人 甘廿一 斤厂丅 凭任几 隔阝鬲 弄王廾 苗艹田 祭癶示 辛立十 瑞王耑 宏宀厷 扎扌乚 隶彐水 厉厂万 锅钅呙 叔尗又 叔上小又 券龹刀 券丷夫刀 氧气羊 戴異戈 丘斤一 陶阝匋 拳龹手 尺尸乀 插扌臿 插扌千臼 勤堇力 穴宀八 戒戈廾 臂辟月 矛予丿 呆口木 籍竹耤 幼幺力 冈冂乂 慈兹心 扫扌彐 辉光军 乏丿之 傅亻尃 翼羽異 碰石並 揭扌曷 赖束负 卢卜尸 凯岂几 羽习习 疏疋㐬 搭扌荅 蒸艹烝 剉坐刂 凶凵乂 玄亠幺 丛从一 灌氵雚 匹匚儿 亏一丂 艘舟叟 滴氵啇 盈乃又皿 碍石㝵 允厶儿 匠匚斤 歇曷欠 桑又又木 桑叒木 氨气安 丢丿去 丢一去 窝穴呙 辣辛束 舒舍予 尿尸水 勾勹厶 舌千口 纠纟丩 匆勿丶 函凵水 辱辰寸 祸礻呙 秉禾彐 渠氵巨木 漆氵桼 屽山干 仓人㔾 仓人巳 哼口亨 叉又丶 臭自犬 卧臣卜 卜丨丶 颤亶页 滨氵宾 履尸復 幻幺㇆ 幻幺乛 扁户冊 槸木埶 兑丷兄 葛艹曷 萄艹匋 顽元页 辰厂衣 劣少力 氛气分 唇辰口 叠又又又 郧员阝 欠勹人 罐缶雚 斥斤丶 雇户隹 丐一丂 摘扌啇 崖山厓 竴立尊 竭立曷 鍙金合 肴乂有 蜜宓虫 蜜宀必虫 栽十木戈 笼竹龙 尹彐丿 盲亡目 勋员力 巾冂丨 喘口耑 匾匚扁 雌此隹 裹衣果 渴氵曷 雀少隹 僵亻畺 霉雨每 枣束冫 逸辶兔 彪虎彡 嘿口黑 掏扌匋 昔龷日 昔廿日 衷衣中 旬勹日 矣厶矢 豹豸勺 巢巛果 燥火喿 乖千北 雁厂亻隹 兀一儿 捏扌圼 捏扌日土 歪不正 禽人离 膝月桼 匀勹冫 涯氵厓 樊林大 匪匚非 搏扌尃 缚纟尃 垄龙土 丸九丶 褐衤曷 酶酉每 妆丬女 堕陏土 禾丿木 弊敝廾 耍而女 凿业凵 剅豆刂 淘氵匋 镌钅隽 鄙啚阝 躁足喿 杏木口 咕口古 冀北異 菊艹匊 犬大丶 裘求衣 糯米需 敛佥攵 垒厽土 瑟王王必 甩月乚 葱艹匆心 勫番力 膊月尃 昼尺旦 碌石录 垱土当 眷龹目 眷丷夫目 毙比死 涡氵呙 厄厂㔾 厄厂巳 弘弓厶 淤氵於 衢行瞿 歹一夕 凳登几 敷旉攵 镐钅高 氮气炎 潇氵萧 笅竹交 噪口喿 卞亠卜 浇氵尧 埚土呙 鳌敖鱼 棘朿朿 厕厂则 矢丿天 匣匚甲 湴氵並 虞虍吴 滇氵真 彬木木彡 羹羔美 晖日军 匕丿乚 簿竹溥 璁王悤 亢亠几 邑口巴 椤木罗 敝㡀攵 墟土虚 韧韦刃 炯火冋 哉土口戈 兘元台 靡麻非 诲讠每 孽薛子 熷火曾 潵氵散 戎十戈 氟气弗 揣扌耑 蓦莫马 乒丘丿 牟厶牛 叭口八 岁山夕 滃氵翁 侈亻多 霳雨隆 轧车乚 褶衤習 醛酉荃 簧竹黄 澧氵豊 吆口幺 橘木矞 澡氵喿 酋丷酉 札木乚 犳犭勺 豌豆宛 臀殿月 锜钅奇 卯卩丿 在土亻 有月丿 上卜一 上丨二 年丿干 以人丶 学冖子 也丨乚 后厂一口 着羊目 面一囬 门丶丨 事一口彐 同冂一口 同冂口 其甘八 其廿八 然肉犬灬 与一勺 重千里 将丬夕寸 将丬寸 手三亅 东七小 头大丶 月冂二 见冂儿 已己丨 度广廿又 度广又 第竹弟 第竹弔 合人一口 合亼口 武一弋止 武止弋 向丿冂口 向冋口 立亠丷一 身自丿 石丆口 石厂口 应广小一 世廿一 系丿糸 系丿幺小 展尸衣 展尸艹 总丷口心 金人王丷 先丿土儿 先牛儿 声士尸 或戈口一 或口戈 司口一 司刁口 女乛丿 命人叩 命人一叩 至一厶土 报扌卩又 几丿乙 解角刀牛 更一日乂 今人丶乛 今亼乛 才一亅丿 师丿帀 师リ帀 五一丨 京亠口小 受爫冖又 布丿巾 布ナ巾 带卅冖巾 广丶厂 质厂十贝 质斤贝 专二厶 每丿母 每人母 商立冂八口 商亠丷冏 车七十 举兴二丨 举兴十 言亠二口 求一水丶 具且八 具目一八 革廿口十 革廿中 单丷甲一 单丷田十 段殳丨 周冂土口 周冂吉 育亠厶月 育云月 参厶大彡 半丷二丨 半丷十 令人丶卩 令今丶 鱼刀田一 势执力 网冂乂乂 望亡月王 片丿丄 满氵艹两 局尸句 局尸口 觉冖见 服月卩又 存丿子 存才子 离亠凶禸 离文凶 营艹冖吕 足口止 余人禾 余人于八 左ナ工 左丆工 斗冫十 乡纟丿 席广廿巾 获艹犭犬 毛丿七 右ナ口 右丆口 弟丷弓 害宀丰口 竟立日儿 竟音儿 差羊工 差羊丿工 继纟米 继纟迷 船舟几口 夏百夂 掌尚手 画一田凵 画田凵 尚小冋 尚小冂口 友ナ又 友丆又 敢耳攵 贵中一贝 贵虫贝 威戊女 衣亠衤 班王刂王 练纟东 归刂彐 归丨彐 肉冂人人 永丶水 散龷月攵 散昔月攵 牛丿十 介人丨 齐文刂 齐文丨 唐广口 沿氵几口 殿尸共殳 索十冖糸 谷八人口 荣艹冖木 厚厂日子 巨匚コ 页一贝 页丆贝 奖丬夕大 奖将大 繁敏糸 川丿丨丨 莫艹日大 庙广由 丹冂一 延廴正 摇扌缶 鼓壴支 予乛丁 韦二丨 聚取水 盖羊皿 珍王人彡 梁氵刅木 替夫夫日 乌鸟 隆阝夂生 奉三人十 享亠口子 享亨子 撤扌育攵 盐土卜皿 萨艹阝产 冠冖元寸 羊丷王 羊丷三 妻彐女 赞先先贝 曹曲日 桌卜日木 桌占木 黎禾水 毁臼工殳 貌豸白儿 貌豸皃 乃丿㇆ 弃云廾 尸コ丿 浓氵农 井二丨丨 井开一 薄艹溥 册冂冂 罚罒讠刂 腾月关马 寡宀且分 琴王王今 盾厂十目 炼火东 眉尸目 曼日罒又 鼻自田廾 餐歺又食 锁钅小贝 葬艹死廾 牵大冖牛 咸戌口 衰衣一 帅丨巾 帅リ巾 瓜爪厶 疆弓土畺 夹一丷人 卒亠从十 齿止人凵 辩辛讠辛 吏一史 佩亻几巾 乔夭丨 乔夭八 轨车九 幽山幺幺 诊讠人彡 寸一丁 狱犭讠犬 伞人丷十 兆儿冫 庸广肀 鹰广亻鸟 契丰刀大 霸雨革月 瑶王爫缶 浆将水 缠纟广里 趁走人彡 蜀罒勹虫 弗弓丨 尉尸示寸 茫艹氵亡 卿卯艮 卓卜早 丫丷丨 爵爫罒寸 婴贝贝女 甫一用丶 羞羊丑 铅钅几口 爽大乂 夕勹丶 弓コ一 嗣口冊司 卸午止卩 竖刂又立 亥亠人 厨厂豆寸 厢厂相 酱将酉 亨亠口了 塌土日羽 塌土羽 蕲艹单斤 乞丿乙 嵌山甘欠 丙一内 萍艹氵平 寇宀元攴 戟卓戈 贮贝宁 瓣辛瓜辛 雍亠乡隹 粥弓米弓 巫工人人 谣讠爫缶 柬東 琐王小贝 蠢春虫 弼弓百弓 稽禾尤旨 煞刍攵灬 肇户攵聿 陋阝丙 冥冖日六 熏千灬 辫辛纟辛 椭木阝有 桨将木 榻木日羽 拣扌东 莹艹冖玉 乍丿二 舜爫冖舛 虐虍彐 蒜艹示示 冉冂土 矗直直直 庚广人 夋厶八夂
 袁土口衣 潘氵番 蒋艹将 蔡艹祭 余人禾
""".split()


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
    for entry in HAND:
        if 3 <= len(entry) <= 4:
            spellings[entry[0]][plain(entry[1:])] = 99
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
