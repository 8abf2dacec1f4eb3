/* Files for the tests of csv, and what the reader makes of them. */
#ifndef TESTS_BASE_CSV_FILE_H
#define TESTS_BASE_CSV_FILE_H

#include <stddef.h>

#include "base/err.h"

/* A file with these bytes, in a folder of its own. */
char *csv_file_write(const char *bytes, size_t n);
void csv_file_unlink(char *path);

/*
 * What csv reads from such a file: a line "4: [plain]{quoted}" for each record, with the line it begins on; line ends
 * inside a field as \n and \r; then "! 4:2 message" if there is an error.  free() it.
 */
char *csv_file_read(const char *bytes, size_t n, char delimiter);
char *csv_file_read_path(const char *path, char delimiter, struct sijil_err *err);
struct csv;
char *csv_file_read_csv(struct csv *c, const char *path); /* from one that is open, and closes it */

/* The same compared, for a literal. */
#define ASSERT_CSV(literal, delimiter, expected) csv_file_assert(literal, sizeof(literal) - 1, delimiter, expected)
void csv_file_assert(const char *bytes, size_t n, char delimiter, const char *expected);

#endif
