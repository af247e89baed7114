"""How names in Chinese, Japanese and Korean writing are read: the common ones, in pinyin, Hepburn and as Koreans write.

Own tables. A Japanese name is read as a whole, a Chinese one character by character, a Korean one by its letters
(Revised Romanisation, with the usual spelling of family names beside it). What is not here stays unread.
"""

from functools import lru_cache
from itertools import product

_PINYIN = """
ai:爱艾 an:安 bai:白 ban:班 bao:包宝鲍 bei:贝蓓 bin:斌彬滨 bing:冰兵炳 bo:波博柏 cai:蔡才彩 cao:曹 cen:岑 chang:昌常畅 chao:超潮 chen:陈陳晨辰
cheng:程成诚承城 chi:池 chong:崇 chuan:川传 chun:春纯 chuang:创 cong:聪 cui:崔翠 da:达大 dai:戴代 dan:丹旦 deng:邓鄧 di:迪 ding:丁 dong:东東董冬栋 dou:窦
du:杜 duan:段 en:恩 fan:范凡樊帆 fang:方芳房放 fei:飞菲飛 feng:冯馮峰凤鳳风枫锋丰 fu:傅付福富甫 gan:甘 gang:刚 gao:高 ge:葛戈歌 geng:耿 gong:龚宫 gu:顾顧谷古 guan:关管冠
guang:光广 gui:贵桂 guo:郭国國果 hai:海 han:韩韓涵汉寒 hao:郝浩豪昊皓 he:何贺和鹤荷 heng:恒 hong:洪红宏虹鸿弘 hou:侯 hu:胡虎湖 hua:华華花 huai:怀 huan:欢环 huang:黄黃
hui:慧辉惠卉晖 huo:霍 ji:季吉纪姬计济继 jia:佳家嘉贾加 jian:建健剑坚简 jiang:江蒋蔣姜 jiao:焦娇 jie:杰洁捷婕 jin:金晋锦进瑾 jing:静静婧晶京景靖菁敬 jiu:久 ju:菊 juan:娟 jun:军俊君军钧
kai:凯开恺 kang:康 ke:柯可科克 kong:孔 kun:坤昆 lai:赖 lan:兰蓝岚 lang:朗 lei:雷磊蕾 leng:冷 li:李黎丽立力莉理利礼里荔 lian:连廉莲 liang:梁亮良 liao:廖 lin:林琳霖 ling:凌玲灵铃
liu:刘劉柳 long:龙龍隆 lou:娄 lu:卢盧陆陸鲁路露璐 luo:罗羅骆洛 lun:伦 ma:马馬 man:曼满 mao:毛茂 mei:梅美媚玫 meng:孟梦萌蒙 mi:米 miao:苗妙 min:敏民闵 ming:明鸣铭 mo:莫墨
mu:穆牧木 na:娜 nan:南楠男 ni:倪妮 nian:年念 ning:宁凝 niu:牛 ou:欧 pan:潘盼 pang:庞 pei:裴培佩 peng:彭鹏朋 pin:品 ping:平萍苹 qi:齐戚琪奇琦启祺淇 qian:钱錢谦倩乾千 qiang:强
qiao:乔巧桥 qin:秦琴勤沁 qing:清青庆卿晴 qiong:琼 qiu:邱丘秋裘 qu:曲屈瞿 quan:全泉权 ran:冉然 ren:任仁 rong:荣容蓉戎 ru:汝茹儒如 rui:瑞睿锐蕊 run:润 san:三 sen:森 sha:沙莎 shan:山单珊
shang:尚 shao:邵绍少 shen:沈申慎 sheng:盛胜生升声 shi:石施史时世诗师士 shou:寿 shu:舒书淑树姝 shuang:双爽霜 shui:水 shun:顺舜 si:司思斯四 song:宋松 su:苏蘇素 sui:隋 sun:孙孫
tai:泰太 tan:谭谈檀 tang:唐汤棠 tao:陶涛桃 teng:滕 ti:提 tian:田天甜 ting:婷廷庭 tong:童佟彤同 tu:涂屠 wan:万婉晚 wang:王汪旺望 wei:魏韦卫伟偉薇维威巍为伟炜 wen:温文雯闻 weng:翁 wo:沃
wu:吴吳武伍邬五午 xi:习席喜希西曦熙夕 xia:夏霞 xian:贤先仙宪 xiang:向项翔祥香湘 xiao:萧肖蕭小晓曉笑孝潇 xie:谢謝 xin:辛新欣鑫心馨昕信 xing:邢兴星幸 xiong:熊雄 xiu:秀修 xu:徐许許旭绪 xuan:宣轩萱玄
xue:薛雪学學 xun:荀勋 ya:亚雅娅 yan:严颜闫阎燕艳妍彦言岩嫣炎 yang:杨楊阳陽扬洋 yao:姚瑶尧耀 ye:叶葉烨 yi:易怡毅艺益依义宜仪逸一亦翼轶 yin:尹殷音银 ying:应英莹颖迎盈瑛 yong:雍勇永咏 you:尤游友优 yu:于余俞喻宇玉雨语羽裕瑜育煜钰
yuan:袁元远媛原园源圆 yue:岳月悦越 yun:云雲芸韵允 zai:在 ze:泽 zeng:曾 zha:查 zhan:詹展湛 zhang:张張章彰 zhao:赵趙昭兆 zhe:哲 zhen:甄珍真震振臻 zheng:郑鄭正征政铮 zhi:志智之芝芷致直 zhong:钟鐘中忠仲
zhou:周洲舟 zhu:朱祝竹珠柱 zhuang:庄 zhuo:卓 zi:子紫梓姿 zong:宗 zou:邹 zu:祖 zuo:左
"""
_JAPANESE = """
佐藤:sato 鈴木:suzuki 高橋:takahashi 髙橋:takahashi 田中:tanaka 渡辺:watanabe 渡邊:watanabe 渡部:watanabe 伊藤:ito 山本:yamamoto 中村:nakamura 小林:kobayashi 加藤:kato 吉田:yoshida
山田:yamada 佐々木:sasaki 山口:yamaguchi 松本:matsumoto 井上:inoue 木村:kimura 林:hayashi 斎藤:saito 斉藤:saito 齋藤:saito 清水:shimizu 山崎:yamazaki,yamasaki 森:mori 池田:ikeda 橋本:hashimoto
阿部:abe 安部:abe 石川:ishikawa 前田:maeda 藤田:fujita 小川:ogawa 後藤:goto 岡田:okada 長谷川:hasegawa 村上:murakami 近藤:kondo 石井:ishii 坂本:sakamoto 遠藤:endo 青木:aoki 藤井:fujii
西村:nishimura 福田:fukuda 太田:ota 三浦:miura 藤原:fujiwara 岡本:okamoto 松田:matsuda 中川:nakagawa 中野:nakano 原田:harada 小野:ono 田村:tamura 竹内:takeuchi 金子:kaneko 和田:wada
中山:nakayama 石田:ishida 上田:ueda 森田:morita 原:hara 柴田:shibata 酒井:sakai 工藤:kudo 横山:yokoyama 宮崎:miyazaki 宮本:miyamoto 内田:uchida 高木:takagi 安藤:ando 谷口:taniguchi
大野:ono 丸山:maruyama 今井:imai 高田:takada 藤本:fujimoto 武田:takeda 村田:murata 上野:ueno 杉山:sugiyama 増田:masuda 平野:hirano 小島:kojima 菅原:sugawara 久保:kubo 千葉:chiba
松井:matsui 岩崎:iwasaki 桜井:sakurai 野口:noguchi 木下:kinoshita 松尾:matsuo 野村:nomura 菊地:kikuchi 菊池:kikuchi 佐野:sano 大西:onishi 杉本:sugimoto 新井:arai 浜田:hamada 市川:ichikawa
古川:furukawa 水野:mizuno 小松:komatsu 島田:shimada 太郎:taro 次郎:jiro 一郎:ichiro 健:ken,takeshi 健一:kenichi 健太:kenta 健二:kenji 賢治:kenji 翔:sho 翔太:shota 大輔:daisuke 直樹:naoki
誠:makoto 隆:takashi 浩:hiroshi 博:hiroshi 明:akira 正:tadashi 美咲:misaki 陽子:yoko 洋子:yoko 恵子:keiko 裕子:yuko,hiroko 由美:yumi 由美子:yumiko 美穂:miho 花子:hanako 愛:ai 愛子:aiko
葵:aoi 結衣:yui 陽菜:hina 久美子:kumiko 真由美:mayumi 智子:tomoko 幸子:sachiko 和子:kazuko 直子:naoko 京子:kyoko 優子:yuko 大翔:hiroto 蓮:ren 悠斗:yuto 拓也:takuya 達也:tatsuya
和也:kazuya 学:manabu 豊:yutaka 茂:shigeru 修:osamu 剛:tsuyoshi 亮:ryo 涼:ryo 涼子:ryoko 良子:yoshiko 春樹:haruki 春香:haruka 遥:haruka 舞:mai 彩:aya 綾:aya 恵:megumi 香織:kaori 真理子:mariko
明子:akiko 純:jun 潤:jun 進:susumu 稔:minoru 勇:isamu 裕:yutaka 裕太:yuta 雄太:yuta 拓海:takumi 匠:takumi 大介:daisuke 信:makoto 宏:hiroshi 光:hikaru 翼:tsubasa 七海:nanami 菜々子:nanako
"""
_KOREAN_FAMILIES = """
김:kim 이:lee,yi,rhee 박:park,pak 최:choi,choe 정:jung,jeong,chung 강:kang 조:cho,jo 윤:yoon,yun 장:jang,chang 임:lim,im 한:han 오:oh,o 서:seo,suh 신:shin,sin 권:kwon 황:hwang 안:ahn,an
송:song 류:ryu 전:jeon,jun 홍:hong 고:ko,go 문:moon,mun 양:yang 손:son,sohn 배:bae 백:baek,paik 허:heo,hur 유:yoo,yu 남:nam 심:shim,sim 노:noh,roh 하:ha 곽:kwak 성:sung,seong 차:cha 주:joo,ju
우:woo,u 구:koo,gu,ku 민:min 나:na 진:jin 지:ji 엄:um,eom 채:chae 원:won 천:chun,cheon 방:bang 공:kong,gong 현:hyun,hyeon 함:ham 변:byun,byeon 염:yeom 여:yeo 추:choo,chu 도:do 소:so 석:seok 선:sun,seon
"""
_LEADS = ("g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h")
_VOWELS = (
    *("a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae"),
    *("oe", "yo", "u", "wo", "we", "wi", "yu", "eu", "ui", "i"),
)
_TAILS = (
    *("", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l"),
    *("p", "l", "m", "p", "p", "t", "t", "ng", "t", "t", "k", "t", "p", "t"),
)
_FIRST_SYLLABLE, _LAST_SYLLABLE = 0xAC00, 0xD7A3
_KANA = dict(
    pair.split(":")
    for pair in [
        "あ:a",
        "い:i",
        "う:u",
        "え:e",
        "お:o",
        "か:ka",
        "き:ki",
        "く:ku",
        "け:ke",
        "こ:ko",
        "さ:sa",
        "し:shi",
        "す:su",
        "せ:se",
        "そ:so",
        "た:ta",
        "ち:chi",
        "つ:tsu",
        "て:te",
        "と:to",
        "な:na",
        "に:ni",
        "ぬ:nu",
        "ね:ne",
        "の:no",
        "は:ha",
        "ひ:hi",
        "ふ:fu",
        "へ:he",
        "ほ:ho",
        "ま:ma",
        "み:mi",
        "む:mu",
        "め:me",
        "も:mo",
        "や:ya",
        "ゆ:yu",
        "よ:yo",
        "ら:ra",
        "り:ri",
        "る:ru",
        "れ:re",
        "ろ:ro",
        "わ:wa",
        "を:o",
        "ん:n",
        "が:ga",
        "ぎ:gi",
        "ぐ:gu",
        "げ:ge",
        "ご:go",
        "ざ:za",
        "じ:ji",
        "ず:zu",
        "ぜ:ze",
        "ぞ:zo",
        "だ:da",
        "ぢ:ji",
        "づ:zu",
        "で:de",
        "ど:do",
        "ば:ba",
        "び:bi",
        "ぶ:bu",
        "べ:be",
        "ぼ:bo",
        "ぱ:pa",
        "ぴ:pi",
        "ぷ:pu",
        "ぺ:pe",
        "ぽ:po",
        "ゃ:_ya",
        "ゅ:_yu",
        "ょ:_yo",
        "ゔ:vu",
        "ぁ:a",
        "ぃ:i",
        "ぅ:u",
        "ぇ:e",
        "ぉ:o",
    ]
)
_MOST_READINGS = 6


@lru_cache(maxsize=1)
def _pinyin() -> dict[str, str]:
    entries = (entry.split(":") for entry in _PINYIN.split())
    return {character: sound for sound, characters in entries for character in characters}


@lru_cache(maxsize=1)
def _whole() -> dict[str, tuple[str, ...]]:
    entries = (entry.split(":") for entry in (_JAPANESE + _KOREAN_FAMILIES).split())
    return {name: tuple(sounds.split(",")) for name, sounds in entries}


@lru_cache(maxsize=4096)
def readings(word: str) -> tuple[str, ...]:
    """How `word`, a family or a given name without spaces, may be read, in Latin letters; () where nobody knows here."""
    found = list(_whole().get(word, ()))
    if all(_FIRST_SYLLABLE <= ord(character) <= _LAST_SYLLABLE for character in word):
        found.append("".join(map(_syllable, word)))
    elif all(character in _KANA or character in "っー" for character in map(_as_hiragana, word)):
        found.append(_kana(word))
    else:
        sounds = [_pinyin().get(character, "") for character in word]
        if all(sounds):
            found.append("".join(sounds))
    return tuple(dict.fromkeys(found))


def _syllable(character: str) -> str:
    lead, rest = divmod(ord(character) - _FIRST_SYLLABLE, len(_VOWELS) * len(_TAILS))
    vowel, tail = divmod(rest, len(_TAILS))
    return _LEADS[lead] + _VOWELS[vowel] + _TAILS[tail]


def _as_hiragana(character: str) -> str:
    return chr(ord(character) - 0x60) if "ァ" <= character <= "ヶ" else character


def _kana(word: str) -> str:
    """Hepburn without marks of length: さとう is sato."""
    sounds = ""
    doubles = False
    for character in map(_as_hiragana, word):
        if character == "っ":
            doubles = True
            continue
        sound = _KANA.get(character, "")
        if sound.startswith("_"):
            sounds = _contracted(sounds, sound[1:])
            continue
        sounds += sound[:1] + sound if doubles and sound else sound
        doubles = False
    for long, short in (("ou", "o"), ("oo", "o"), ("uu", "u")):
        sounds = sounds.replace(long, short)
    return sounds


def _contracted(sounds: str, follows: str) -> str:
    """し and ょ are sho, き and ょ are kyo."""
    head = sounds.removesuffix("i")
    return head + (follows[1:] if head.endswith(("sh", "ch", "j")) else follows)


def split_readings(name: str) -> tuple[tuple[str, str], ...]:
    """Family and given name of a name written in one piece, as they may be read: 王伟 is (wang, wei)."""
    found: list[tuple[str, str]] = []
    for cut in range(1, min(len(name), 4)):
        found += list(product(readings(name[:cut]), readings(name[cut:])))
    return tuple(dict.fromkeys(found))[:_MOST_READINGS]
