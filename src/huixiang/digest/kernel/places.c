/* Names of places in many texts, as ``digest/places.py`` finds them one by one: the words come from there.
 *
 * Texts lie behind one another as code points; a word list is looked up by its first character, longer words first.
 * Gives 0, or 1 + the number of a text that lies outside. */

#include "shared.h"

#define PLANE 0x10000 /* words consist of characters below */
#define LONGEST 8
#define NEAR 5 /* characters of a region or district that is not masked, its ending included */

enum { DECIMAL = 1, DIGIT = 2, HAN = 4, NAMED = 8, NUMERAL = 16, CAPITAL = 32 };
enum { NUMBERED = 1, STATION = 2, CITY = 4, COUNTY = 8, WIDE_KIND = 16, LINE = 32, GROUP = 64, WITHIN = 128, FIRM = 256 };

/* Words by their first character: `first` gives 1 + a group, `groups` where its words begin, `words` where a word's
 * codes begin and how many they are. */
struct list {
    const uint16_t *first;
    const int32_t *groups;
    const int32_t (*words)[2];
    const uint32_t *codes;
};

/* Endings have more: a kind and marks each, and which characters may not stand before and behind. */
struct endings {
    struct list list;
    const int32_t (*marks)[2];
    const int32_t (*guards)[4];
    int32_t community, district;
};

struct text {
    const uint32_t *codes;
    int64_t count;
    const uint8_t *signs;
};

struct place {
    int64_t start, end;
    int32_t kind, marks;
};

static int is(const struct text *text, int64_t at, int sign) { return text->signs[text->codes[at]] & sign; }

static int within_list(const uint32_t *codes, const int32_t span[2], uint32_t code) {
    for (int32_t at = 0; at < span[1]; at++) {
        if (codes[span[0] + at] == code) return 1;
    }
    return 0;
}

/* Find the next word of the character's group, from `word` on, that stands at a place before `end`; -1 if none does. */
static int32_t next_word(const struct list *list, const struct text *text, int64_t at, int64_t end, int32_t word) {
    const uint32_t code = text->codes[at];
    const int32_t group = code < PLANE ? list->first[code] : 0;
    if (!group) return -1;
    if (word < 0) word = list->groups[group - 1];
    for (; word < list->groups[group]; word++) {
        const int32_t length = list->words[word][1];
        if (length <= end - at &&
            !memcmp(text->codes + at, list->codes + list->words[word][0], sizeof(uint32_t) * (size_t)length)) {
            return word;
        }
    }
    return -1;
}

/* Find the ending that stands here and makes no other word with what is around it. */
static int32_t ending_at(const struct endings *endings, const struct text *text, int64_t at) {
    const struct list *list = &endings->list;
    for (int32_t word = -1; (word = next_word(list, text, at, text->count, word)) >= 0; word++) {
        const int64_t end = at + list->words[word][1];
        const int32_t *guards = endings->guards[word];
        if (at && within_list(list->codes, guards, text->codes[at - 1])) continue;
        if (end < text->count && within_list(list->codes, guards + 2, text->codes[end])) continue;
        return word;
    }
    return -1;
}

/* What $ means: the end, or before a last line feed. */
static int at_end(const struct text *text, int64_t at, int64_t end) {
    return at == end || (at == end - 1 && text->codes[at] == '\n');
}

/* Find where a masked name ([A-Z]{1,2}\d{0,2}$) begins; -1 if there is none. */
static int64_t mask_before(const struct text *text, int64_t from, int64_t end) {
    for (int64_t start = from; start < end; start++) {
        int64_t at = start;
        while (at < end && at < start + 2 && is(text, at, CAPITAL)) at++;
        if (at == start) continue;
        for (; at > start; at--) {
            int64_t behind = at;
            while (behind < end && behind < at + 2 && is(text, behind, DECIMAL)) behind++;
            for (; behind >= at; behind--) {
                if (at_end(text, behind, end)) return start;
            }
        }
    }
    return -1;
}

static int numerals_to(const struct text *text, int64_t start, int64_t end) {
    int64_t at = start;
    while (at < end && at < start + 4 && is(text, at, NUMERAL)) at++;
    for (; at > start; at--) {
        if (at_end(text, at, end)) return 1;
    }
    return 0;
}

/* Tell whether a number ((?:地铁|轻轨)?[一二三四五六七八九十\d]{1,4}$) stands here. */
static int number_at(const struct text *text, int64_t at, int64_t end) {
    const uint32_t *codes = text->codes + at;
    const int rail = end - at > 2 && ((codes[0] == 0x5730 && codes[1] == 0x94C1) || (codes[0] == 0x8F7B && codes[1] == 0x8F68));
    return (rail && numerals_to(text, at + 2, end)) || numerals_to(text, at, end);
}

/* Find where a name before an ending begins: behind the last thing that cannot belong to it. */
static int64_t beginning(const struct list *cuts, const struct text *text, int64_t start, int64_t last, int64_t most) {
    const int64_t first = last > start - most ? last : start - most;
    int64_t begin = first;
    for (int64_t at = start - 1; at >= first; at--) {
        const int32_t word = is(text, at, NAMED) ? next_word(cuts, text, at, start, -1) : -1;
        if (word < 0 && is(text, at, NAMED)) continue;
        begin = at + (word < 0 ? 1 : cuts->words[word][1]);
        break;
    }
    for (int64_t at = start - 3; at >= begin + 2; at--) {
        if (text->codes[at] == 0x548C) { /* 和 */
            begin = at + 1;
            break;
        }
    }
    while (begin < start && is(text, begin, DIGIT)) begin++;
    return begin;
}

static int is_no_name(const struct list *list, const struct text *text, int64_t start, int64_t end) {
    for (int32_t word = -1; (word = next_word(list, text, start, end, word)) >= 0; word++) {
        if (list->words[word][1] == end - start) return 1;
    }
    return 0;
}

static int named(const struct list lists[2], const struct text *text, struct place sign, struct place before,
                 struct place *found) {
    const int64_t most = sign.marks & FIRM ? 2 * LONGEST : LONGEST;
    const int64_t begin = beginning(&lists[0], text, sign.start, before.end, most);
    if (sign.start - begin < 2 || sign.marks & NUMBERED || is_no_name(&lists[1], text, begin, sign.start)) return 0;
    *found = sign;
    found->start = begin;
    return 1;
}

static int wide(const struct endings *endings, const struct list lists[2], const struct text *text, struct place sign,
                struct place before, struct place *found) {
    const int64_t mask = mask_before(text, before.end > sign.start - 4 ? before.end : sign.start - 4, sign.start);
    if (mask < 0) return named(lists, text, sign, before, found) && found->end - found->start <= NEAR;
    *found = sign;
    found->start = mask;
    if (sign.marks & COUNTY && sign.end < text->count && text->codes[sign.end] == 0x5E02) found->end++; /* 市 */
    if (sign.marks & CITY && is(text, sign.start - 1, DIGIT)) found->kind = endings->district;
    return 1;
}

static int line(const struct text *text, struct place sign, struct place *found) {
    int64_t number = sign.start > 6 ? sign.start - 6 : 0;
    while (number < sign.start && !number_at(text, number, sign.start)) number++;
    if (number >= sign.start) return 0;
    *found = sign;
    found->start = number;
    for (int64_t at = sign.end; sign.marks & STATION && at < text->count && at <= sign.end + 6; at++) {
        if (at >= sign.end + 2 && text->codes[at] == 0x7AD9) { /* 站 */
            found->end = at + 1;
            break;
        }
        if (!is(text, at, HAN)) break;
    }
    return 1;
}

static int place_of(const struct endings *endings, const struct list lists[2], const struct text *text,
                    struct place sign, struct place before, struct place *found) {
    if (sign.marks & WIDE_KIND) return wide(endings, lists, text, sign, before, found);
    if (sign.marks & LINE && line(text, sign, found)) return 1;
    const int64_t between = sign.start - before.end;
    *found = sign;
    found->start = before.start;
    if (sign.marks & GROUP) {
        found->kind = before.kind;
        found->marks = before.marks;
        return before.kind == endings->community && between >= 1 && between <= 3 && number_at(text, before.end, sign.start);
    }
    if (!between && !(before.marks & WIDE_KIND) && sign.end - before.start <= 3 * LONGEST) {
        if (!(sign.marks & WITHIN)) {
            found->kind = before.kind;
            found->marks = before.marks;
        }
        return 1;
    }
    return named(lists, text, sign, before, found);
}

/* Write the places of one text; gives how many there are. */
static int64_t places_of(const struct endings *endings, const struct list lists[2], const struct text *text,
                         int32_t (*found)[3]) {
    const struct place nowhere = {0, 0, -1, WIDE_KIND};
    struct place before = nowhere, place;
    int64_t count = 0;
    for (int64_t at = 0; at < text->count;) {
        const int32_t word = ending_at(endings, text, at);
        if (word < 0) {
            at++;
            continue;
        }
        const struct place sign = {at, at + endings->list.words[word][1], endings->marks[word][0], endings->marks[word][1]};
        at = sign.end;
        if (!place_of(endings, lists, text, sign, before, &place)) continue;
        if (count && place.start == before.start) count--;
        found[count][0] = (int32_t)place.start;
        found[count][1] = (int32_t)place.end;
        found[count++][2] = place.kind;
        before = place;
    }
    return count;
}

/* found has room for three numbers a code: start and end in the text, kind; found_starts for texts + 1. */
int64_t hx_places(const uint32_t *codes, int64_t code_count, const int64_t *starts, int64_t texts, const uint8_t *signs,
                  const uint16_t *const *firsts, const int32_t *const *groups, const int32_t (*const *words)[2],
                  const uint32_t *const *word_codes, const int32_t (*marks)[2], const int32_t (*guards)[4],
                  int64_t community, int64_t district, int32_t (*found)[3], int64_t *found_starts) {
    const int64_t bad = longest(starts, texts, code_count);
    if (bad < 0) return -bad;
    struct list lists[3];
    for (int at = 0; at < 3; at++) lists[at] = (struct list){firsts[at], groups[at], words[at], word_codes[at]};
    const struct endings endings = {lists[0], marks, guards, (int32_t)community, (int32_t)district};
    found_starts[0] = 0;
    for (int64_t row = 0; row < texts; row++) {
        const struct text text = {codes + starts[row], starts[row + 1] - starts[row], signs};
        for (int64_t at = 0; at < text.count; at++) {
            if (text.codes[at] >= CODES) return 1 + row;
        }
        found_starts[row + 1] = found_starts[row] + places_of(&endings, lists + 1, &text, found + found_starts[row]);
    }
    return 0;
}
