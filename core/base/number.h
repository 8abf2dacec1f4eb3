/*
 * number: exact numbers.  An amount is an int64_t in millionths (SIJIL_ONE); never floating point.
 * Parsing and printing do not depend on the locale.
 */
#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <sijil/plugin.h>

#define NUMBER_TEXT 32 /* bytes enough for any amount and its NUL */

/*
 * Whole number: optional sign, digits, nothing else.  0, or -1 with *why a static phrase ("is not a whole number",
 * "is too large").
 */
int number_parse_int(const char *s, size_t n, int64_t *out, const char **why);

/* Decimal with '.', at most six decimals, to an amount.  No exponent, no thousands separators. */
int number_parse_amount(const char *s, size_t n, int64_t *out, const char **why);

/* How the numbers of a file are written, as far as anybody has said. */
struct number_style {
	char decimal;         /* '.' or ',': before decimals, the other one stands between thousands; 0: not said */
	bool blank_thousands; /* only blanks stand between thousands, so that a lone '.' or ',' is before decimals */
	bool percent;         /* a '%' may stand behind it */
};
#define NUMBER_READ 64 /* bytes enough for what number_read makes */

/*
 * From a number as people write it to one as number_parse_amount() takes it ("1234.5"): Arabic digits, U+066B before
 * decimals, U+066C or a blank (U+00A0, U+202F, U+2009) between thousands, and '.' and ',' as the style says or as the
 * number itself proves ("1.234,50", "12,5").  0, or -1: *why is a static phrase (number_ambiguous for "1,234", which
 * may be either), or NULL if it does not look like a number at all.
 */
extern const char number_ambiguous[];
int number_read(const char *s, size_t n, const struct number_style *style, char out[NUMBER_READ], const char **why);

/* Canonical text of an amount: no trailing zeros, no point if whole ("12.5", "-3", "0"); "" for SIJIL_MISSING. */
const char *number_text(int64_t amount, char out[NUMBER_TEXT]);

/* The amount rounded half away from zero to 0..6 decimals, all of them printed ("70.0"). */
const char *number_rounded(int64_t amount, int decimals, char out[NUMBER_TEXT]);

/* The same with `thousands` between groups of three digits ("1,240"; "" for none; UTF-8 allowed).  out_size >= 64. */
const char *number_grouped(int64_t amount, int decimals, const char *thousands, char *out, size_t out_size);

/* Sum, product and quotient of amounts; *out in millionths, rounded half away from zero.  false: it does not fit. */
bool number_add(int64_t a, int64_t b, int64_t *out);
bool number_mul(int64_t a, int64_t b, int64_t *out);
/*
 * a x scale / b / per, computed exactly and rounded once; scale and per are plain integers, per 0 means 1.  false also
 * when b is 0.
 */
bool number_ratio(int64_t a, int64_t scale, int64_t b, int64_t per, int64_t *out);

#endif
