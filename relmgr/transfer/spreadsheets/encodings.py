"""Which encoding the bytes of a table are in: by its mark, by being UTF-8, else the likeliest of the old code pages."""

import codecs
import re
from collections import Counter
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ZEROS = 0.25
"""The share of zero bytes in one half of the byte pairs from which on text without a mark is UTF-16."""
_FEW = 8
"""Zero bytes up to this number are a share only if nearly all are zero."""

SHOWN = {
    "utf-8": "UTF-8", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "utf-32-le": "UTF-32", "utf-32-be": "UTF-32",
    "cp1250": "Windows-1250", "cp1251": "Windows-1251", "cp1252": "Windows-1252", "cp1253": "Windows-1253",
    "cp932": "Shift-JIS", "euc_jp": "EUC-JP", "gb18030": "GB18030", "big5": "Big5", "cp949": "EUC-KR",
    "mac_roman": "Mac Roman", "latin-1": "ISO 8859-1", "cp850": "DOS 850",
}  # fmt: skip
"""What encodings are called in a sentence."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """An encoding by Python's name, the length of its mark, and whether it is a guess."""

    name: str
    mark: int = 0
    is_guess: bool = False

    @property
    def is_wide(self) -> bool:
        """Whether a line end is more than one byte."""
        return self.name.startswith(("utf-16", "utf-32"))

    @property
    def shown(self) -> str:
        """As it is called in a sentence."""
        return SHOWN.get(self.name, self.name)


UTF_8 = Encoding("utf-8")


def encoding_of(beginning: bytes) -> Encoding:
    """The encoding of text that begins so; UTF-8 for plain ASCII, which leaves open what may come later."""
    for mark, name in _MARKS:
        if beginning.startswith(mark):
            return Encoding(name, len(mark))
    wide = _wide(beginning[:4096])
    if wide:
        return Encoding(wide)
    odd = [line for line in re.split(rb"[\r\n]+", beginning) if not line.isascii()]
    if len(odd) > 1 and not beginning.endswith((b"\n", b"\r")):
        odd.pop() if beginning.endswith(odd[-1]) else None  # it may end within a character
    broken = sum(not _is_in(line, "utf-8") for line in odd)
    if broken * 2 <= len(odd):
        return UTF_8
    return Encoding(legacy_of(b"\n".join(odd)), is_guess=True)


def _wide(sample: bytes) -> str:
    half = len(sample) // 2
    if half < 2 or b"\0" not in sample:
        return ""
    first, second = sample[0::2].count(0), sample[1::2].count(0)
    share = max(first, second) / half
    if share <= (_ZEROS if max(first, second) > _FEW else 0.8):
        return ""
    if second > first * 3:
        return "utf-16-le"
    return "utf-16-be" if first > second * 3 else ""


def _is_in(content: bytes, name: str) -> bool:
    try:
        content.decode(name)
    except UnicodeDecodeError:
        return False
    return True


# What the languages of a code page are full of. A character that is in none of these speaks against its code page.
_WESTERN = frozenset("äöüßéèêëàâáãåæçíìîïñóòôõøœúùûÿÄÖÜÉÈÊÀÂÁÃÅÆÇÍÎÑÓÔÕØŒÚÛ")
_CENTRAL = frozenset("ąćęłńóśźżĄĆĘŁŃÓŚŹŻáčďéěíňřšťúůýžÁČĎÉĚÍŇŘŠŤÚŮÝŽőűŐŰöüÖÜăâîșşțţĂÂÎŞŢđ")
_QUOTES = frozenset("’‘“”„–—…•€°·«»©®´§№\xa0")
_CYRILLIC = frozenset(map(chr, range(0x0410, 0x0450))) | frozenset("ёЁіїєґІЇЄҐ")
_GREEK = frozenset(map(chr, range(0x0391, 0x03CF))) | frozenset("ΆΈΉΊΌΎΏάέήίόύώϊϋΐΰ")
_FREQUENT_HAN = frozenset(
    "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧"
    "姓名电話话子邮郵件地址公司单位職职务部门門生日备備注註手机機省市区區路号號有限中国國人民北京上海广廣州小大明文伟偉芳娜秀英敏静靜丽麗强"
)
_FREQUENT_KANJI = frozenset(
    "田中山本村上佐藤鈴木高橋伊渡辺小林加吉井松斎清水森池石川原島野岡谷口大会社株式電話番号郵便住所氏名姓前生年月日都道府県市区町村東京阪部長課"
)
_SUSPECT = frozenset("¤¬¯¸¹²³¼½¾¶¦¨±×÷¢£¥ªºþÞðÐýÝ†‡‰‹›ˆ˜ƒ∂∑∏π∫Ω≈∆◊√≤≥∞≠")


_LONGEST_SAMPLE = 16 * 1024
"""Bytes of lines with something beyond ASCII: eleven code pages are tried with them, each time the file is opened."""
LONGEST_LINE = 2 * 1024
"""Bytes of a single line that is in another code page than its file: so much of each of thousands is tried."""
_BEYOND = re.compile(rb"[\x80-\xff]")
_BEFORE = 64


def legacy_of(content: bytes, most: int = _LONGEST_SAMPLE) -> str:
    """The code page in which `content`, which is not UTF-8, makes the most sense, by so many bytes of it at most.

    They begin shortly before the first that is beyond ASCII, where every code page is the same.
    """
    found = _BEYOND.search(content) if len(content) > most else None
    start = max(0, found.start() - _BEFORE) if found else 0
    sample, is_cut = content[start : start + most], len(content) > start + most
    scores = ((name, _score(sample, name, is_cut=is_cut)) for name in _CANDIDATES)
    ranked = [(score, name) for name, score in scores if score]
    return max(ranked, key=lambda one: (one[0], -_CANDIDATES.index(one[1])))[1] if ranked else "cp1252"


_CANDIDATES = (
    "cp1252", "cp932", "gb18030", "cp949", "big5", "euc_jp", "cp1251", "cp1250", "cp1253", "mac_roman", "cp850",
)  # fmt: skip
_FULL = {
    "cp1252": _WESTERN, "cp1250": _CENTRAL, "cp1251": _CYRILLIC, "cp1253": _GREEK, "mac_roman": _WESTERN, "cp850": _WESTERN,
}  # fmt: skip


def _score(sample: bytes, name: str, *, is_cut: bool) -> float:
    """How much sense the text makes in this code page, from 0 (none) to about 1, by its characters beyond ASCII."""
    errors = "ignore" if is_cut else "strict"
    try:
        text = sample.decode(name, errors)
    except UnicodeDecodeError:
        if name != "cp1252":
            return 0.0
        text = sample.decode(name, "replace")
    # Counted, since what a file is full of is the same few characters: some 40 times as quick as one by one.
    beyond = {one: count for one, count in Counter(text).items() if ord(one) > 127}
    if not beyond:
        return 0.0
    total = sum(beyond.values())
    full = _FULL.get(name)
    if full is None:
        return _score_wide(beyond, name) / total
    good = sum(
        count * (1.0 if one in full else 0.6 if one in _QUOTES else -1.0 if one in _SUSPECT else -0.5)
        for one, count in beyond.items()
    )
    return (good - _odd_neighbours(text, full)) / total


def _odd_neighbours(text: str, full: frozenset[str]) -> float:
    """Capitals after small letters, and signs inside words, which only a wrong code page makes."""
    odd = 0.0
    around = Counter(zip(text, text[1:], text[2:], strict=False))
    for (before, here, after), count in around.items():
        if ord(here) < 128:
            continue
        if here.isupper() and before.islower():
            odd += count
        elif here not in full and before.isalpha() and after.isalpha() and here != "’":
            odd += 0.8 * count
    return odd


def _score_wide(beyond: dict[str, int], name: str) -> float:
    return sum(count * _wide_sense(one, name) for one, count in beyond.items())


def _wide_sense(one: str, name: str) -> float:
    code = ord(one)
    if name in ("cp932", "euc_jp"):
        return _japanese(code, one)
    if name == "cp949":
        return 1.0 if 0xAC00 <= code <= 0xD7A3 and _is_common_korean(one) else -0.3
    if one in _FREQUENT_HAN:
        return 1.0
    return 0.35 if 0x4E00 <= code <= 0x9FFF else 0.2 if code > 0x2FFF else -0.5


def _is_common_korean(one: str) -> bool:
    """Whether it is one of the 2,350 syllables of the old standard, which nearly all Korean text is made of."""
    try:
        return len(one.encode("euc_kr")) == 2
    except UnicodeEncodeError:
        return False


def _japanese(code: int, one: str) -> float:
    if 0x3041 <= code <= 0x30FE or one in _FREQUENT_KANJI:
        return 1.0
    if 0xFF61 <= code <= 0xFF9F:
        return -0.4  # half-width katakana is what single bytes of other code pages turn into
    return 0.35 if 0x4E00 <= code <= 0x9FFF else 0.2 if code > 0x2FFF else -0.5
