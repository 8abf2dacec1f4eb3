/*
 * The readers of single values: numbers, amounts, dates, intervals, periods, texts.  What one takes is written and taken
 * again, to the same value; canonical JSON holds any text.
 */
#include "config.h"

#include <string.h>

#include "base/date_read.h"
#include "base/mem.h"
#include "base/number.h"
#include "base/period.h"
#include "base/text.h"
#include "fuzz.h"
#include "log/entry.h"

static void read_numbers(const char *s, size_t n)
{
	const char *why = NULL;
	char text[NUMBER_TEXT];
	int64_t value, again;

	if (number_parse_int(s, n, &value, &why) != 0)
		REQUIRE(why != NULL);
	if (number_parse_amount(s, n, &value, &why) != 0) {
		REQUIRE(why != NULL);
		return;
	}
	number_text(value, text);
	REQUIRE(number_parse_amount(text, strlen(text), &again, &why) == 0 && again == value);
}

static void read_days(const char *s, size_t n)
{
	const char *why = NULL;
	char text[DATE_TEXT];
	int32_t day, again, from, to;

	if (date_parse(s, n, &day, &why) == 0) {
		date_text(day, text);
		REQUIRE(date_parse(text, strlen(text), &again, &why) == 0 && again == day);
	} else {
		REQUIRE(why != NULL);
	}
	if (date_parse_interval(s, n, &from, &to, &why) == 0)
		REQUIRE(from != DATE_NONE && from <= to);
}

/* As a city says that its partners write dates. */
static void read_styled(const char *s, size_t n)
{
	static const char *const patterns[] = { "dd/mm/yyyy", "mm/dd/yyyy", "d mmmm yyyy", "mmmm yyyy", "dd-mm-yy" };
	const char *why = NULL;
	struct date_style style;
	char text[DATE_TEXT];
	int32_t day, again;
	size_t i;
	int rc;

	for (i = 0; i < sizeof(patterns) / sizeof(patterns[0]); i++) {
		if (date_style_parse(patterns[i], &style) != 0)
			continue;
		style.pivot = 30;
		rc = date_read(s, n, &style, &day, &why);
		REQUIRE(rc == 0 || why != NULL);
		if (rc != 0)
			continue;
		date_text(day, text);
		REQUIRE(date_read(text, strlen(text), &style, &again, &why) == 0 && again == day);
	}
	date_order_of(s, n, &style.separator);
}

static void read_period(const char *s)
{
	static const struct calendar usual = { .school_start = 9, .fiscal_start = 1 };
	struct sijil_err err = { 0 };
	struct period p, again;

	if (period_parse(s, &usual, &p, &err) != 0) {
		fuzz_require_told(&err);
		return;
	}
	REQUIRE(p.from <= p.to && period_parse(p.code, &usual, &again, &err) == 0);
	REQUIRE(again.unit == p.unit && again.from == p.from && again.to == p.to);
}

static void read_text(struct arena *a, const char *s, size_t n)
{
	const char *nfc, *folded;
	size_t bad, nfc_n;

	nfc = text_nfc(a, s, n, &nfc_n);
	REQUIRE(text_valid(nfc, nfc_n, &bad) && !text_needs_nfc(nfc, nfc_n));
	folded = text_fold(a, s);
	REQUIRE(text_valid(folded, strlen(folded), &bad) && strcmp(text_fold(a, folded), folded) == 0);
	REQUIRE(text_length(s, n) <= n && text_width(s) <= 2 * n);
}

/* {"k":TEXT}, and what is read of it; and whatever the bytes are read as. */
static void read_json(struct arena *a, const char *s, size_t n)
{
	struct entry_walk walk;
	const char *key, *value;
	struct str json;
	bool quoted;

	str_init(&json, STR_MAX_DEFAULT);
	str_add(&json, "{\"k\":");
	str_add_json(&json, s, n);
	str_addc(&json, '}');
	walk = (struct entry_walk){ json.s, json.s + json.len };
	REQUIRE(entry_walk(&walk, a, &key, &value, &quoted) == 1);
	REQUIRE(quoted && strcmp(key, "k") == 0 && strcmp(value, s) == 0);
	REQUIRE(entry_walk(&walk, a, &key, &value, &quoted) == 0);
	str_release(&json);
	walk = (struct entry_walk){ s, s + n };
	while (entry_walk(&walk, a, &key, &value, &quoted) == 1)
		REQUIRE(walk.at <= walk.end);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena a = { 0 };
	const char *s = arena_strndup(&a, (const char *)data, n);
	size_t bad;

	/* What reaches these readers has been found to be UTF-8 without NUL. */
	if (text_valid(s, n, &bad)) {
		read_numbers(s, n);
		read_days(s, n);
		read_styled(s, n);
		read_period(s);
		read_text(&a, s, n);
		read_json(&a, s, n);
	} else {
		REQUIRE(bad < n);
	}
	arena_release(&a);
	return 0;
}
