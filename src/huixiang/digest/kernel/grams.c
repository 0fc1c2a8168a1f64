/* The engine's inner loops over characters, for texts that lie in one run of UTF-8.
 *
 * Each function does what the one of its name in pure.py does, bit for bit; shapes.py holds the numbers both share
 * and shapes.py says what comes out. Nothing is kept between calls, nothing is written outside the arrays given, and
 * what a caller passes is checked: a function gives 0, or 1 + the number of the text or pair it refuses, or -1 if
 * memory is short. Python calls without holding its lock. */

#include "shared.h"

#ifndef HX_STAMP
#define HX_STAMP 0
#endif
#define SHORT 3
#define LONG 8
#define KEYS 16
#define COMPARED 2000
#define PRIME UINT64_C(0x9E3779B97F4A7C15)
#define SMALL 256 /* grams up to which a set is sorted by insertion within buckets */

uint64_t hx_stamp(void) { return HX_STAMP; }

/* Fold a text into codes, at most `most` of them; with `places`, also where in the text each begins and ends.
 * Gives how many there are, or -1 if the text is no UTF-8. */
static int64_t folded(const uint8_t *octets, int64_t at, int64_t end, const uint32_t *table, int64_t most,
                      uint32_t *codes, int64_t (*places)[2]) {
    const int64_t start = at;
    int64_t count = 0;
    while (at < end && count < most) {
        const int64_t begin = at;
        const uint32_t code = decoded(octets, &at, end);
        if (code == CODES) return -1;
        codes[count] = table[code];
        if (places) {
            places[count][0] = begin - start;
            places[count][1] = at - start;
        }
        count += table[code] != 0;
    }
    return count;
}

/* Sort by counting octets, from the last to the first: linear whatever the numbers are. */
static void sort_many(uint32_t *hashes, uint32_t *spare, int64_t count) {
    for (int shift = 0; shift < 32; shift += 8) {
        int64_t ends[257] = {0};
        for (int64_t at = 0; at < count; at++) ends[(hashes[at] >> shift & 0xFF) + 1]++;
        for (int octet = 0; octet < 256; octet++) ends[octet + 1] += ends[octet];
        for (int64_t at = 0; at < count; at++) spare[ends[hashes[at] >> shift & 0xFF]++] = hashes[at];
        uint32_t *other = hashes;
        hashes = spare;
        spare = other;
    }
}

/* Sort a few well spread numbers: into 256 buckets by their first octet, then by insertion. */
static void sort_few(uint32_t *hashes, uint32_t *spare, int64_t count) {
    uint16_t ends[257] = {0};
    for (int64_t at = 0; at < count; at++) ends[(hashes[at] >> 24) + 1]++;
    for (int octet = 0; octet < 256; octet++) ends[octet + 1] = (uint16_t)(ends[octet + 1] + ends[octet]);
    for (int64_t at = 0; at < count; at++) spare[ends[hashes[at] >> 24]++] = hashes[at];
    for (int64_t at = 0; at < count; at++) {
        const uint32_t hash = spare[at];
        int64_t place = at;
        for (; place > 0 && hashes[place - 1] > hash; place--) hashes[place] = hashes[place - 1];
        hashes[place] = hash;
    }
}

/* Hash the long grams of a text; a text shorter than a gram gives one, filled up with zeros. */
static int64_t long_grams(const uint32_t *codes, int64_t chars, uint64_t *hashes) {
    uint64_t rolled = 0, high = 1;
    for (int step = 0; step < LONG; step++) {
        rolled = rolled * PRIME + (step < chars ? codes[step] : 0);
        high *= PRIME;
    }
    hashes[0] = mixed(rolled);
    for (int64_t at = LONG; at < chars; at++) {
        rolled = rolled * PRIME + codes[at] - codes[at - LONG] * high;
        hashes[at - LONG + 1] = mixed(rolled);
    }
    return chars > LONG ? chars - LONG + 1 : chars > 0;
}

/* Sort a few numbers by insertion and keep the first different ones, at most 16. */
static int least_of_few(uint64_t *few, int64_t count, uint64_t *keys) {
    for (int64_t at = 1; at < count; at++) {
        const uint64_t hash = few[at];
        int64_t place = at;
        for (; place > 0 && few[place - 1] > hash; place--) few[place] = few[place - 1];
        few[place] = hash;
    }
    int found = 0;
    for (int64_t at = 0; at < count && found < KEYS; at++) {
        if (!at || few[at] != few[at - 1]) keys[found++] = few[at];
    }
    return found;
}

static int rising(const void *left, const void *right) {
    const uint64_t ours = *(const uint64_t *)left, theirs = *(const uint64_t *)right;
    return (ours > theirs) - (ours < theirs);
}

/* Keep the least different hashes, rising. A first look takes only those below a bound that leaves about twice as
 * many as are needed; if these are too few or far too many (a text that repeats itself), all are sorted. */
static int least(uint64_t *hashes, int64_t count, uint64_t *keys) {
    uint64_t few[4 * KEYS + 1];
    const uint64_t bound = count > 2 * KEYS ? UINT64_MAX / (uint64_t)count * (2 * KEYS) : UINT64_MAX;
    int64_t below = 0;
    for (int64_t at = 0; at < count; at++) {
        few[below] = hashes[at];
        below += (hashes[at] <= bound) & (below < 4 * KEYS);
    }
    const int found = below < 4 * KEYS ? least_of_few(few, below, keys) : 0;
    if (found == KEYS || (found && bound == UINT64_MAX) || !count) return found;
    qsort(hashes, (size_t)count, sizeof *hashes, rising);
    return least_of_few(hashes, count, keys);
}

static uint64_t whole_text(const uint32_t *codes, int64_t chars) {
    uint64_t sum = 0, power = 1;
    for (int64_t at = 0; at < chars; at++) {
        sum += codes[at] * power;
        power *= PRIME;
    }
    return chars ? mixed(sum ^ (uint64_t)chars) : 0;
}

/* keys has room for 16 a text, key_starts for texts + 1, wholes and lengths for one a text. */
int64_t hx_sketch(const uint8_t *octets, int64_t octet_count, const int64_t *starts, int64_t texts,
                  const uint32_t *table, uint64_t *keys, int64_t *key_starts, uint64_t *wholes, int32_t *lengths) {
    const int64_t most = longest(starts, texts, octet_count);
    if (most < 0) return -most;
    uint32_t *codes = malloc(sizeof *codes * (size_t)(most + 1));
    uint64_t *hashes = malloc(sizeof *hashes * (size_t)(most + 1));
    int64_t refused = codes && hashes ? 0 : -1;
    key_starts[0] = 0;
    for (int64_t text = 0; text < texts && !refused; text++) {
        const int64_t chars = folded(octets, starts[text], starts[text + 1], table, most, codes, NULL);
        if (chars < 0 || chars > INT32_MAX) {
            refused = 1 + text;
            break;
        }
        const int64_t grams = long_grams(codes, chars, hashes);
        key_starts[text + 1] = key_starts[text] + least(hashes, grams, keys + key_starts[text]);
        wholes[text] = whole_text(codes, chars);
        lengths[text] = (int32_t)chars;
    }
    free(codes);
    free(hashes);
    return refused;
}

/* grams has room for one number for each octet of the texts and one more for each text, gram_starts for texts + 1. */
int64_t hx_gram_sets(const uint8_t *octets, int64_t octet_count, const int64_t *starts, int64_t texts,
                     const uint32_t *table, uint32_t *grams, int64_t *gram_starts) {
    const int64_t most = longest(starts, texts, octet_count);
    if (most < 0) return -most;
    uint32_t *codes = malloc(sizeof *codes * (size_t)(most + SHORT));
    uint32_t *spare = malloc(sizeof *spare * (size_t)(most + 1));
    int64_t refused = codes && spare ? 0 : -1;
    gram_starts[0] = 0;
    for (int64_t text = 0; text < texts && !refused; text++) {
        const int64_t chars = folded(octets, starts[text], starts[text + 1], table, most, codes, NULL);
        if (chars < 0) {
            refused = 1 + text;
            break;
        }
        memset(codes + chars, 0, sizeof *codes * SHORT);
        uint32_t *found = grams + gram_starts[text];
        const int64_t count = chars > SHORT ? chars - SHORT + 1 : chars > 0;
        for (int64_t at = 0; at < count; at++) {
            const uint64_t packed = (uint64_t)codes[at] << 42 | (uint64_t)codes[at + 1] << 21 | codes[at + 2];
            found[at] = (uint32_t)(mixed(packed) >> 32);
        }
        (count > SMALL ? sort_many : sort_few)(found, spare, count);
        int64_t different = 0;
        for (int64_t at = 0; at < count; at++) {
            if (!at || found[at] != found[different - 1]) found[different++] = found[at];
        }
        gram_starts[text + 1] = gram_starts[text] + different;
    }
    free(codes);
    free(spare);
    return refused;
}

/* Count what two rising runs of numbers share by walking along both. */
static int32_t walked(const uint32_t *ours, int64_t our_count, const uint32_t *theirs, int64_t their_count) {
    int64_t left = 0, right = 0;
    int32_t both = 0;
    while (left < our_count && right < their_count) {
        const uint32_t our = ours[left], their = theirs[right];
        both += our == their;
        left += our <= their;
        right += their <= our;
    }
    return both;
}

/* The same where one run is far shorter: each of its numbers is looked up in the other. */
static int32_t looked_up(const uint32_t *few, int64_t few_count, const uint32_t *many, int64_t many_count) {
    int32_t both = 0;
    for (int64_t at = 0; at < few_count; at++) {
        int64_t low = 0, high = many_count;
        while (low < high) {
            const int64_t middle = low + (high - low) / 2;
            if (many[middle] < few[at]) low = middle + 1;
            else high = middle;
        }
        both += low < many_count && many[low] == few[at];
    }
    return both;
}

int64_t hx_shared(const uint32_t *grams, int64_t gram_count, const int64_t *starts, int64_t texts,
                  const int64_t *lefts, const int64_t *rights, int64_t pairs, int32_t *found) {
    const int64_t bad = longest(starts, texts, gram_count);
    if (bad < 0) return -bad;
    for (int64_t pair = 0; pair < pairs; pair++) {
        if (pair_outside(lefts[pair], rights[pair], texts)) return 1 + pair;
        const uint32_t *ours = grams + starts[lefts[pair]], *theirs = grams + starts[rights[pair]];
        const int64_t our_count = starts[lefts[pair] + 1] - starts[lefts[pair]];
        const int64_t their_count = starts[rights[pair] + 1] - starts[rights[pair]];
        if (our_count > 32 * their_count) found[pair] = looked_up(theirs, their_count, ours, our_count);
        else if (their_count > 32 * our_count) found[pair] = looked_up(ours, our_count, theirs, their_count);
        else found[pair] = walked(ours, our_count, theirs, their_count);
    }
    return 0;
}

/* From the lengths of the common runs that end one character earlier, those that end at this one; gives the most. */
WIDE static int32_t step_on(uint32_t code, const uint32_t *theirs, int32_t count, const int32_t *before, int32_t *now) {
    int32_t most = 0;
    for (int32_t at = 0; at < count; at++) {
        const int32_t length = theirs[at] == code ? before[at] + 1 : 0;
        now[at + 1] = length;
        most = length > most ? length : most;
    }
    return most;
}

/* found has room for two numbers a pair. */
int64_t hx_longest_runs(const uint8_t *octets, int64_t octet_count, const int64_t *starts, int64_t texts,
                        const uint32_t *table, const int64_t *lefts, const int64_t *rights, int64_t pairs,
                        int64_t (*found)[2]) {
    const int64_t bad = longest(starts, texts, octet_count);
    if (bad < 0) return -bad;
    uint32_t ours[COMPARED], theirs[COMPARED];
    int64_t(*places)[2] = malloc(sizeof *places * COMPARED);
    int32_t rows[2][COMPARED + 1];
    int64_t refused = places ? 0 : -1;
    for (int64_t pair = 0; pair < pairs && !refused; pair++) {
        const int64_t left = lefts[pair], right = rights[pair];
        if (pair_outside(left, right, texts)) {
            refused = 1 + pair;
            break;
        }
        const int64_t our_count = folded(octets, starts[left], starts[left + 1], table, COMPARED, ours, places);
        const int64_t their_count = folded(octets, starts[right], starts[right + 1], table, COMPARED, theirs, NULL);
        if (our_count < 0 || their_count < 0) {
            refused = 1 + pair;
            break;
        }
        int32_t best = 0;
        int64_t last = 0;
        memset(rows, 0, sizeof rows);
        for (int64_t at = 0; at < our_count; at++) {
            const int32_t most = step_on(ours[at], theirs, (int32_t)their_count, rows[at & 1], rows[~at & 1]);
            if (most > best) {
                best = most;
                last = at;
            }
        }
        found[pair][0] = best ? places[last - best + 1][0] : 0;
        found[pair][1] = best ? places[last][1] : 0;
    }
    free(places);
    return refused;
}

/* Find a number in a rising run; -1 if it is not there. */
static int64_t place_of(int64_t wanted, const int64_t *run, int64_t count) {
    int64_t low = 0, high = count;
    while (low < high) {
        const int64_t middle = low + (high - low) / 2;
        if (run[middle] < wanted) low = middle + 1;
        else high = middle;
    }
    return low < count && run[low] == wanted ? low : -1;
}

/* Pairs come in the order of their right rows, then of their left ones. firsts and found have room for one number for
 * each row and come filled with the row itself and with zero; unknown has room for two a pair, and unknown_count says
 * how many of its pairs were written. */
int64_t hx_families(const int64_t *lefts, const int64_t *rights, const float *scores, int64_t pairs, int64_t rows,
                    int64_t *firsts, float *found, int64_t (*unknown)[2], int64_t *unknown_count) {
    *unknown_count = 0;
    for (int64_t start = 0, end; start < pairs; start = end) {
        const int64_t row = rights[start];
        for (end = start; end < pairs && rights[end] == row; end++) {
            if (pair_outside(lefts[end], row, rows) || lefts[end] >= row) return 1 + end;
        }
        for (int64_t pair = start; pair < end; pair++) {
            if (scores[pair] <= 0) continue;
            const int64_t first = firsts[lefts[pair]];
            const int64_t known = place_of(first, lefts + start, end - start);
            if (known < 0) {
                unknown[*unknown_count][0] = first;
                unknown[(*unknown_count)++][1] = row;
                continue;
            }
            const float score = scores[start + known];
            if (score > found[row] || (score > 0 && score == found[row] && first < firsts[row])) {
                found[row] = score;
                firsts[row] = first;
            }
        }
    }
    return 0;
}
