#include "config.h"

#include "base/encoding_scan.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"

enum { CHUNK = 1 << 16, CHARACTER_MAX = 4, EIGHT = sizeof(uint64_t) };

#define HIGH_BITS UINT64_C(0x8080808080808080)
#define BLANKS UINT64_C(0x2020202020202020)

struct scan {
	struct byte_counts *counts;
	struct guess *out;
	unsigned line;
	unsigned char last;             /* the byte before */
	enum beside before;             /* the one before that one */
	int64_t sampled[GUESS_SAMPLES]; /* offsets */
	unsigned sampled_line;
};

static enum beside what_is(unsigned char c)
{
	if (c >= 0x80)
		return BESIDE_HIGH;
	if (c >= 'a' && c <= 'z')
		return BESIDE_LOWER;
	return c >= 'A' && c <= 'Z' ? BESIDE_UPPER : BESIDE_OTHER;
}

static uint64_t eight(const char *bytes)
{
	uint64_t w;

	memcpy(&w, bytes, EIGHT);
	return w;
}

/* How many of these bytes begin a character of several. */
static size_t leads_in(const char *bytes, size_t n)
{
	size_t i = 0, leads = 0;

	for (; n - i >= EIGHT; i += EIGHT) {
		const uint64_t w = eight(bytes + i), leading = w & (w << 1) & HIGH_BITS; /* both high bits of a byte */

		if (leading != 0)
			leads += (size_t)__builtin_popcountll(leading);
	}
	for (; i < n; i++)
		leads += ((unsigned char)bytes[i] & 0xc0) == 0xc0;
	return leads;
}

static void note_sample(struct scan *s, int64_t offset)
{
	if (s->line == s->sampled_line || s->out->n_samples == GUESS_SAMPLES)
		return;
	s->sampled_line = s->line;
	s->out->samples[s->out->n_samples].line = s->line;
	s->sampled[s->out->n_samples++] = offset;
}

/* The next byte: what is known now is what stands behind the last one. */
static void take_byte(struct scan *s, unsigned char c, int64_t offset)
{
	struct byte_counts *counts = s->counts;
	const enum beside what = what_is(c);

	if (s->last >= 0x80) {
		counts->beside[s->last - 0x80][s->before][what]++;
		if (c >= 0x80)
			counts->pairs[s->last - 0x80][c - 0x80]++;
	}
	if (c >= 0x80)
		note_sample(s, offset);
	else if (c == '\0')
		counts->zeros[offset & 1]++;
	else if (c == '\r' || (c == '\n' && s->last != '\r'))
		s->line++;
	s->before = what_is(s->last);
	s->last = c;
}

/*
 * Behind an ASCII byte, printable ones count for nothing but the state; most files have no others.  Returns how many of
 * these bytes were passed over.
 */
static size_t pass_over(struct scan *s, const char *bytes, size_t n)
{
	size_t i = 0;

	if (s->last >= 0x80)
		return 0;
	for (; n - i >= EIGHT; i += EIGHT) {
		const uint64_t w = eight(bytes + i);

		/* Without high bits, a byte that becomes high when a blank is taken away was below it (or stands after such). */
		if (((w | (w - BLANKS)) & HIGH_BITS) != 0)
			break;
	}
	while (i < n && (unsigned char)(bytes[i] - 0x20) < 0x60)
		i++;
	if (i == 0)
		return 0;
	s->before = what_is(i > 1 ? (unsigned char)bytes[i - 2] : s->last);
	s->last = (unsigned char)bytes[i - 1];
	return i;
}

static unsigned lines_in(const char *bytes, size_t n, char before)
{
	unsigned lines = 0;
	size_t i;

	for (i = 0; i < n; i++)
		lines += bytes[i] == '\r' || (bytes[i] == '\n' && (i == 0 ? before : bytes[i - 1]) != '\r');
	return lines;
}

/* Whether these bytes may be the first of a character. */
static bool may_continue(const char *bytes, size_t n)
{
	size_t i = 1;

	while (i < n && ((unsigned char)bytes[i] & 0xc0) == 0x80)
		i++;
	return i == n && n < CHARACTER_MAX && (unsigned char)bytes[0] >= 0xc0;
}

/* Count the characters of UTF-8, and what is none; returns how many bytes at the end may be part of one. */
static size_t take_utf8(struct scan *s, const char *bytes, size_t n, int64_t offset, bool last)
{
	size_t i = 0, bad;

	while (i < n) {
		bad = n - i;
		text_valid(bytes + i, n - i, &bad);
		s->counts->sequences += leads_in(bytes + i, bad);
		i += bad;
		if (i == n || (!last && may_continue(bytes + i, n - i)))
			break;
		if (bytes[i] != '\0' && s->out->fault < 0) {
			s->out->fault = offset + (int64_t)i;
			s->out->fault_line = s->line + lines_in(bytes, i, (char)s->last);
			s->out->fault_byte = (unsigned char)bytes[i];
		}
		s->counts->invalid += bytes[i] != '\0';
		i++;
	}
	return n - i;
}

/* --- samples --- */

static bool ends_sample(char c)
{
	return strchr(",;\t|\"\r\n", c) != NULL;
}

/* The bytes around a sample's offset, within its cell. */
static int fetch_sample(int fd, int64_t offset, struct guess_sample *sample)
{
	char around[GUESS_SAMPLE_BYTES];
	const int64_t before = offset < GUESS_SAMPLE_BYTES / 3 ? offset : GUESS_SAMPLE_BYTES / 3;
	const ssize_t got = pread(fd, around, sizeof(around), offset - before);
	size_t from = (size_t)before, to = (size_t)before;

	if (got <= before)
		return got < 0 ? -1 : 0;
	while (from > 0 && !ends_sample(around[from - 1]))
		from--;
	while (to < (size_t)got && !ends_sample(around[to]))
		to++;
	sample->n = to - from;
	memcpy(sample->bytes, around + from, sample->n);
	return 0;
}

/* --- --- */

static ssize_t read_chunk(int fd, char *to, int64_t offset)
{
	ssize_t got;

	do
		got = pread(fd, to, CHUNK, offset);
	while (got < 0 && errno == EINTR);
	return got;
}

int scan_bytes(int fd, struct byte_counts *counts, struct guess *out)
{
	struct scan s = { .counts = counts, .out = out, .line = 1, .last = '\n', .before = BESIDE_OTHER };
	char bytes[CHARACTER_MAX + CHUNK];
	size_t held = 0, i, passed;
	int64_t at = 0;
	ssize_t got;

	out->fault = -1;
	do {
		got = read_chunk(fd, bytes + held, at);
		if (got < 0)
			return -1;
		i = held;
		held += (size_t)got;
		const size_t left = take_utf8(&s, bytes, held, at - (int64_t)i, got == 0);

		while (i < held) {
			passed = pass_over(&s, bytes + i, held - i);
			i += passed;
			at += (int64_t)passed;
			if (i < held)
				take_byte(&s, (unsigned char)bytes[i++], at++);
		}
		memmove(bytes, bytes + held - left, left);
		held = left;
	} while (got > 0);
	take_byte(&s, '\n', at);
	counts->n = (uint64_t)at;
	for (i = 0; i < out->n_samples; i++)
		if (fetch_sample(fd, s.sampled[i], &out->samples[i]) != 0)
			return -1;
	return 0;
}
