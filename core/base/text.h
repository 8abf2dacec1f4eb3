/* text: UTF-8 at the door, comparison as people expect it, width on a terminal (utf8proc). */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

/* Whether s is valid UTF-8 without NUL; if not, *bad is the byte offset of the first fault. */
bool text_valid(const char *s, size_t n, size_t *bad);

/* Characters (code points) in valid UTF-8. */
size_t text_length(const char *s, size_t n);

/* Bytes of the digit at s, of any script that sijil reads (0..9, U+0660..0669, U+06F0..06F9), and the digit; 0: none. */
size_t text_digit_at(const char *s, size_t n, char *digit);

/* Whether a digit of an Arabic script is in it (U+0660..0669, U+06F0..06F9): said where only 0 to 9 are taken. */
bool text_has_arabic_digit(const char *s, size_t n);

/* Columns on a terminal: combining marks and bidi controls take none, wide characters two. */
size_t text_width(const char *s);

/* Whether NFC of s differs from s (a quick no for ASCII). */
bool text_needs_nfc(const char *s, size_t n);
/* NFC of valid UTF-8, in the arena; *out_n may be NULL. */
char *text_nfc(struct arena *a, const char *s, size_t n, size_t *out_n);

/*
 * For matching only: lower case, accents and Arabic diacritics dropped, alef, ya and ta marbuta folded
 * (domain.md 3.1), inner blanks (also '_' and '-') to one space, bidi controls removed, ends trimmed.
 */
char *text_fold(struct arena *a, const char *s);

/* A code: [A-Za-z0-9][A-Za-z0-9_.-]*, 1..64 bytes.  A name: [a-z][a-z0-9_]*, 1..64 bytes. */
bool text_is_code(const char *s);
bool text_is_name(const char *s);

/*
 * What is left of a code (text_is_code()) without what the eye passes over: "P-001", "p1" and "P_01" are all "p1".
 * Capitals are folded, zeros in front of a number and what joins letters are dropped; between two numbers it stays, as '-'.
 */
enum { TEXT_CODE = 65 };
void text_fold_code(const char *code, char out[TEXT_CODE]);

/*
 * The candidate nearest to word (edit distance over folded text, transpositions count 1), or NULL if none is near:
 * at most a third of the word's length, and 3.  candidates end with NULL.
 */
const char *text_nearest(const char *word, const char *const *candidates);

/* Whether item is one of the items of list, separated by sep ("a|b|c"). */
bool text_in_list(const char *item, const char *list, char sep);

/*
 * Call-by-call splitting of "a|b|c": returns the next item (not terminated) and its length, or NULL at the end (*rest
 * is then NULL).  Items may be empty: "" is one.
 */
const char *text_split(const char **rest, char sep, size_t *n);

#endif
