/*
 * encoding_guess: what a text file is in, by all of its bytes: the only accented letter may be in the last line.
 *
 * A byte order mark says it; valid UTF-8 is UTF-8.  Otherwise each single-byte encoding that could be meant is judged
 * by the words it makes of the bytes: Latin accented letters stand among other letters and keep to the case of the
 * word, Arabic letters stand among Arabic letters, and no symbol or control character stands inside a word.
 */
#ifndef BASE_ENCODING_GUESS_H
#define BASE_ENCODING_GUESS_H

#include "base/encoding.h"
#include "base/str.h"

enum { GUESS_SAMPLES = 3, GUESS_CANDIDATES = 4, GUESS_SAMPLE_BYTES = 36 };

/* A line with a byte that is not ASCII, the first such lines of the file. */
struct guess_sample {
	unsigned line;
	size_t n;
	char bytes[GUESS_SAMPLE_BYTES]; /* as they are in the file, around that byte, within one cell or so */
};

enum guess_verdict {
	GUESS_SURE,      /* a byte order mark, or all of it is UTF-8 */
	GUESS_LIKELY,    /* a guess, to be shown with its samples */
	GUESS_UNDECIDED, /* several candidates, which make different texts of it */
	GUESS_NO_TEXT,   /* zero bytes, and others that are not UTF-8 */
	GUESS_DAMAGED,   /* says or shows that it is UTF-8, and is not, at `fault` */
};

struct guess {
	enum guess_verdict verdict;
	const struct encoding *encoding; /* unless undecided, or no text */
	int64_t from;                    /* where the text begins: behind the mark of UTF-16, else 0 */
	bool marked;                     /* by a byte order mark */
	bool unmarked_utf16;             /* likely UTF-16, by its zero bytes: nothing to show as a sample */
	const struct encoding *candidates[GUESS_CANDIDATES]; /* if likely or undecided, the best first */
	size_t n_candidates;
	struct guess_sample samples[GUESS_SAMPLES];
	size_t n_samples;
	int64_t fault; /* offset of the first byte that is not UTF-8; -1: none */
	unsigned fault_line;
	unsigned char fault_byte;
};

/* Reads the whole file, from its start, in bounded memory.  0, or -1 with errno. */
int guess_encoding(int fd, struct guess *out);

/* A sample as the encoding reads it, in text; false: it cannot. */
enum { GUESS_SAMPLE_TEXT = 3 * GUESS_SAMPLE_BYTES + 1 };
bool guess_sample(const struct guess *g, size_t i, const struct encoding *encoding, char text[GUESS_SAMPLE_TEXT]);

#endif
