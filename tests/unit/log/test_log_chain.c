#include "config.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>
#include <sqlite3.h>

#include "log_fixture.h"

static char *path;
static struct log *log_;
static struct sijil_err err;

static void start(void)
{
	path = fixture_register();
	log_ = fixture_open(path, LOG_WRITE);
}

static void stop(void)
{
	log_close(log_);
	fixture_remove(path);
}

TestSuite(log_chain, .init = start, .fini = stop);

/* BLAKE2b-256 of two stretches of bytes, by libsodium itself. */
static void blake(const void *a, size_t a_n, const void *b, size_t b_n, uint8_t out[32])
{
	unsigned char *both = mem_alloc(a_n + b_n + 1);

	memcpy(both, a, a_n);
	if (b_n > 0)
		memcpy(both + a_n, b, b_n);
	cr_assert_eq(crypto_generichash(out, 32, both, a_n + b_n, NULL, 0), 0);
	free(both);
}

static void from_hex(const char *hex, uint8_t *out, size_t n)
{
	size_t got;

	cr_assert_eq(sodium_hex2bin(out, n, hex, strlen(hex), "\n", &got, NULL), 0);
	cr_assert_eq(got, n);
}

/* The documented text, with the origin put where %s stands, under the salt that is stored: that is the digest. */
static void expect_entry(int64_t id, const char *text_format, uint8_t digest[32])
{
	char salt_hex[33], digest_hex_[DIGEST_HEX], query[64], *stored;
	struct str text, expected;
	uint8_t salt[LOG_SALT], claimed[32];

	str_init(&text, STR_MAX_DEFAULT);
	str_init(&expected, STR_MAX_DEFAULT);
	cr_assert_eq(log_canonical(log_, id, &text, salt_hex, digest_hex_, &err), 1, "%s", err.message);
	for (; *text_format != '\0'; text_format++) {
		if (*text_format == '@')
			str_add(&expected, log_origin(log_));
		else
			str_addc(&expected, *text_format);
	}
	cr_expect_str_eq(text.s, expected.s);
	sqlite3_snprintf(sizeof(query), query, "SELECT lower(hex(salt)) FROM entry WHERE id = %lld", id);
	stored = raw_text(path, query);
	cr_expect_eq(strncmp(stored, salt_hex, 32), 0);
	from_hex(stored, salt, LOG_SALT);
	blake(salt, LOG_SALT, expected.s, expected.len, digest);
	from_hex(digest_hex_, claimed, 32);
	cr_expect_eq(memcmp(claimed, digest, 32), 0, "the digest is not that of the text");
	free(stored);
	str_release(&text);
	str_release(&expected);
}

static void fill(void)
{
	struct log_row row;

	fixture_begin(log_, "import");
	row = fixture_row(log_, "BG-1", "hay_riad", 19000, "{\"minutes\":45,\"note\":\"a\\nb\"}");
	row.day_end = 19006;
	fixture_append(log_, &row);
	row = fixture_row(log_, "BG-1", NULL, 19001, "{}");
	row.subject_type = SIJIL_PROGRAM;
	row.subject = row.program;
	fixture_append(log_, &row);
	fixture_commit(log_);
	fixture_replace(log_, 1, NULL, "logged twice:\nsee C:\\list");
}

static const char entry_1[] = "sijil-entry 1\n"
			      "origin @\n"
			      "sequence 1\n"
			      "program school\n"
			      "kind visit\n"
			      "subject person BG-1\n"
			      "site hay_riad\n"
			      "day 2022-01-08\n"
			      "until 2022-01-14\n"
			      "replaces\n"
			      "reason\n"
			      "fields {\"minutes\":45,\"note\":\"a\\nb\"}\n";
static const char entry_2[] = "sijil-entry 1\n"
			      "origin @\n"
			      "sequence 2\n"
			      "program school\n"
			      "kind visit\n"
			      "subject program school\n"
			      "site\n"
			      "day 2022-01-09\n"
			      "until 2022-01-09\n"
			      "replaces\n"
			      "reason\n"
			      "fields {}\n";
static const char entry_3[] = "sijil-entry 1\n"
			      "origin @\n"
			      "sequence 3\n"
			      "program school\n"
			      "kind visit\n"
			      "subject person BG-1\n"
			      "site hay_riad\n"
			      "day 2022-01-08\n"
			      "until 2022-01-14\n"
			      "replaces @ 1\n"
			      "reason logged twice:\\nsee C:\\\\list\n"
			      "void\n";

Test(log_chain, the_digest_is_that_of_the_documented_text)
{
	uint8_t digest[32];

	fill();
	expect_entry(1, entry_1, digest);
	expect_entry(2, entry_2, digest);
	expect_entry(3, entry_3, digest);
}

Test(log_chain, a_site_is_a_subject_too)
{
	struct log_row row;
	uint8_t digest[32];

	fixture_begin(log_, "log");
	row = fixture_row(log_, "BG-1", "hay_riad", 0, "{}");
	row.subject_type = SIJIL_SITE;
	row.subject = row.site;
	fixture_append(log_, &row);
	fixture_commit(log_);
	expect_entry(1,
		     "sijil-entry 1\norigin @\nsequence 1\nprogram school\nkind visit\nsubject site hay_riad\n"
		     "site hay_riad\nday 1970-01-01\nuntil 1970-01-01\nreplaces\nreason\nfields {}\n",
		     digest);
}

Test(log_chain, an_entry_that_is_not_there_has_no_text)
{
	char salt[33] = "x", hex[DIGEST_HEX] = "y";
	struct str text;

	str_init(&text, STR_MAX_DEFAULT);
	cr_expect_eq(log_canonical(log_, 1, &text, salt, hex, &err), 0);
	cr_expect_eq(text.len, 0);
	str_release(&text);
}

static void expect_head(int64_t batch, const uint8_t head[32])
{
	char query[64], hex[DIGEST_HEX], *stored;

	sqlite3_snprintf(sizeof(query), query, "SELECT lower(hex(head)) FROM batch WHERE id = %lld", batch);
	stored = raw_text(path, query);
	digest_hex(head, 32, hex);
	cr_expect_eq(strncmp(stored, hex, 64), 0, "head of batch %lld: %s, not %s", (long long)batch, stored, hex);
	free(stored);
}

/* head = BLAKE2b-256(head before, digests in order, text of the batch), all of it computed here. */
Test(log_chain, each_batch_extends_the_chain)
{
	uint8_t before_and_digests[3][32] = { { 0 } }, head[32], acks[32];
	char acks_hex[DIGEST_HEX], *kept;
	struct str text;

	fill();
	fixture_begin(log_, "ack");
	cr_assert_eq(log_acknowledge(log_, 2, "CORE-W08", "really two", &err), 0, "%s", err.message);
	cr_assert_eq(log_acknowledge(log_, 1, "CORE-W10", "back\\slash", &err), 0, "%s", err.message);
	fixture_commit(log_);

	str_init(&text, STR_MAX_DEFAULT);
	expect_entry(1, entry_1, before_and_digests[1]);
	expect_entry(2, entry_2, before_and_digests[2]);
	str_addf(&text,
		 "sijil-batch 1\norigin %s\nbatch 1\nrecorded 1700000000\nby amina\ncommand import\nplugin\nsource\n"
		 "source_hash\nlines 0\nadded 0\nunchanged 0\nwarned 0\nentries 1 2\nacks 0\n",
		 log_origin(log_));
	blake(before_and_digests, 96, text.s, text.len, head);
	expect_head(1, head);

	memcpy(before_and_digests[0], head, 32);
	expect_entry(3, entry_3, before_and_digests[1]);
	str_clear(&text);
	str_addf(&text,
		 "sijil-batch 1\norigin %s\nbatch 2\nrecorded 1700000000\nby amina\ncommand void\nplugin\nsource\n"
		 "source_hash\nlines 0\nadded 0\nunchanged 0\nwarned 0\nentries 3 3\nacks 0\n",
		 log_origin(log_));
	blake(before_and_digests, 64, text.s, text.len, head);
	expect_head(2, head);

	memcpy(before_and_digests[0], head, 32);
	str_clear(&text);
	str_addf(&text, "sijil-ack 1\nentry %s 2\nrule CORE-W08\nreason really two\n", log_origin(log_));
	str_addf(&text, "sijil-ack 1\nentry %s 1\nrule CORE-W10\nreason back\\\\slash\n", log_origin(log_));
	blake(text.s, text.len, "", 0, acks);
	str_clear(&text);
	str_addf(&text,
		 "sijil-batch 1\norigin %s\nbatch 3\nrecorded 1700000000\nby amina\ncommand ack\nplugin\nsource\n"
		 "source_hash\nlines 0\nadded 0\nunchanged 0\nwarned 0\nentries\nacks 2 %s\n",
		 log_origin(log_), digest_hex(acks, 32, acks_hex));
	blake(before_and_digests, 32, text.s, text.len, head);
	expect_head(3, head);
	kept = raw_text(path, "SELECT lower(hex(o.head)) = lower(hex(b.head)) FROM origin o, batch b WHERE b.id = 3");
	cr_expect_str_eq(kept, "1\n");
	free(kept);
	str_release(&text);
}

Test(log_chain, a_batch_text_has_all_that_was_recorded)
{
	const struct log_batch batch = { .recorded_at = 1700000000,
					 .recorded_by = "a\nb",
					 .command = "import",
					 .plugin = "spaces 1.0",
					 .source = "C:\\v.csv",
					 .source_hash = "abc",
					 .lines = 4,
					 .added = 3,
					 .unchanged = 2,
					 .warned = 1 };
	uint8_t zero[32] = { 0 }, head[32];
	struct str text;

	cr_assert_eq(log_begin(log_, &batch, 1, &err), 0);
	cr_assert_eq(log_commit(log_, NULL, &err), 0, "%s", err.message);
	str_init(&text, STR_MAX_DEFAULT);
	str_addf(&text,
		 "sijil-batch 1\norigin %s\nbatch 1\nrecorded 1700000000\nby a\\nb\ncommand import\nplugin spaces 1.0\n"
		 "source C:\\\\v.csv\nsource_hash abc\nlines 4\nadded 3\nunchanged 2\nwarned 1\nentries\nacks 0\n",
		 log_origin(log_));
	blake(zero, 32, text.s, text.len, head);
	expect_head(1, head);
	str_release(&text);
}
