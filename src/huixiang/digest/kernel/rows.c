/* The engine's inner loops over rows of numbers: pairs of characters counted, weighed, multiplied.
 *
 * Each function does what the one of its name in pure_rows.py does, bit for bit: sums of whole numbers are exact, and
 * those of others are taken in the same order, one rounding a step (no fused steps: -ffp-contract=off). A function
 * gives 0, or 1 + the number of what it refuses, or -1 if memory is short. */

#include <math.h>

#include "shared.h"

#define BITS 24 /* of the number that a pair of characters goes by */
#define PRIME UINT64_C(0x9E3779B97F4A7C15)
#define FEW 64 /* numbers that are sorted by insertion at once */

/* Fold at most `read` characters into codes, stop at `most` letters; gives how many there are, -1 if it is no UTF-8. */
static int64_t letters(const uint8_t *octets, int64_t at, int64_t end, const uint32_t *table, int64_t read,
                       int64_t most, uint32_t *codes) {
    int64_t count = 0;
    while (at < end && count < most && read-- > 0) {
        const uint32_t code = decoded(octets, &at, end);
        if (code == CODES) return -1;
        codes[count] = table[code];
        count += table[code] != 0;
    }
    return count;
}

/* Number each pair of neighbours; the last bit says whether it is a title's. */
static int64_t number_pairs(const uint32_t *codes, int64_t count, uint32_t title, uint32_t *pairs) {
    for (int64_t at = 0; at + 1 < count; at++) {
        const uint64_t both = (uint64_t)codes[at] << 21 | codes[at + 1];
        pairs[at] = (uint32_t)(both * PRIME >> (64 - BITS)) << 1 | title;
    }
    return count > 1 ? count - 1 : 0;
}

static void insert(uint32_t *numbers, int64_t count) {
    for (int64_t at = 1; at < count; at++) {
        const uint32_t number = numbers[at];
        int64_t place = at;
        for (; place > 0 && numbers[place - 1] > number; place--) numbers[place] = numbers[place - 1];
        numbers[place] = number;
    }
}

/* Sort well spread numbers of BITS + 1 bits: into 256 buckets by their first octet, these by insertion if they are
 * small, else by counting their octets from the last to the first. */
static void sort_pairs(uint32_t *numbers, uint32_t *spare, int64_t count) {
    if (count <= FEW * 256) {
        int64_t ends[257] = {0};
        for (int64_t at = 0; at < count; at++) ends[(numbers[at] >> (BITS - 7)) + 1]++;
        for (int octet = 0; octet < 256; octet++) ends[octet + 1] += ends[octet];
        for (int64_t at = 0; at < count; at++) spare[ends[numbers[at] >> (BITS - 7)]++] = numbers[at];
        int64_t largest = ends[0];
        for (int octet = 1; octet < 256; octet++) {
            if (ends[octet] - ends[octet - 1] > largest) largest = ends[octet] - ends[octet - 1];
        }
        if (largest <= FEW) {
            insert(spare, count);
            memcpy(numbers, spare, sizeof *numbers * (size_t)count);
            return;
        }
    }
    for (int shift = 0; shift < 32; shift += 8) {
        int64_t ends[257] = {0};
        for (int64_t at = 0; at < count; at++) ends[(numbers[at] >> shift & 0xFF) + 1]++;
        for (int octet = 0; octet < 256; octet++) ends[octet + 1] += ends[octet];
        for (int64_t at = 0; at < count; at++) spare[ends[numbers[at] >> shift & 0xFF]++] = numbers[at];
        uint32_t *other = numbers;
        numbers = spare;
        spare = other;
    }
}

/* Count equal pairs, a title's `weight` times; gives how many different ones there are. */
static int64_t count_pairs(const uint32_t *pairs, int64_t count, int64_t weight, int32_t *buckets, uint8_t *counts) {
    int64_t different = 0;
    for (int64_t start = 0, end; start < count; start = end, different++) {
        int64_t sum = 0;
        for (end = start; end < count && pairs[end] >> 1 == pairs[start] >> 1; end++) sum += pairs[end] & 1 ? weight : 1;
        buckets[different] = (int32_t)(pairs[start] >> 1);
        counts[different] = (uint8_t)(sum < 255 ? sum : 255);
    }
    return different;
}

/* buckets and counts have room for one number for each octet of both, starts for texts + 1. */
int64_t hx_pair_counts(const uint8_t *titles, int64_t title_octets, const int64_t *title_starts, const uint8_t *bodies,
                       int64_t body_octets, const int64_t *body_starts, int64_t texts, const uint32_t *table,
                       int64_t opening, int64_t weight, int32_t *buckets, uint8_t *counts, int64_t *starts) {
    const int64_t title = longest(title_starts, texts, title_octets), body = longest(body_starts, texts, body_octets);
    if (title < 0 || body < 0) return title < 0 ? -title : -body;
    const size_t room = (size_t)(title + body + 2);
    uint32_t *codes = malloc(sizeof *codes * room), *pairs = malloc(sizeof *pairs * room);
    int64_t refused = codes && pairs ? 0 : -1;
    starts[0] = 0;
    for (int64_t text = 0; text < texts && !refused; text++) {
        const int64_t first = letters(titles, title_starts[text], title_starts[text + 1], table, title, title, codes);
        if (first < 0) {
            refused = 1 + text;
            break;
        }
        int64_t count = number_pairs(codes, first, 1, pairs);
        const int64_t then =
            letters(bodies, body_starts[text], body_starts[text + 1], table, 2 * opening, opening, codes);
        if (then < 0) {
            refused = 1 + text;
            break;
        }
        count += number_pairs(codes, then, 0, pairs + count);
        sort_pairs(pairs, codes, count);
        starts[text + 1] = starts[text] + count_pairs(pairs, count, weight, buckets + starts[text], counts + starts[text]);
    }
    free(codes);
    free(pairs);
    return refused;
}

/* columns and weights have room for all entries, starts_found for rows + 1. */
int64_t hx_weigh(const int64_t *starts, int64_t rows, const int32_t *buckets, const uint8_t *counts, int64_t entries,
                 const float *often, const float *rare, const int32_t *number, int64_t terms, int64_t unit,
                 int32_t *columns, int32_t *weights, int64_t *starts_found) {
    const int64_t bad = longest(starts, rows, entries);
    if (bad < 0) return -bad;
    int64_t kept = 0;
    starts_found[0] = 0;
    for (int64_t row = 0; row < rows; row++) {
        double sum = 0;
        for (int64_t at = starts[row]; at < starts[row + 1]; at++) {
            if (buckets[at] < 0 || buckets[at] >= terms) return 1 + row;
            const float weight = often[counts[at]] * rare[buckets[at]];
            const float square = weight * weight;
            sum += square;
        }
        const double root = sqrt(sum), length = root > 1e-9 ? root : 1e-9;
        for (int64_t at = starts[row]; at < starts[row + 1]; at++) {
            const int32_t column = number[buckets[at]];
            if (column < 0) continue;
            const float weight = often[counts[at]] * rare[buckets[at]];
            const float scaled = weight * (float)unit;
            columns[kept] = column;
            weights[kept++] = (int32_t)lrint((double)scaled / length);
        }
        starts_found[row + 1] = kept;
    }
    return 0;
}

WIDE static void add_axis(float weight, const float *axis, int64_t width, float *sum) {
    for (int64_t at = 0; at < width; at++) sum[at] += weight * axis[at];
}

/* found has room for rows x width numbers. */
int64_t hx_turned(const int64_t *starts, const int32_t *columns, const int32_t *weights, int64_t rows, int64_t entries,
                  const int32_t *known, int64_t terms, const float *axes, int64_t axis_count, int64_t width,
                  float *found) {
    const int64_t bad = longest(starts, rows, entries);
    if (bad < 0) return -bad;
    memset(found, 0, sizeof *found * (size_t)(rows * width));
    for (int64_t row = 0; row < rows; row++) {
        for (int64_t at = starts[row]; at < starts[row + 1]; at++) {
            if (columns[at] < 0 || columns[at] >= terms || known[columns[at]] >= axis_count) return 1 + row;
            const int32_t axis = known[columns[at]];
            if (axis >= 0) add_axis((float)weights[at], axes + axis * width, width, found + row * width);
        }
    }
    return 0;
}

/* Columns rise within a row. */
int64_t hx_products(const int64_t *starts, const int32_t *columns, const int32_t *weights, int64_t rows,
                    int64_t entries, const int64_t *lefts, const int64_t *rights, int64_t pairs, int64_t *found) {
    const int64_t bad = longest(starts, rows, entries);
    if (bad < 0) return -bad;
    for (int64_t pair = 0; pair < pairs; pair++) {
        if (pair_outside(lefts[pair], rights[pair], rows)) return 1 + pair;
        int64_t ours = starts[lefts[pair]], theirs = starts[rights[pair]], sum = 0;
        const int64_t our_end = starts[lefts[pair] + 1], their_end = starts[rights[pair] + 1];
        while (ours < our_end && theirs < their_end) {
            const int32_t our = columns[ours], their = columns[theirs];
            if (our == their) sum += (int64_t)weights[ours] * weights[theirs];
            ours += our <= their;
            theirs += their <= our;
        }
        found[pair] = sum;
    }
    return 0;
}

WIDE static int32_t dot(const int16_t *ours, const int16_t *theirs, int64_t width) {
    int32_t sum = 0;
    for (int64_t at = 0; at < width; at++) sum += (int32_t)ours[at] * theirs[at];
    return sum;
}

int64_t hx_dots(const int16_t *table, int64_t rows, int64_t width, const int64_t *lefts, const int64_t *rights,
                int64_t pairs, int32_t *found) {
    for (int64_t pair = 0; pair < pairs; pair++) {
        if (pair_outside(lefts[pair], rights[pair], rows)) return 1 + pair;
        found[pair] = dot(table + lefts[pair] * width, table + rights[pair] * width, width);
    }
    return 0;
}
