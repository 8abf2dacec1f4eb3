#include "config.h"

#include "csv_file.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/csv.h"
#include "base/str.h"

char *csv_file_write(const char *bytes, size_t n)
{
	char folder[] = P_tmpdir "/sijil-csv-XXXXXX", *path = NULL;
	FILE *f;

	if (mkdtemp(folder) == NULL || asprintf(&path, "%s/t.csv", folder) < 0)
		abort();
	f = fopen(path, "w");
	if (f == NULL || fwrite(bytes, 1, n, f) != n || fclose(f) != 0)
		abort();
	return path;
}

void csv_file_unlink(char *path)
{
	unlink(path);
	*strrchr(path, '/') = '\0';
	rmdir(path);
	free(path);
}

static void add_field(struct str *out, const struct csv_field *f)
{
	cr_assert_eq(strlen(f->s), f->n, "a field ends at its NUL");
	str_addc(out, f->quoted ? '{' : '[');
	for (size_t i = 0; i < f->n; i++) {
		if (f->s[i] == '\n' || f->s[i] == '\r')
			str_add(out, f->s[i] == '\n' ? "\\n" : "\\r");
		else
			str_addc(out, f->s[i]);
	}
	str_addc(out, f->quoted ? '}' : ']');
}

/* All that c gives; closes it. */
static char *read_csv(struct csv *c, const char *path, struct sijil_err *err)
{
	const struct csv_field *fields;
	struct str out;
	size_t n, i;
	int got;

	str_init(&out, STR_MAX_DEFAULT);
	while ((got = csv_next(c, &fields, &n, err)) > 0) {
		str_addf(&out, "%u: ", csv_line(c));
		for (i = 0; i < n; i++)
			add_field(&out, &fields[i]);
		str_addc(&out, '\n');
	}
	if (got < 0) {
		cr_assert_eq(err->file, path);
		str_addf(&out, "! %u:%u %s\n", err->line, err->col, err->message);
	}
	cr_assert_eq(csv_next(c, &fields, &n, err), 0, "there is nothing behind the end");
	csv_close(c);
	return out.s;
}

char *csv_file_read_path(const char *path, char delimiter, struct sijil_err *err)
{
	struct csv *c = csv_open(path, delimiter, err);

	return c != NULL ? read_csv(c, path, err) : NULL;
}

char *csv_file_read_csv(struct csv *c, const char *path)
{
	struct sijil_err err = { 0 };

	return read_csv(c, path, &err);
}

char *csv_file_read(const char *bytes, size_t n, char delimiter)
{
	struct sijil_err err = { 0 };
	char *path = csv_file_write(bytes, n), *text = csv_file_read_path(path, delimiter, &err);

	cr_assert_not_null(text, "%s", err.message);
	csv_file_unlink(path);
	return text;
}

void csv_file_assert(const char *bytes, size_t n, char delimiter, const char *expected)
{
	char *text = csv_file_read(bytes, n, delimiter);

	cr_assert_str_eq(text, expected, "read:\n%s\nexpected:\n%s", text, expected);
	free(text);
}
