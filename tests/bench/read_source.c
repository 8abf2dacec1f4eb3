/*
 * read_source FILE [ENCODING]: reads a file of rows to its end, and does nothing with them.  Prints the number of rows,
 * what the file is, the most memory that this took, in kilobytes, and how it ended.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "exchange/source.h"

int main(int argc, char **argv)
{
	const struct source_request request = { .path = argc > 1 ? argv[1] : "-",
						.encoding = argc > 2 ? argv[2] : NULL,
						.comments = "##" };
	struct sijil_err err = { .message = "to its end" };
	struct source *s = source_open(&request, &err);
	const struct csv_field *cells;
	struct rusage usage;
	struct str what;
	size_t rows = 0, n;

	str_init(&what, STR_MAX_DEFAULT);
	while (s != NULL && source_next(s, &cells, &n, &err) == 1)
		rows++;
	if (s != NULL)
		source_describe(s, &what);
	source_close(s);
	getrusage(RUSAGE_SELF, &usage);
	printf("%zu rows; %s; %ld KB; %u:%u %s\n", rows, what.s, usage.ru_maxrss, err.line, err.col, err.message);
	str_release(&what);
	return EXIT_SUCCESS;
}
