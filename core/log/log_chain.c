/*
 * The texts under the digests.  Every line ends with a newline; a text value has its newlines written \n and its
 * backslashes \\; a value that is missing leaves the line without the blank.
 *
 * An entry:                        A batch:                       An acknowledgement:
 *   sijil-entry 1                    sijil-batch 1                  sijil-ack 1
 *   origin HEX                       origin HEX                     entry HEX N
 *   sequence N                       batch N                        rule CODE
 *   program CODE                     recorded SECONDS               reason TEXT
 *   kind CODE                        by TEXT
 *   subject person|site|program CODE command TEXT                 acks is followed by their number and, if there are
 *   site CODE                        plugin TEXT                  any, by the BLAKE2b-256 of their texts in order.
 *   day YYYY-MM-DD                   source TEXT                  entries is followed by the first and last sequence.
 *   until YYYY-MM-DD                 source_hash HEX
 *   replaces HEX N                   lines N
 *   reason TEXT                      added N
 *   fields JSON, or void             unchanged N
 *                                    warned N
 *                                    entries N N
 *                                    acks N HEX
 */
#include "config.h"

#include "log/log_private.h"

#include <string.h>

#include "base/date.h"

static int64_t sequence_of(int64_t id)
{
	return id & ((INT64_C(1) << LOG_ORIGIN_SHIFT) - 1);
}

static void add_line(struct str *out, const char *word, const char *value)
{
	str_add(out, word);
	if (value != NULL) {
		str_addc(out, ' ');
		str_add(out, value);
	}
	str_addc(out, '\n');
}

static void add_number(struct str *out, const char *word, int64_t value)
{
	str_add(out, word);
	str_addi(out, value);
	str_addc(out, '\n');
}

/* A line whose value may hold anything that people type. */
static void add_text(struct str *out, const char *word, const char *value)
{
	if (value == NULL || strpbrk(value, "\n\\") == NULL) {
		add_line(out, word, value);
		return;
	}
	str_add(out, word);
	str_addc(out, ' ');
	for (; *value != '\0'; value++) {
		if (*value == '\n')
			str_add(out, "\\n");
		else if (*value == '\\')
			str_add(out, "\\\\");
		else
			str_addc(out, *value);
	}
	str_addc(out, '\n');
}

static void add_entry_name(struct str *out, const char *word, const char *origin, int64_t id)
{
	str_add(out, word);
	str_addn(out, origin, LOG_ORIGIN_HEX - 1);
	add_number(out, " ", sequence_of(id));
}

static const struct {
	const char *line;
	enum log_code code;
} subjects[] = {
	[SIJIL_PERSON] = { "\nsubject person ", LOG_PERSON },
	[SIJIL_SITE] = { "\nsubject site ", LOG_SITE },
	[SIJIL_PROGRAM] = { "\nsubject program ", LOG_PROGRAM },
};

/* "program CODE" and so on, in few pieces because of the many rows; NULL, or what is unknown. */
static const char *add_codes(struct log *log, const struct log_row *row, struct str *out)
{
	const char *program = log_code_text(log, LOG_PROGRAM, row->program);
	const char *kind = log_code_text(log, LOG_KIND, row->kind);
	const char *site = log_code_text(log, LOG_SITE, row->site);
	const char *subject;

	if (program == NULL)
		return "program";
	if (kind == NULL)
		return "kind";
	if (row->subject_type < SIJIL_PERSON || row->subject_type > SIJIL_PROGRAM)
		return "subject";
	subject = log_code_text(log, subjects[row->subject_type].code, row->subject);
	if (subject == NULL)
		return "subject";
	if (row->site != 0 && site == NULL)
		return "site";
	str_add(out, "program ");
	str_add(out, program);
	str_add(out, "\nkind ");
	str_add(out, kind);
	str_add(out, subjects[row->subject_type].line);
	str_add(out, subject);
	str_add(out, site != NULL ? "\nsite " : "\nsite");
	if (site != NULL)
		str_add(out, site);
	str_addc(out, '\n');
	return NULL;
}

static const char *add_replaces(struct log *log, const struct log_row *row, struct str *out)
{
	const char *origin;

	if (row->replaces == 0) {
		str_add(out, "replaces\n");
		return NULL;
	}
	origin = log_origin_of(log, row->replaces);
	if (origin == NULL)
		return "origin";
	add_entry_name(out, "replaces ", origin, row->replaces);
	return NULL;
}

static void add_days(const struct log_row *row, struct str *out)
{
	char day[DATE_TEXT];

	str_add(out, "day ");
	str_add(out, date_text(row->day, day));
	str_add(out, "\nuntil ");
	str_add(out, row->day_end == row->day ? day : date_text(row->day_end, day));
	str_addc(out, '\n');
}

const char *chain_entry(struct log *log, const struct log_row *row, const uint8_t salt[LOG_SALT], struct str *text,
			uint8_t digest[DIGEST_SIZE])
{
	const char *origin = log_origin_of(log, row->id), *unknown;
	struct digest d;

	str_clear(text);
	if (origin == NULL)
		return "origin";
	str_add(text, "sijil-entry 1\norigin ");
	str_addn(text, origin, LOG_ORIGIN_HEX - 1);
	add_number(text, "\nsequence ", sequence_of(row->id));
	unknown = add_codes(log, row, text);
	if (unknown != NULL)
		return unknown;
	add_days(row, text);
	unknown = add_replaces(log, row, text);
	if (unknown != NULL)
		return unknown;
	add_text(text, "reason", row->reason);
	if (row->fields != NULL) {
		str_add(text, "fields ");
		str_addn(text, row->fields, row->fields_n);
		str_addc(text, '\n');
	} else {
		str_add(text, "void\n");
	}
	digest_init(&d);
	digest_add(&d, salt, LOG_SALT);
	digest_add(&d, text->s, text->len);
	digest_end(&d, digest);
	return NULL;
}

void chain_begin(struct chain *c, const uint8_t previous[DIGEST_SIZE])
{
	memset(c, 0, sizeof(*c));
	digest_init(&c->hash);
	digest_init(&c->acks);
	digest_add(&c->hash, previous, DIGEST_SIZE);
}

void chain_add_entry(struct chain *c, int64_t id, const uint8_t digest[DIGEST_SIZE])
{
	if (c->first == 0)
		c->first = id;
	c->last = id;
	digest_add(&c->hash, digest, DIGEST_SIZE);
}

void chain_add_ack(struct chain *c, struct log *log, int64_t entry, const char *rule, const char *reason)
{
	const char *origin = log_origin_of(log, entry);
	struct str text;

	str_init(&text, STR_MAX_DEFAULT);
	str_add(&text, "sijil-ack 1\n");
	if (origin != NULL)
		add_entry_name(&text, "entry ", origin, entry);
	add_text(&text, "rule", rule);
	add_text(&text, "reason", reason);
	digest_add(&c->acks, text.s, text.len);
	str_release(&text);
	c->n_acks++;
}

static void add_acks(struct chain *c, struct str *out)
{
	uint8_t digest[DIGEST_SIZE];
	char hex[DIGEST_HEX];

	if (c->n_acks == 0) {
		str_add(out, "acks 0\n");
		return;
	}
	digest_end(&c->acks, digest);
	str_add(out, "acks ");
	str_addi(out, c->n_acks);
	add_line(out, "", digest_hex(digest, DIGEST_SIZE, hex));
}

static void add_batch(struct chain *c, struct log *log, const struct log_batch *b, struct str *out)
{
	const char *origin = log_origin_of(log, b->id);

	str_add(out, "sijil-batch 1\n");
	add_line(out, "origin", origin != NULL ? origin : "");
	add_number(out, "batch ", sequence_of(b->id));
	add_number(out, "recorded ", b->recorded_at);
	add_text(out, "by", b->recorded_by);
	add_text(out, "command", b->command);
	add_text(out, "plugin", b->plugin);
	add_text(out, "source", b->source);
	add_text(out, "source_hash", b->source_hash);
	add_number(out, "lines ", b->lines);
	add_number(out, "added ", b->added);
	add_number(out, "unchanged ", b->unchanged);
	add_number(out, "warned ", b->warned);
	/* Later than the others: batches that have none of these keep the text they had. */
	if (b->superseded != 0)
		add_number(out, "superseded ", b->superseded);
	if (b->rejected != 0)
		add_number(out, "rejected ", b->rejected);
	if (b->passed != 0)
		add_number(out, "passed ", b->passed);
	str_add(out, "entries");
	if (c->first != 0) {
		str_addc(out, ' ');
		str_addi(out, sequence_of(c->first));
		str_addc(out, ' ');
		str_addi(out, sequence_of(c->last));
	}
	str_addc(out, '\n');
	add_acks(c, out);
}

void chain_end(struct chain *c, struct log *log, const struct log_batch *batch, uint8_t head[DIGEST_SIZE])
{
	struct str text;

	str_init(&text, STR_MAX_DEFAULT);
	add_batch(c, log, batch, &text);
	digest_add(&c->hash, text.s, text.len);
	digest_end(&c->hash, head);
	str_release(&text);
}

/* The text and digest of the entry in s, whose salt follows the columns of a row. */
static int digest_stored(struct log *log, struct stmt *s, char salt_hex[33], char hex[DIGEST_HEX],
			 struct sijil_err *err)
{
	uint8_t digest[DIGEST_SIZE];
	char number[32];
	struct log_row row;
	const uint8_t *salt;
	const char *unknown;
	size_t n;

	log_fetch_row(s, &row);
	salt = stmt_get_blob(s, LOG_ROW_COLUMN_N, &n);
	if (n != LOG_SALT)
		return err_set(err, ERR_DATA, "entry %s has no salt: its digest cannot be computed",
			       log_id_text(row.id, number));
	unknown = chain_entry(log, &row, salt, &log->text, digest);
	if (unknown != NULL)
		return err_set(err, ERR_DATA, "entry %s names a %s that the register does not have",
			       log_id_text(row.id, number), unknown);
	digest_hex(salt, LOG_SALT, salt_hex);
	digest_hex(digest, DIGEST_SIZE, hex);
	return 1;
}

int log_canonical(struct log *log, int64_t id, struct str *out, char salt_hex[33], char hex[DIGEST_HEX],
		  struct sijil_err *err)
{
	struct stmt *s = db_prepare(log->db, "SELECT " LOG_ROW_COLUMNS ", salt FROM entry WHERE id = ?", err);
	int rc;

	if (s == NULL)
		return -1;
	stmt_int(s, 1, id);
	rc = stmt_step(s, err);
	if (rc != 1)
		return rc;
	rc = digest_stored(log, s, salt_hex, hex, err);
	if (rc == 1)
		str_addn(out, log->text.s, log->text.len);
	stmt_reset(s);
	return rc;
}
