/* What the kernel's sources share: what a caller passes is checked here, and how a character is read. */

#ifndef HX_SHARED_H
#define HX_SHARED_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define CODES 0x110000

/* The same function for wider registers, chosen when the library is loaded. */
#if defined(__x86_64__) && defined(__GLIBC__) && defined(__GNUC__) && !defined(__clang__) && !defined(HX_CHECKED)
#define WIDE __attribute__((target_clones("avx2", "default")))
#else
#define WIDE
#endif

static inline uint64_t mixed(uint64_t hash) {
    hash = (hash ^ (hash >> 33)) * UINT64_C(0xFF51AFD7ED558CCD);
    hash = (hash ^ (hash >> 33)) * UINT64_C(0xC4CEB9FE1A85EC53);
    return hash ^ (hash >> 33);
}

/* Decode the character at *at and step over it; CODES if it is no valid UTF-8 or runs over the end. */
static inline uint32_t decoded(const uint8_t *octets, int64_t *at, int64_t end) {
    uint32_t lead = octets[*at];
    int64_t left = end - *at;
    if (lead < 0x80) {
        *at += 1;
        return lead;
    }
    int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
    if (lead < 0xC2 || lead > 0xF4 || left <= more) return CODES;
    uint32_t code = lead & (0x3F >> more);
    for (int step = 1; step <= more; step++) {
        uint32_t next = octets[*at + step];
        if ((next & 0xC0) != 0x80) return CODES;
        code = code << 6 | (next & 0x3F);
    }
    *at += more + 1;
    return code < CODES ? code : CODES;
}

/* Give the length of the longest text, or -1 - i if text i does not lie within the whole. */
static inline int64_t longest(const int64_t *starts, int64_t texts, int64_t whole) {
    int64_t most = 0;
    for (int64_t text = 0; text < texts; text++) {
        const int64_t length = starts[text + 1] - starts[text];
        if (starts[text] < 0 || length < 0 || starts[text + 1] > whole) return -1 - text;
        if (length > most) most = length;
    }
    return most;
}

static inline int pair_outside(int64_t left, int64_t right, int64_t texts) {
    return left < 0 || right < 0 || left >= texts || right >= texts;
}

#endif
