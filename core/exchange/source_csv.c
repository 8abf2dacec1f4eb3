#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/encoding_guess.h"
#include "base/mem.h"
#include "exchange/source_driver.h"

struct text_file {
	struct guess guess;
	const struct encoding *encoding;
	bool guessed;
	struct str note; /* empty: nothing to say */
	struct transcoder *transcoder;
	struct csv *csv;
};

/* What nothing else recognises is taken for text. */
static bool recognise(const unsigned char *first, size_t n)
{
	(void)first;
	(void)n;
	return true;
}

/* --- the encoding --- */

static int unknown_encoding(const char *name, struct sijil_err *err)
{
	const char *const *names = encoding_names();
	struct str list;
	int rc;

	str_init(&list, STR_MAX_DEFAULT);
	for (; *names != NULL; names++)
		str_addf(&list, "%s%s", list.len > 0 ? ", " : "", *names);
	rc = err_set(err, ERR_USAGE, "unknown encoding '%s'; there are: %s", name, list.s);
	str_release(&list);
	return rc;
}

/* What to say, by how the first line in question reads then. */
static int undecided(const struct text_file *t, const char *shown, struct sijil_err *err)
{
	char text[GUESS_SAMPLE_TEXT];
	struct str list;
	size_t i;
	int rc;

	str_init(&list, STR_MAX_DEFAULT);
	for (i = 0; i < t->guess.n_candidates; i++)
		if (guess_sample(&t->guess, 0, t->guess.candidates[i], text))
			str_addf(&list, "%s --encoding %s if that reads '%s'", list.len > 0 ? "," : "",
				 t->guess.candidates[i]->name, text);
	rc = err_at(err, ERR_DATA, shown, t->guess.samples[0].line, 0,
		    "the file is not UTF-8, and its bytes do not tell which encoding it is in: say%s", list.s);
	str_release(&list);
	return rc;
}

/* The guess, and what there is to see of it. */
static void take_guess(struct text_file *t)
{
	char text[GUESS_SAMPLE_TEXT];
	size_t i;

	t->encoding = t->guess.encoding;
	t->guessed = t->guess.verdict == GUESS_LIKELY;
	if (!t->guessed)
		return;
	str_addf(&t->note, "read as %s (guessed)", t->encoding->name);
	for (i = 0; i < t->guess.n_samples && !t->guess.unmarked_utf16; i++)
		if (guess_sample(&t->guess, i, t->encoding, text))
			str_addf(&t->note, "%s line %u '%s'", i > 0 ? "," : ":", t->guess.samples[i].line, text);
}

/*
 * A byte order mark and text that is UTF-8 throughout say more than a person does: a mapping that names an encoding is
 * used for a file that was saved in a better one, too.
 */
static void take_given(struct text_file *t, const struct encoding *given)
{
	const struct encoding *found = t->guess.encoding;
	const bool plain = t->guess.n_samples == 0;

	t->encoding = t->guess.verdict == GUESS_SURE && (!plain || given->unit > 1) ? found : given;
	if (t->guess.marked)
		t->encoding = found;
	if (t->encoding != given)
		str_addf(&t->note, "read as %s, which the file is, though %s was asked for", t->encoding->name,
			 given->name);
}

static int find_encoding(struct text_file *t, const struct source_file *file, const char *name, struct sijil_err *err)
{
	const struct encoding *given = name != NULL ? encoding_find(name) : NULL;

	if (name != NULL && given == NULL)
		return unknown_encoding(name, err);
	if (guess_encoding(file->fd, &t->guess) != 0)
		return err_at(err, ERR_IO, file->shown, 0, 0, "cannot read on: %s", strerror(errno));
	if (given != NULL)
		take_given(t, given);
	else if (t->guess.verdict == GUESS_NO_TEXT)
		return err_at(
			err, ERR_DATA, file->shown, 0, 0,
			"this is not a text file (it holds zero bytes): save the table as .xlsx, or as 'CSV UTF-8'");
	else if (t->guess.verdict == GUESS_UNDECIDED)
		return undecided(t, file->shown, err);
	else
		take_guess(t);
	return 0;
}

/* --- the driver --- */

static void close_text(void *state)
{
	struct text_file *t = state;

	csv_close(t->csv);
	transcoder_free(t->transcoder);
	str_release(&t->note);
	free(t);
}

static void *open_text(const struct source_file *file, const struct source_request *request, struct sijil_err *err)
{
	struct text_file *t = mem_alloc(sizeof(*t));
	const struct csv_options options = {
		.delimiter = request->delimiter,
		.backslash = request->backslash,
		.comments = request->comments,
		.header_line = request->header_line,
	};

	str_init(&t->note, STR_MAX_DEFAULT);
	if (find_encoding(t, file, request->encoding, err) == 0)
		t->transcoder = transcoder_new(file->fd, t->encoding, t->guess.marked ? t->guess.from : 0, err);
	if (t->transcoder == NULL) {
		close_text(t);
		return NULL;
	}
	t->csv = csv_new(t->transcoder, file->shown, &options);
	return t;
}

static int next(void *state, const struct csv_field **cells, size_t *n, struct sijil_err *err)
{
	return csv_next(((struct text_file *)state)->csv, cells, n, err);
}

static unsigned line(const void *state)
{
	return csv_line(((const struct text_file *)state)->csv);
}

static size_t passed_over(const void *state)
{
	return csv_passed_over(((const struct text_file *)state)->csv);
}

/* How the bytes were read, if that is not certain; and the lines that are no rows. */
static void notes(const void *state, source_note_fn *tell, void *arg)
{
	const struct text_file *t = state;
	const bool shown = t->guess.n_samples > 0 && !t->guess.unmarked_utf16;
	const size_t comments = csv_comments(t->csv);
	struct source_note note = { .code = "CSV-I01", .line = shown ? t->guess.samples[0].line : 1 };
	char message[80];

	note.message = t->note.s;
	note.remedy = t->guessed ? "if these letters are wrong, name the encoding of the file with --encoding" : NULL;
	if (t->note.len > 0)
		tell(arg, &note);
	snprintf(message, sizeof(message), "%zu line%s of comment %s passed over", comments, comments == 1 ? "" : "s",
		 comments == 1 ? "is" : "are");
	note = (struct source_note){ .code = "CSV-I06", .line = 1, .message = message };
	if (comments > 0)
		tell(arg, &note);
}

static char delimiter_of(const void *state)
{
	return csv_delimiter(((const struct text_file *)state)->csv);
}

static void describe(const void *state, struct str *out)
{
	const struct text_file *t = state;
	const char delimiter = csv_delimiter(t->csv);

	str_addf(out, "CSV, %s%s", t->encoding->name, t->guessed ? " (guessed)" : "");
	if (delimiter == '\t')
		str_add(out, ", TAB");
	else if (delimiter != '\0')
		str_addf(out, ", '%c'", delimiter);
}

const struct source_driver source_csv = {
	.recognise = recognise,
	.open = open_text,
	.close = close_text,
	.next = next,
	.line = line,
	.passed_over = passed_over,
	.delimiter = delimiter_of,
	.describe = describe,
	.notes = notes,
};
