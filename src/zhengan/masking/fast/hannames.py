"""The rules of ``plain.names`` on a window of code points. The names are the same."""

from __future__ import annotations

from zhengan.masking import lexicon
from zhengan.masking.fast import hantables as tab
from zhengan.masking.fast.hanbeside import before, behind, cue_before, dated, field, gap_before, given
from zhengan.masking.fast.hanline import (
    ANY,
    BEGINS_FOUR,
    BEGINS_LONGER,
    BEGINS_THREE,
    NOT_PAIR,
    begun,
    char,
    class_of,
    is_han,
    longer,
    longest_behind,
    may_be,
    pair_at,
    pair_of,
    trait,
    word,
    word_behind,
)
from zhengan.masking.fast.hanwhole import filling
from zhengan.masking.fast.lex import jit
from zhengan.masking.fast.raw import apart
from zhengan.masking.plain import beside, names

NAME, CUE, CLEAR, CALLED = beside.NAME, beside.CUE, beside.CLEAR, beside.CALLED
ORGANISATION, MAYBE = beside.ORGANISATION, beside.MAYBE
LEADS_ON = tuple(ord(c) for c in sorted(names.LEADS_ON))
WHOLE_WORD, WORD_FIRST, WORD_LAST = names.WHOLE_WORD, names.WORD_FIRST, names.WORD_LAST
WORD_ALONE, WORD_ON = names.WORD_ALONE, names.WORD_ON
DANGLING = names.DANGLING
MOST_BEHIND, ENDS, MASKED = names.MOST_BEHIND, names.ENDS, ord(beside.MASKED)
ACROSS, ACROSS_TOO, NONE = names.ACROSS, names.ACROSS_TOO, names.NONE
PAIR, VERB, TITLE, ORGAN = lexicon.PAIR, lexicon.VERB, lexicon.TITLE, lexicon.ORGAN
PLACE = lexicon.PROVINCE | lexicon.CITY | lexicon.COUNTY
LINK, FIELD, BEFORE, LETTER, AT_SIGN = tab.LINK, tab.FIELD, tab.BEFORE, tab.LETTER, ord("@")
SINCE, BORN, UNITED = ord(beside.SINCE), ord(names.BORN), tuple(ord(c) for c in sorted(names.UNITED))
HOUSES, FIRMS, FIRMS_DO = (
    tuple(ord(word[0]) << 16 | ord(word[1]) for word in sorted(some)) for some in (names.HOUSES, names.FIRMS, names.FIRMS_DO)
)
BOTH, SURE = names.BOTH, names.SURE
OF_THREE = tuple(tab.packed(word) for word in sorted(names.OF_THREE))
WISHES = ord(names.WISHES)
DAY_OF, DAYS, WIDE_SPACE = ord(names.DAY_OF), tuple(ord(c) for c in sorted(names.DAYS)), ord(names.WIDE_SPACE)
CLOSES, OPENS, BLANK = (ord(c) for c in "><" + names.SPACES[0])  # of a tag
FIGURES, SEX = (tuple(ord(c) for c in sorted(some)) for some in (names.FIGURES, names.SEX))
SEALED, TAKES_POST, PAYS, MOST_PAID = ord(names.SEALED), ord(names.TAKES_POST), ord(names.PAYS), names.MOST_PAID
CLOSING_MARKS, PAID, SEEKS, REGIONS, NOT_IN_FIRM = (
    tuple(ord(c) for c in sorted(some))
    for some in (names.CLOSING_MARKS, names.PAID, names.SEEKS, names.REGIONS, names.NOT_IN_FIRM)
)
COMMON_DOUBLE, SPANS = names.COMMON_DOUBLE, beside.SPANS
STREETS = tuple(ord(c) for c in sorted(names.STREETS))
EARNS, OFFICES = (tuple(ord(c) for c in sorted(some)) for some in (names.EARNS, names.OFFICES))
ENDINGS, SOMEBODY = tuple(ord(c) for c in sorted(names.ENDINGS)), lexicon.STRONG | lexicon.WEAK
SPACE, DOT, COLON = tab.SPACE, tab.DOT, tab.COLON
TALKS = tuple(ord(c) for c in sorted(names.TALKS))
TO = tuple(ord(c) for c in sorted(names.TO))


@jit
def surname(code, tables):
    """The weight of a single surname."""
    return class_of(code, tables) & tab.SURNAME if is_han(code) else 0


@jit
def name_at(line, n, i, double, listed, tables):
    """Where a name ends, 0 where none begins, it is masked already, or it would end within one that is. ``double``: a surname of
    two characters begins there."""
    end = filling(line, n, i, tables)
    end = end if end else chinese(line, n, i, double, listed, tables)
    if end and char(line, n, end + 1) == MASKED and pair_at(line, n, end - 1, tables) & tab.DOUBLE:
        return 0
    return 0 if char(line, n, end) == MASKED or trait(char(line, n, end), DOT, tables) else end


@jit
def chinese(line, n, i, double, listed, tables):
    """Where a surname with its given name ends."""
    apart()
    if double and (pair_at(line, n, i - 1, tables) & NOT_PAIR == 0 or cue_before(line, n, i, tables) > 0):
        street = char(line, n, i + 2) in STREETS and not is_han(char(line, n, i + 3))
        if street and cue_before(line, n, i, tables) < CUE:
            return 0
        end = best(line, n, i, 2, 5, listed, tables)
        if end:
            three = char(line, n, i + 2) << 32 | char(line, n, i + 3) << 16 | char(line, n, i + 4)
            return i + 5 if three in OF_THREE else end
    weight = surname(char(line, n, i), tables)
    if weight and ends_cue(line, n, i, tables):
        return 0
    if trait(char(line, n, i + 1), SPACE, tables):
        last = past_spaces(line, n, i + 1, tables)
        first, second = char(line, n, i), char(line, n, last)
        parts = is_han(first) and is_han(second) and pair_of(first, second, tables) & tab.DOUBLE != 0
        if parts and trait(char(line, n, last + 1), SPACE, tables):
            end = spaced(line, n, i, last, 5, tables)
            if end:
                return end
        return spaced(line, n, i, i, weight, tables) if weight else 0
    if weight == 0:
        return 0
    return best(line, n, i, 1, weight, listed, tables)


@jit
def ends_cue(line, n, i, tables):
    """Whether the surname's character is the last of a word for somebody."""
    apart()
    first, second = char(line, n, i - 1), char(line, n, i)
    if not is_han(first) or not may_be(first, second, tab.TAILS, tables):
        return False
    if second in ENDINGS and pair_of(first, second, tables) & SOMEBODY:
        return True
    for size in (3, 4):
        whole = word(line, n, i + 1 - size, size, tables) if i + 1 >= size else 0
        surely = second in ENDINGS and whole & (SOMEBODY | TITLE)
        if whole & NOT_PAIR and (surely or word(line, n, i + 1 - size, size - 1, tables) & SOMEBODY == 0):
            return True
    return False


@jit
def yields(line, n, i, left, tables):
    """Whether the surname's character rather leads to the name behind it."""
    near = surname(char(line, n, i + 1), tables)
    if near < 3 or given(char(line, n, i + 2), tables) == 0:
        return False
    if left >= MAYBE and (left >= CUE or near < 4 or given(char(line, n, i + 1), tables) > 1):
        return False
    one = char(line, n, i)
    if one == PAYS:
        return paid(line, n, i + 3, tables)
    if one in SEEKS:
        return near > 3 and is_han(char(line, n, i + 3))
    if not trait(one, BEFORE, tables) or trait(char(line, n, i - 1), BEFORE, tables):
        return False
    return is_han(char(line, n, i - 1)) or is_han(char(line, n, i + 3))


@jit
def paid(line, n, k, tables):
    """Whether what somebody is paid for stands at ``k``, or one character behind it."""
    apart()
    for q in range(k, k + MOST_PAID):
        one = char(line, n, q)
        if not is_han(one) or one in NOT_IN_FIRM:
            return False
        if word_behind(line, n, q, VERB, tables) and char(line, n, q + 2) not in PAID:
            return False
        if q > k and one in PAID:
            return True
    return False


@jit
def ends_otherwise(line, n, i, k, tables):
    """Whether the character at ``k``, the second of a given name by its place, is none."""
    one = char(line, n, k)
    if one == SEALED:
        return char(line, n, k + 1) in CLOSING_MARKS and not is_han(char(line, n, i - 1))
    return one == TAKES_POST and word_behind(line, n, k + 1, TITLE, tables) != 0


@jit
def best(line, n, i, size, weight, listed, tables):
    """The most likely name that begins here: its length and weight."""
    apart()
    first, second = given(char(line, n, i + size), tables), given(char(line, n, i + size + 1), tables)
    flags = pair_at(line, n, i + size, tables)
    both_word = flags & ANY
    pair = both_word & PAIR != 0
    if char(line, n, i + size + 1) in LEADS_ON and is_han(char(line, n, i + size + 2)):
        second = 0
        pair = pair and pair_at(line, n, i + size + 2, tables) & tab.DOUBLE == 0
    if ends_otherwise(line, n, i, i + size + 1, tables):
        second, both_word, pair = 0, 0, False
    if first == 0 and not pair:
        return 0
    if both_word & PLACE and region(line, n, i + size + 2, tables):
        return 0
    if counted(line, n, i, tables):
        return 0
    if not pair and both_word & (TITLE | ORGAN):
        return 0
    if not pair and flags & BEGINS_LONGER and longest_behind(line, n, i + size, ORGAN, tables):
        return 0
    if both_word and not pair and pair_at(line, n, i - 1, tables) & SPANS and cue_before(line, n, i, tables) < CUE:
        return 0
    short, long = i + size + 1, i + size + 2
    length = word_first(line, n, i, tables)
    if length and (word(line, n, i, length, tables) & VERB or (size == 2 and length > 2)):
        return 0
    if size == 1 and (wished(line, n, i, tables) or (length == 2 and somebody(line, n, i, tables))):
        return 0
    if length and not is_han(char(line, n, i + length)) and of_office(line, n, i, tables):
        return 0
    odd = length > 2 or (second < 2 and not pair)
    odd = odd or not (closes(char(line, n, long), tables) or word_behind(line, n, long, VERB | TITLE, tables))
    if length and odd:
        placed = is_han(char(line, n, short)) and word(line, n, i, length, tables) & PLACE != 0
        if placed or not opens(char(line, n, i - 1), tables):
            if length != size:
                return 0
            weight = COMMON_DOUBLE
    left = before(line, n, i, listed, tables)
    if yields(line, n, i, left, tables) or posted(line, n, i, both_word, left, tables):
        return 0
    if size == 1 and length == 0 and weight >= BOTH - 1 and of_both(line, n, i, weight, left, tables):
        return i + 4
    if left < CUE and (firm(line, n, i, short) or (second and firm(line, n, i, long))):
        return 0
    if weight + max(6 if pair else 0, first + max(second, 1)) + left + MOST_BEHIND + ENDS < NAME:
        return 0
    points = more = NONE
    near = 0
    parted = False
    if first:
        near = behind(line, n, short, tables)
        points = weight + first + 1 + left + near
        points += in_word(line, n, i, short, left, length, tables) + field(line, n, i, short, tables)
        points += ENDS if goes_on(line, n, short, tables) else 0
        if near == 0 and not is_han(char(line, n, long)):
            points += DANGLING
    if pair or second:
        right = behind(line, n, long, tables)
        if near == ORGANISATION and right < CALLED:
            return 0
        if right == ORGANISATION and near == 0 and (char(line, n, long) << 16 | char(line, n, long + 1)) in HOUSES:
            return 0
        both = 6 if pair else first + (second if second > 1 or right >= CLEAR else 0)
        if both_word and not pair:
            both += word_last(weight, first + second, left)
        on = goes_on(line, n, long, tables)
        more = weight + both + left + right + in_word(line, n, i, long, left, length, tables) + field(line, n, i, long, tables)
        more += ENDS if on else 0
        if length == long - i - 1 and right < CLEAR:
            more += WORD_ON
        since = char(line, n, long) == SINCE and trait(char(line, n, long + 1), tab.COUNT, tables)
        since = since and (char(line, n, short) != BORN or trait(char(line, n, long + 3), COLON, tables))
        parted = pair_at(line, n, short, tables) & NOT_PAIR != 0 and right < CALLED and not since
        parted = parted and word(line, n, long, 4, tables) & NOT_PAIR == 0
        if parted:
            more += ACROSS_TOO if right > 0 and on and char(line, n, long) not in UNITED else ACROSS
    if more > points or (more == points and not parted):
        return long if more >= NAME else 0
    return short if points >= NAME else 0


@jit
def posted(line, n, i, both_word, left, tables):
    """Whether the surname's character leads to the word behind it, a place or where somebody has a post, or says what one
    does."""
    one, near = char(line, n, i), char(line, n, i - 1)
    if one in TALKS and left < MAYBE and (is_han(near) or near == MASKED):
        return True
    if both_word & PLACE and left < CUE and (one == SINCE or trait(one, BEFORE, tables)):
        return True
    return one == TAKES_POST and left < MAYBE and both_word != 0 and both_word & PAIR == 0


@jit
def region(line, n, k, tables):
    """Whether the unit of a province, a city or a county stands at ``k``."""
    if char(line, n, k) not in REGIONS:
        return False
    return word_behind(line, n, k, TITLE, tables) == 0 or word_behind(line, n, k + 1, PLACE, tables) != 0


@jit
def of_both(line, n, i, weight, left, tables):
    """Whether a name of four begins at ``i``: the surnames of both parents, and two characters of a given name."""
    if min(weight, surname(char(line, n, i + 1), tables)) < (BOTH - 1 if left >= CUE else BOTH):
        return False
    first, second = given(char(line, n, i + 2), tables), given(char(line, n, i + 3), tables)
    flags = pair_at(line, n, i + 2, tables) & ANY
    end = i + 4
    filled = left >= CUE and not is_han(char(line, n, end)) and min(first, second) > 0 and flags & NOT_PAIR & ~PLACE == 0
    usual = flags & PAIR or (min(first, second) > 1 and first + second > 4)
    if not (filled or (usual and flags & NOT_PAIR == 0)):
        return False
    if pair_at(line, n, i + 1, tables) & NOT_PAIR or word_behind(line, n, i + 3, NOT_PAIR, tables):
        return False
    if word_behind(line, n, end, ORGAN, tables):
        return False
    one, titled = char(line, n, end), word_behind(line, n, end, TITLE, tables) != 0
    if is_han(one) and not (titled or trait(one, BEFORE, tables) or word_behind(line, n, end, VERB, tables)):
        return False
    return left + (CALLED if titled else CLEAR) >= SURE


@jit
def somebody(line, n, i, tables):
    """Whether a word for somebody stands at ``i``, and behind it a surname with a title."""
    if pair_at(line, n, i, tables) & SOMEBODY == 0 or surname(char(line, n, i + 2), tables) == 0:
        return False
    return word_behind(line, n, i + 3, TITLE, tables) != 0


@jit
def of_office(line, n, i, tables):
    """Whether the label with a colon before ``i`` is of an office, or of what is told or asked for."""
    k = gap_before(line, n, i, tables)
    if char(line, n, k - 1) not in OFFICES:
        return False
    found = False
    for q in range(k, i):
        found |= trait(char(line, n, q), COLON, tables)
    return found


@jit
def wished(line, n, i, tables):
    """Whether the surname's character wishes something to who is called so behind it."""
    if char(line, n, i) != WISHES or surname(char(line, n, i + 1), tables) < 3:
        return False
    return word_behind(line, n, i + 2, TITLE, tables) != 0


@jit
def firm(line, n, i, k):
    """Whether a word at ``k`` ends the name of a firm that begins at ``i``, so that no person's ends before it."""
    if (char(line, n, k) << 16 | char(line, n, k + 1)) not in FIRMS:
        return False
    if (char(line, n, k + 2) << 16 | char(line, n, k + 3)) in FIRMS_DO:
        return True
    return not (is_han(char(line, n, i - 1)) or is_han(char(line, n, k + 2)))


@jit
def goes_on(line, n, k, tables):
    """Whether a sign or a word stands at ``k``."""
    one = char(line, n, k)
    return not is_han(one) or trait(one, BEFORE, tables) or dated(line, n, k) or word_behind(line, n, k, NOT_PAIR, tables) != 0


@jit
def counted(line, n, i, tables):
    """Whether a number before counts in what looks like a surname, or it is that of a day."""
    if char(line, n, i) == DAY_OF and char(line, n, i + 1) in DAYS and char(line, n, i + 2) in TO:
        return True
    return trait(char(line, n, i), tab.MEASURE, tables) and trait(char(line, n, i - 1), tab.COUNT, tables)


@jit
def word_last(weight, typical, left):
    """What a given name that is a common word takes away."""
    if left >= CUE or typical > 4:
        return WORD_LAST if weight < 3 else 0
    return WORD_ALONE if weight < 4 else WORD_LAST


@jit
def opens(code, tables):
    """Whether a field or a value may begin after this character."""
    return code == AT_SIGN or trait(code, LINK | FIELD, tables)


@jit
def closes(code, tables):
    """Whether a character ends a name rather than being part of it."""
    return given(code, tables) == 0 or trait(code, BEFORE, tables)


@jit
def word_first(line, n, i, tables):
    """The length of a common word that begins with the surname's character."""
    if not begun(line, n, i, tables):
        return 0
    pair = pair_at(line, n, i, tables)
    if pair & BEGINS_FOUR and longer(line, n, i, 4, tables) & NOT_PAIR:
        return 4
    if pair & BEGINS_THREE and longer(line, n, i, 3, tables) & NOT_PAIR:
        return 3
    return 2 if pair & NOT_PAIR else 0


@jit
def in_word(line, n, i, e, left, length, tables):
    """Whether the name lies inside a common word."""
    if length == 0:
        return 0
    if length == 2 and e == i + 3 and left < CUE and char(line, n, i + 2) in EARNS:
        return WHOLE_WORD
    if left != CUE or i + length != e:
        return WORD_FIRST if i + length < e else WHOLE_WORD
    day = char(line, n, i) == DAY_OF and char(line, n, i + 1) in DAYS
    behind_it = char(line, n, e)
    alone = not (is_han(behind_it) or trait(behind_it, LETTER, tables) or day)
    return WORD_FIRST if i + length < e or alone else WHOLE_WORD


@jit
def past_spaces(line, n, k, tables):
    """Behind the spaces at ``k``."""
    end = k
    while end - k < 3 and trait(char(line, n, end), SPACE, tables):
        end += 1
    return end


@jit
def spaced(line, n, i, last, weight, tables):
    """A name written with spaces between its characters; ``last``: of its surname."""
    apart()
    k = past_spaces(line, n, last + 1, tables)
    if given(char(line, n, k), tables) == 0:
        return 0
    left = before(line, n, i, False, tables)
    end = k + 1
    if last == i and left >= 0 and set_wide(line, n, i, k, weight, tables):
        return end
    wide = past_spaces(line, n, end, tables)
    usual = given(char(line, n, wide), tables) > (0 if left >= CUE else 1)
    usual = usual or pair_of(char(line, n, k), char(line, n, wide), tables) & PAIR != 0
    if usual and pair_at(line, n, wide, tables) & ANY == 0 and not is_han(char(line, n, wide + 1)):
        end = wide + 1
    right = behind(line, n, end, tables)
    usual = given(char(line, n, k), tables) + given(char(line, n, wide), tables) > 3
    if end == wide + 1 and weight > 1 and usual and alone(line, n, i, last, k, wide, weight, tables):
        return end
    typical = 1 if given(char(line, n, k), tables) > 2 and not trait(char(line, n, i - 1), SPACE, tables) else 0
    return end if left + right + weight + typical >= NAME and (left >= CUE or right >= CALLED) else 0


@jit
def set_wide(line, n, i, k, weight, tables):
    """Whether a surname at ``i`` and a character at ``k`` are set to the width of three, or fill a cell of HTML, and are no word
    set so."""
    one = char(line, n, k)
    celled = weight > 3 and char(line, n, i - 1) == CLOSES and char(line, n, k + 1) == OPENS
    two = k == i + 3 and char(line, n, i + 1) == BLANK and char(line, n, i + 2) == BLANK and weight > 3
    two = two and not (goes_on_spaced(line, n, k, 1, tables) or goes_on_spaced(line, n, i, -1, tables))
    if not (two or (k == i + 2 and (char(line, n, i + 1) == WIDE_SPACE or celled))):
        return False
    if weight < 2 or given(one, tables) < 2 or is_han(char(line, n, i - 1)):
        return False
    if is_han(char(line, n, k + 1)) or pair_of(char(line, n, i), one, tables) & NOT_PAIR:
        return False
    return not (letter_spaced(line, n, k + 1, 1) or letter_spaced(line, n, i - 1, -1))


@jit
def goes_on_spaced(line, n, k, way, tables):
    """Whether two spaces stand behind or before the character at ``k``, and one alone that may stand in a name."""
    one = char(line, n, k + 3 * way)
    spaces = char(line, n, k + way) == BLANK and char(line, n, k + 2 * way) == BLANK
    return spaces and given(one, tables) > 0 and one not in SEX and not is_han(char(line, n, k + 4 * way))


@jit
def letter_spaced(line, n, k, way):
    """Whether a wide space stands at ``k``, and one Chinese character alone behind or before it, which is none of a sex."""
    one, two = char(line, n, k + way), char(line, n, k + 2 * way)
    return char(line, n, k) == WIDE_SPACE and is_han(one) and not is_han(two) and one not in SEX


@jit
def alone(line, n, i, last, k, wide, weight, tables):
    """Whether nothing else stands in the line of a name of which the last two characters stand at ``k`` and ``wide``, the
    surname's last at ``last``, or figures on both of its sides."""
    code = char(line, n, wide + 1)
    carded = weight > 2 and char(line, n, i - 1) == 0 and (code == 0 or code == 13)
    listed = trait(char(line, n, i - 1), SPACE, tables) and trait(code, SPACE, tables)
    listed = listed and char(line, n, i - 2) in FIGURES and char(line, n, wide + 2) in FIGURES
    if not (carded or listed):
        return False
    one, two, three, four = char(line, n, i), char(line, n, last), char(line, n, k), char(line, n, wide)
    if last > i and pair_of(one, two, tables) & NOT_PAIR:
        return False
    return (pair_of(two, three, tables) | pair_of(three, four, tables)) & NOT_PAIR == 0
