#include "config.h"

#include "exchange/source_driver.h"

/* What nothing else recognises is taken for text. */
static bool recognise(const unsigned char *first, size_t n)
{
	(void)first;
	(void)n;
	return true;
}

static void *open_csv(const struct source_file *file, const struct source_request *request, struct sijil_err *err)
{
	(void)err;
	return csv_open_fd(file->fd, file->shown, request->delimiter);
}

static void close_csv(void *state)
{
	csv_close(state);
}

static int next(void *state, const struct csv_field **cells, size_t *n, struct sijil_err *err)
{
	return csv_next(state, cells, n, err);
}

static unsigned line(const void *state)
{
	return csv_line(state);
}

static size_t passed_over(const void *state)
{
	(void)state;
	return 0;
}

static void describe(const void *state, struct str *out)
{
	const char delimiter = csv_delimiter(state);

	str_add(out, "CSV, UTF-8");
	if (delimiter == '\t')
		str_add(out, ", tabs");
	else if (delimiter != '\0')
		str_addf(out, ", '%c'", delimiter);
}

const struct source_driver source_csv = {
	.recognise = recognise,
	.open = open_csv,
	.close = close_csv,
	.next = next,
	.line = line,
	.passed_over = passed_over,
	.describe = describe,
};
