#include "config.h"

#include <criterion/criterion.h>
#include <string.h>

#include "base/err.h"

static void assert_shown(const struct sijil_err *err, const char *expected)
{
	struct str out;

	str_init(&out, STR_MAX_DEFAULT);
	err_text(err, &out);
	cr_assert_str_eq(out.s, expected);
	str_release(&out);
}

Test(err, set_returns_minus_one_and_fills_status_and_message)
{
	struct sijil_err err = { .file = "old.yaml", .line = 7, .col = 3 };

	cr_assert_eq(err_set(&err, ERR_CONFIG, "no plugin '%s' (%d)", "abc", 3), -1);
	cr_assert_eq(err.status, 78);
	cr_assert_str_eq(err.message, "no plugin 'abc' (3)");
	cr_assert_null(err.file);
	cr_assert_eq(err.line, 0);
	cr_assert_eq(err.col, 0);
}

Test(err, nobody_need_listen)
{
	cr_assert_eq(err_set(NULL, ERR_DATA, "%s", "x"), -1);
	cr_assert_eq(err_at(NULL, ERR_DATA, "f", 1, 2, "x"), -1);
	cr_assert_eq(err_context(NULL, "x"), -1);
}

Test(err, statuses_are_those_of_sysexits)
{
	cr_assert_eq(ERR_USAGE, 64);
	cr_assert_eq(ERR_DATA, 65);
	cr_assert_eq(ERR_NOINPUT, 66);
	cr_assert_eq(ERR_UNAVAILABLE, 69);
	cr_assert_eq(ERR_IO, 74);
	cr_assert_eq(ERR_TRYAGAIN, 75);
}

Test(err, text_leaves_out_what_is_unknown)
{
	struct sijil_err err;
	static const char file[] = "city.yaml";

	err_at(&err, ERR_DATA, file, 4, 9, "odd");
	cr_assert_eq(err.file, file, "the file is kept by pointer");
	cr_assert_eq(err.status, 65);
	assert_shown(&err, "city.yaml:4:9: error: odd");
	err_at(&err, ERR_DATA, file, 4, 0, "odd");
	assert_shown(&err, "city.yaml:4: error: odd");
	err_at(&err, ERR_DATA, file, 0, 9, "odd");
	assert_shown(&err, "city.yaml: error: odd");
	err_set(&err, ERR_DATA, "odd");
	assert_shown(&err, "error: odd");
}

Test(err, context_goes_in_front_and_keeps_the_position)
{
	struct sijil_err err;

	err_at(&err, ERR_NOINPUT, "f", 2, 1, "no such file");
	cr_assert_eq(err_context(&err, "plugin '%s'", "abc"), -1);
	cr_assert_str_eq(err.message, "plugin 'abc': no such file");
	cr_assert_eq(err.status, 66);
	cr_assert_eq(err.line, 2);
	cr_assert_str_eq(err.file, "f");
}

Test(err, the_message_may_be_built_from_itself)
{
	struct sijil_err err;

	err_set(&err, ERR_DATA, "inner");
	err_set(&err, ERR_IO, "outer (%s)", err.message);
	cr_assert_str_eq(err.message, "outer (inner)");
}

Test(err, a_long_message_is_cut_at_a_character)
{
	struct sijil_err err;
	char text[1024];

	/* 511 bytes fit: 510 letters leave one byte, and a two-byte letter does not fit into it. */
	memset(text, 'x', sizeof(text));
	memcpy(text + 510, "\xc3\xa9 and more", 12);
	err_set(&err, ERR_DATA, "%s", text);
	cr_assert_eq(strlen(err.message), 510);
	/* 509 letters leave two: it fits. */
	memcpy(text + 509, "\xc3\xa9 and more", 12);
	err_set(&err, ERR_DATA, "%s", text);
	cr_assert_eq(strlen(err.message), 511);
	cr_assert_str_eq(err.message + 509, "\xc3\xa9");
	/* The message gives way to its context: 7 bytes of "whose: " leave 504. */
	err_context(&err, "whose");
	cr_assert_eq(strlen(err.message), 511);
	cr_assert_eq(strncmp(err.message, "whose: xxx", 10), 0);
}

Test(err, a_list_keeps_the_first_and_counts_all)
{
	struct err_list list = { 0 };
	struct sijil_err err;
	int i;

	for (i = 1; i <= 25; i++) {
		err_set(&err, ERR_DATA, "number %d", i);
		err_list_add(&list, &err);
	}
	cr_assert_eq(list.n, 20);
	cr_assert_eq(list.total, 25);
	cr_assert_str_eq(list.items[0].message, "number 1");
	cr_assert_str_eq(list.items[19].message, "number 20");
}
