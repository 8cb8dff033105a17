"""The reference for names: a surname, one or two characters of a given name, and enough that speaks for it."""

from __future__ import annotations

from zhengan.masking.lexicon import (
    CITY,
    COUNTY,
    LONGEST,
    NEVER,
    ORGAN,
    PAIR,
    PROVINCE,
    STRONG,
    TITLE,
    VERB,
    WEAK,
    doubles,
    given,
    is_han,
    surnames,
    transliterated,
    words,
)
from zhengan.masking.plain.beside import (
    BEFORE,
    CALLED,
    CLEAR,
    COLONS,
    CUE,
    FIELD,
    JOINS,
    LETTER,
    LINKS,
    MASKED,
    MAYBE,
    NAME,
    ORGANISATION,
    SINCE,
    SPANS,
    at,
    before,
    behind,
    cue_before,
    dated,
    field,
    gap_before,
    word_before,
    word_behind,
)
from zhengan.masking.plain.whole import filling

DOTS = "·•・‧"
SPACES, WIDE_SPACE = " \u3000", "\u3000"
TO = frozenset("至到")  # behind a day of the week: 周一至周五
FIGURES, SEX = frozenset("0123456789０１２３４５６７８９"), frozenset("男女")
PLACE, REGIONS = PROVINCE | CITY | COUNTY, frozenset("省市县区縣區")
SEALED, CLOSING_MARKS = "印", frozenset("」』”’\"'）)")  # of a seal: 「庄超印」
TALKS = frozenset("谈")
TAKES_POST = "任"  # 刘伟 + 任 + 监事
BOTH, SURE = 4, 4  # the weight of a mother's surname, and points beside a name of four
WISHES = "祝"
DAY_OF, DAYS = "周", frozenset("一二三四五六日末")  # 培训通知：周五14:00
LEADS_ON = JOINS | frozenset("时有")  # what goes on behind a name, unless it stands in a given name that is usual
PAYS, PAID, MOST_PAID = "付", frozenset("费款酬金"), 5  # 付 + 兰峰 + 差旅费
# What leads to a name with a surname that is no other word, though it is one itself: 查 + 郝颖, 原 + 王强.
SEEKS = frozenset("查原代")
# What never stands in the name of a firm.
NOT_IN_FIRM = frozenset("在于於是为與与及的由从從向等被把将將给給至到自就任系现現曾诉訴因经經据據按入和并並对對以之其所该持让讓")
STREETS = frozenset("路街镇桥村巷")  # behind a surname of two characters, with nothing that speaks for a person: 上官路
# Behind the name of a firm, at its end, or before what firms do: 金瑞 + 信息, 金瑞 + 信息报价.
FIRMS = frozenset({"信息", "数据", "系统", "商务", "资产", "投资"})
FIRMS_DO = frozenset({"报价", "投标", "中标", "交付", "驻场", "服务", "发布", "公告", "旗下"})
OPENERS = LINKS | FIELD | {"@"}
MOST_BEHIND = 6  # what stands behind, and a field's point
ENDS = 1  # a sign or a word stands behind
SOFT = frozenset("明居地本因日东通法海边高万加利登不夫")  # characters of a part that rather begin a word behind it
BORN = "生"
OF_THREE = frozenset({"其其格", "其木格", "格日勒", "巴特尔", "巴雅尔"})  # second parts of names of Mongols: 乌兰其其格
UNITED = frozenset("致同")  # 与王莹 + 一致, 王强 + 合同
# What stands behind the names of firms.
HOUSES = frozenset({
    "证券", "基金", "期货", "信托", "银行", "保险", "资管", "资本", "控股", "集团", "有限", "贸易", "商贸",
})  # fmt: skip
# What else firms are, behind a name that ends in 和.
AND, AND_ENDS = "和", frozenset("孟蒙苏呼")  # how names of Mongols may end
PART, MOST = 7, 24  # characters between two dots, and of all after the first
WHOLE_WORD, WORD_FIRST, WORD_LAST, WORD_ALONE, WORD_ON, ACROSS, ACROSS_TOO, NONE = -9, -2, -3, -6, -4, -4, -2, -99
COMMON_DOUBLE = 3  # the weight of a surname of two characters that is a common word, in a sentence
DANGLING = -3  # one character is left over before a sign
# Characters that are surnames, and end words for somebody: 会计师 + 魏琪, 投顾 + 邵辰.
ENDINGS = frozenset("师顾方官管督席卫部")
OFFICES = frozenset("部门司台知请")  # in which labels of offices end, 通知 and 申请
EARNS = frozenset("宝盈赢利")  # what makes a wealth product of a common word
# Surnames that count things, and what may stand before them then.
MEASURES = frozenset("万余元米段班车台封项双步家连位")
COUNTS = frozenset("0123456789０１２３４５６７８９一二三四五六七八九十百千万亿余多几两半数每整壹贰叁肆伍陆柒捌玖拾佰仟")


def name_at(line: str, i: int, listed: bool) -> int:
    """Where a Chinese name that begins at ``i`` ends; 0: none begins there, or one that is masked already (欧阳＊＊), or it would
    end within one (张伟 + 欧阳＊＊).

    ``listed``: it is joined to a name before it.
    """
    end = filling(line, i) or chinese(line, i, listed)
    into = at(line, end + 1) == MASKED and line[end - 1 : end + 1] in doubles()
    return 0 if into or at(line, end) == MASKED or at(line, end) in DOTS else end


def chinese(line: str, i: int, listed: bool) -> int:
    """Where a surname with its given name ends that begins at ``i``; 0: none does."""
    across = words().get(line[max(0, i - 1) : i + 1], 0) & ~PAIR  # 处长 + 孙杰, but 法官 + 司马
    if line[i : i + 2] in doubles() and (not across or cue_before(line, i) > 0):
        if at(line, i + 2) in STREETS and not is_han(at(line, i + 3)) and cue_before(line, i) < CUE:
            return 0
        end = best(line, i, 2, 5, listed)
        if end:
            return i + 5 if line[i + 2 : i + 5] in OF_THREE else end
    weight = surnames().get(at(line, i), 0)
    if weight and ends_cue(line, i):
        return 0
    if at(line, i + 1) in SPACES:
        last = past_spaces(line, i + 1)
        if at(line, i) + at(line, last) in doubles() and at(line, last + 1) in SPACES:  # 欧 阳 锋
            end = spaced(line, i, last, 5)
            if end:
                return end
        return spaced(line, i, i, weight) if weight else 0
    if not weight:
        return 0
    return best(line, i, 1, weight, listed)


def ends_cue(line: str, i: int) -> bool:
    """Whether the surname's character is the last of a word for somebody, or of a long one, behind which the name stands:
    投顾 + 邵辰, 首席信息官 + 吴瑾, 营业部 + 运维."""
    if i > 0 and line[i] in ENDINGS and words().get(line[i - 1 : i + 1], 0) & (STRONG | WEAK):
        return True
    for size in (3, 4):
        whole, rest = (words().get(line[i + 1 - size : k], 0) if i + 1 >= size else 0 for k in (i + 1, i))
        surely = line[i] in ENDINGS and whole & (STRONG | WEAK | TITLE)  # 会计师 + 李娜
        if whole & ~PAIR and (surely or not rest & (STRONG | WEAK)):  # but 客户 + 应梅
            return True
    return False


def yields(line: str, i: int, left: int) -> bool:
    """Whether the surname's character rather leads to the name behind it: 在此向 + 雷茜同志, 应 + 王伟要求."""
    near = surnames().get(at(line, i + 1), 0)
    if left >= MAYBE and (left >= CUE or near < 4 or weigh(at(line, i + 1)) > 1):  # but 昨天 + 向 + 戴悦
        return False
    if weigh(at(line, i + 2)) == 0 or near < 3:
        return False
    if line[i] == PAYS:
        return paid(line, i + 3)
    if line[i] in SEEKS:
        return surnames()[line[i + 1]] > 3 and is_han(at(line, i + 3))
    if line[i] not in BEFORE or at(line, i - 1) in BEFORE:
        return False
    return is_han(at(line, i - 1)) or is_han(at(line, i + 3))


def paid(line: str, k: int) -> bool:
    """Whether what somebody is paid for stands at ``k``, or one character behind it: 差旅费, 备用金, 货款; no verb does."""
    for q in range(k, k + MOST_PAID):
        if not is_han(at(line, q)) or at(line, q) in NOT_IN_FIRM:
            return False
        if word_behind(line, q, VERB) and at(line, q + 2) not in PAID:  # 付 + 宋峰 + 咨询费
            return False
        if q > k and at(line, q) in PAID:
            return True
    return False


def weigh(char: str) -> int:
    """How well a character stands in a given name: 3, 2, 1; 0: never, or no Chinese character."""
    return given().get(char, 1) if is_han(char) else 0


def best(line: str, i: int, size: int, weight: int, listed: bool) -> int:
    """The end of the better of a given name of two characters and of one, 0 when neither has the points."""
    first, second = weigh(at(line, i + size)), weigh(at(line, i + size + 1))
    both_word = words().get(line[i + size : i + size + 2], 0)
    pair = bool(both_word & PAIR)
    if at(line, i + size + 1) in LEADS_ON and is_han(at(line, i + size + 2)):
        second = 0  # 郝娜 + 和儿子, 王强 + 时无人接听
        pair &= line[i + size + 2 : i + size + 4] not in doubles()  # 姚建 + 和司徒瑶琦
    if ends_otherwise(line, i, i + size + 1):
        second, pair, both_word = 0, False, 0
    if not first and not pair:
        return 0
    if both_word & PLACE and region(line, i + size + 2):
        return 0  # 注册于 + 吉林省长春市
    if ((both_word & TITLE or word_behind(line, i + size, ORGAN)) and not pair) or counted(line, i):
        return 0  # 王经理, 雷柏科技, 任信息技术部; 300万元
    if both_word and not pair and words().get(line[max(0, i - 1) : i + 1], 0) & SPANS and cue_before(line, i) < CUE:
        return 0  # 对方 + 微信, but 收件人 + 文明明
    short, long = i + size + 1, i + size + 2
    length = word_first(line, i)
    if length and (words()[line[i : i + length]] & VERB or length > size == 2):
        return 0  # 应当全部, 东方财富, 西门子
    if size == 1 and (wished(line, i) or (length == 2 and somebody(line, i))):
        return 0  # 祝 + 杜女士, 司机 + 张师傅
    if length and not is_han(at(line, i + length)) and of_office(line, i):
        return 0  # 营业部：华南, but 营业部：王伟
    # 武汉中南路营业部, also in a field
    placed = length and is_han(at(line, short)) and words()[line[i : i + length]] & PLACE
    odd = length > 2 or (second < 2 and not pair) or not closes(line, long)
    if length and odd and (placed or at(line, i - 1) not in OPENERS):
        if length != size:
            return 0  # 金融市场, 成功率: in a sentence, what begins as a common word is one
        weight = COMMON_DOUBLE  # 东方 + 颖
    left = before(line, i, listed)
    if yields(line, i, left) or posted(line, i, both_word, left):  # 向 + 上海
        return 0
    if size == 1 and not length and of_both(line, i, left):
        return i + 4
    if left < CUE and (firm(line, i, short) or (second and firm(line, i, long))):
        return 0
    if weight + max(6 if pair else 0, first + max(second, 1)) + left + MOST_BEHIND + ENDS < NAME:
        return 0
    points = more = NONE
    near = 0
    parted = False
    if first:
        near = behind(line, short)
        points = weight + first + 1 + left + near + in_word(line, i, short, left) + field(line, i, short)
        points += ENDS if goes_on(line, short) else 0
        if near == 0 and not is_han(at(line, long)):
            points += DANGLING  # 程宏 + 图）
    if pair or second:
        right = behind(line, long)
        if near == ORGANISATION and right < CALLED:
            return 0  # 李宁 + 有限公司, not 李宁有 + 限公司
        if right == ORGANISATION and near == 0 and line[long : long + 2] in HOUSES:
            return 0  # 金瑞源 + 证券, not 金瑞 + 源证券
        both = 6 if pair else first + (second if second > 1 or right >= CLEAR else 0)
        if not pair and both_word:  # 从 + 金华, 曾 + 担任
            both += word_last(weight, first + second, left)
        on = goes_on(line, long)
        more = weight + both + left + right + in_word(line, i, long, left) + field(line, i, long) + (ENDS if on else 0)
        if length == long - i - 1 and right < CLEAR:
            more += WORD_ON  # 郑州煤 + 电
        # 鲁静勇 + 于2025年, but 李燕 + 生于1970年
        since = at(line, long) == SINCE and at(line, long + 1) in COUNTS
        since = since and (at(line, short) != BORN or at(line, long + 3) in COLONS)  # 武长生 + 于16:08
        parted = bool(words().get(line[short : long + 1], 0) & ~PAIR) and right < CALLED and not since
        four = line[long : long + 4] if long + 4 <= len(line) else ""
        parted = parted and words().get(four, 0) & ~PAIR == 0  # 郝小军 + 民间借贷
        if parted:  # 张伟 + 明天, not 张伟明 + 天; 张志强 + 调整, not 张志 + 强调
            more += ACROSS_TOO if right > 0 and on and at(line, long) not in UNITED else ACROSS
    if more > points or (more == points and not parted):
        return long if more >= NAME else 0
    return short if points >= NAME else 0


def posted(line: str, i: int, both_word: int, left: int) -> bool:
    """Whether the surname's character leads to the word behind it, a place (向 + 上海, 注册于 + 上海) or where somebody has
    a post (任 + 金融科技部总经理), or says what somebody does (基金经理张伟 + 谈 + 华安成长)."""
    if line[i] in TALKS and left < MAYBE and (is_han(at(line, i - 1)) or at(line, i - 1) == MASKED):
        return True
    if both_word & PLACE and left < CUE and (line[i] in BEFORE or line[i] == SINCE):
        return True
    return line[i] == TAKES_POST and left < MAYBE and both_word != 0 and not both_word & PAIR


def region(line: str, k: int) -> bool:
    """Whether the unit of a province, a city or a county stands at ``k``: 省 + 长春, but not 市长."""
    return at(line, k) in REGIONS and not (word_behind(line, k, TITLE) and not word_behind(line, k + 1, PLACE))


def of_both(line: str, i: int, left: int) -> bool:
    """Whether a name of four begins at ``i``: the surnames of both parents, and two characters of a given name: 陈林峥嵘."""
    first, second = weigh(at(line, i + 2)), weigh(at(line, i + 3))
    word = words().get(line[i + 2 : i + 4], 0)
    end = i + 4
    filled = left >= CUE and not is_han(at(line, end)) and min(first, second) > 0 and not word & ~PAIR & ~PLACE
    usual = word & PAIR or (min(first, second) > 1 and first + second > 4)
    least = min(surnames().get(one, 0) for one in line[i : i + 2])
    if least < (BOTH - 1 if left >= CUE else BOTH) or not (filled or (usual and not word & ~PAIR)):
        return False
    if words().get(line[i + 1 : i + 3], 0) & ~PAIR or word_behind(line, i + 3, ~PAIR) or word_behind(line, end, ORGAN):
        return False
    titled = word_behind(line, end, TITLE)
    if is_han(at(line, end)) and not (titled or at(line, end) in BEFORE or word_behind(line, end, VERB)):
        return False
    return left + (CALLED if titled else CLEAR) >= SURE


def somebody(line: str, i: int) -> bool:
    """Whether a word for somebody stands at ``i``, and behind it a surname with a title: 司机 + 张师傅."""
    if not words().get(line[i : i + 2], 0) & (STRONG | WEAK) or not surnames().get(at(line, i + 2)):
        return False
    return word_behind(line, i + 3, TITLE) != 0


def of_office(line: str, i: int) -> bool:
    """Whether the label with a colon before ``i`` is of an office, or of what is told or asked for: whose field a common word
    fills, it names nobody."""
    k = gap_before(line, i)
    return at(line, k - 1) in OFFICES and any(c in COLONS for c in line[k:i])


def wished(line: str, i: int) -> bool:
    """Whether the surname's character wishes something to who is called so behind it: 祝 + 杜女士."""
    return line[i] == WISHES and surnames().get(at(line, i + 1), 0) > 2 and word_behind(line, i + 2, TITLE) != 0


def ends_otherwise(line: str, i: int, k: int) -> bool:
    """Whether the character at ``k``, the second of a given name by its place, is none: 「庄超 + 印」, 刘伟 + 任监事."""
    if at(line, k) == SEALED:
        return at(line, k + 1) in CLOSING_MARKS and not is_han(at(line, i - 1))
    return at(line, k) == TAKES_POST and word_behind(line, k + 1, TITLE) != 0


def firm(line: str, i: int, k: int) -> bool:
    """Whether a word at ``k`` ends the name of a firm that begins at ``i``, so that no person's ends before it: 金瑞 + 信息, but
    查询 + 李娜 + 信息."""
    if line[k : k + 2] not in FIRMS:
        return False
    return line[k + 2 : k + 4] in FIRMS_DO or not (is_han(at(line, i - 1)) or is_han(at(line, k + 2)))


def goes_on(line: str, k: int) -> bool:
    """Whether a sign or a word stands at ``k``, so that what ends there need not be one with what follows."""
    return not is_han(at(line, k)) or at(line, k) in BEFORE or dated(line, k) or word_behind(line, k, ~PAIR) != 0


def counted(line: str, i: int) -> bool:
    """Whether the surname's character is what a number before it counts in, 300万元, 80余家, or that of a day: 周一至周五."""
    if line[i] == DAY_OF and at(line, i + 1) in DAYS and at(line, i + 2) in TO:
        return True
    return line[i] in MEASURES and at(line, i - 1) in COUNTS


def word_last(weight: int, typical: int, left: int) -> int:
    """What a given name that is a common word takes away: most where no cue stands before and the surname is a word too."""
    if left >= CUE or typical > 4:
        return WORD_LAST if weight < 3 else 0
    return WORD_ALONE if weight < 4 else WORD_LAST


def closes(line: str, k: int) -> bool:
    """Whether a name may well end before ``k``: nothing of a name stands there, or a short word, a verb, a title."""
    return weigh(at(line, k)) == 0 or at(line, k) in BEFORE or bool(word_behind(line, k, VERB | TITLE))


def word_first(line: str, i: int) -> int:
    """The length of the longest common word at ``i``, 0 when there is none."""
    for length in (4, 3, 2):
        if words().get(line[i : i + length], 0) & ~PAIR and i + length <= len(line):
            return length
    return 0


def in_word(line: str, i: int, e: int, left: int) -> int:
    """What a common word at ``i`` takes away: nearly all when it covers the whole of the candidate."""
    length = word_first(line, i)
    day = line[i] == DAY_OF and at(line, i + 1) in DAYS
    alone = left == CUE and i + length == e and not (is_han(at(line, e)) or at(line, e) in LETTER or day)  # 黄金 + ETF
    if length == 2 and e == i + 3 and left < CUE and at(line, i + 2) in EARNS:  # 房贷宝
        return WHOLE_WORD
    return 0 if not length else WORD_FIRST if i + length < e or alone else WHOLE_WORD


def past_spaces(line: str, k: int) -> int:
    """Behind the spaces at ``k``, at most three."""
    end = k
    while end - k < 3 and at(line, end) in SPACES:
        end += 1
    return end


def spaced(line: str, i: int, last: int, weight: int) -> int:
    """The end of a name that is set with spaces (张 三, 张　建 国), which needs a cue or a title. ``last``: of its surname."""
    k = past_spaces(line, last + 1)
    if not weigh(at(line, k)):
        return 0
    left = before(line, i, False)
    end = k + 1
    if last == i and left >= 0 and set_wide(line, i, k, weight):
        return end
    wide = past_spaces(line, end)
    usual = weigh(at(line, wide)) > (0 if left >= CUE else 1) or words().get(at(line, k) + at(line, wide), 0) & PAIR
    if usual and not words().get(line[wide : wide + 2], 0) and not is_han(at(line, wide + 1)):
        end = wide + 1
    right = behind(line, end)
    apart = end == wide + 1 and weight > 1 and weigh(at(line, k)) + weigh(at(line, wide)) > 3
    if apart and alone(line, i, end, weight):
        return end  # 汪 光 耀
    typical = 1 if weigh(at(line, k)) > 2 and at(line, i - 1) not in SPACES else 0  # not 于 + 卫 国
    return end if left + right + weight + typical >= NAME and (left >= CUE or right >= CALLED) else 0


def set_wide(line: str, i: int, k: int, weight: int) -> bool:
    """Whether a surname at ``i`` and a character at ``k`` are set to the width of three, as lists have names of two characters,
    with one wide space or two, or fill a cell of HTML, and are no word set so (项　目): 侯　斌, <td>孙 悦</td>."""
    celled = weight > 3 and at(line, i - 1) == ">" and at(line, k + 1) == "<"
    two = k == i + 3 and line[i + 1 : k] == "  " and weight > 3
    two = two and not (goes_on_spaced(line, k, 1) or goes_on_spaced(line, i, -1))
    if not (two or (k == i + 2 and (line[i + 1] == WIDE_SPACE or celled))):
        return False
    if weight < 2 or weigh(at(line, k)) < 2 or is_han(at(line, i - 1)):
        return False
    if is_han(at(line, k + 1)) or words().get(line[i] + line[k], 0) & ~PAIR:
        return False
    return not (letter_spaced(line, k + 1, 1) or letter_spaced(line, i - 1, -1))


def goes_on_spaced(line: str, k: int, way: int) -> bool:
    """Whether two spaces stand behind the character at ``k`` (``way`` 1) or before it (-1), and one alone that may stand in a
    name: 王  国  强."""
    one = at(line, k + 3 * way)
    spaces = at(line, k + way) == at(line, k + 2 * way) == " "
    return spaces and weigh(one) > 0 and one not in SEX and not is_han(at(line, k + 4 * way))


def letter_spaced(line: str, k: int, way: int) -> bool:
    """Whether a wide space stands at ``k``, and behind it (``way`` 1) or before it (-1) one Chinese character alone, which is
    none of a person's sex: 成　交　量."""
    one, two = at(line, k + way), at(line, k + 2 * way)
    return at(line, k) == WIDE_SPACE and is_han(one) and not is_han(two) and one not in SEX


def alone(line: str, i: int, end: int, weight: int) -> bool:
    """Whether nothing else stands in the line of a name, as on a card, or figures on both of its sides, as in a list that was
    recognised, and it is no heading: 汪 光 耀, not 成 绩 单."""
    carded = weight > 2 and at(line, i - 1) == "\0" and at(line, end) in "\0\r"
    listed = at(line, i - 1) in SPACES and at(line, end) in SPACES and at(line, i - 2) in FIGURES and at(line, end + 1) in FIGURES
    if not (carded or listed) or not is_han(at(line, end - 1)):
        return False
    chars = [one for one in line[i:end] if one not in SPACES]
    return not any(words().get("".join(chars[q : q + 2]), 0) & ~PAIR for q in range(len(chars) - 1))


def dotted(line: str, dot: int) -> tuple[int, int] | None:
    """Start and end of a name whose parts are joined by the dot at ``dot``."""
    start = dot
    while dot - start < PART and at(line, start - 1) in transliterated():
        start -= 1
    if dot - start < 2 or words().get(line[start:dot], 0) & PLACE:
        return None
    for first in range(dot - 2, start, -1):
        if word_before(line, first, STRONG | WEAK | NEVER):  # 投资者 + 努尔兰
            start = first
            break
    for first in range(min(start + 3, dot - 2), start, -1):
        if any(first >= size and words().get(line[first - size : first], 0) & ~PAIR for size in range(first - start + 1, 5)):
            start = first  # 当日 + 玛丽
            break
    end = dot
    while at(line, end) in DOTS and end - dot < MOST:
        part = past_part(line, end + 1)
        if part - end < 3:
            break
        end = part
    return (start, end) if end > dot else None


def past_part(line: str, k: int) -> int:
    """Where the part of a name ends that begins at ``k`` behind a dot: before a word that only begins in it (艾力 + 明天), and
    before what leads to another (艾力 + 和张伟)."""
    end = k
    while end - k < PART and at(line, end) in transliterated():
        end += 1
    if at(line, end) == AND and end == k + 1 and at(line, k) in AND_ENDS:  # 孟和
        end += 1
    for q in range(k + 2, end):
        sizes = range(end - q + 1, min(LONGEST, len(line) - q) + 1)
        if line[q] in SOFT and any(words().get(line[q : q + size], 0) & ~PAIR for size in sizes):
            return q
    while end - k > 2 and at(line, end - 1) in BEFORE and is_han(at(line, end)):
        end -= 1
    return end
