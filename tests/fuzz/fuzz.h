/*
 * What the fuzz targets share.  A target is one file with fuzz_target() in it, linked with run.c for "make check", which
 * gives it every file of its corpus, or with libFuzzer for "make fuzz".
 */
#ifndef TEST_FUZZ_H
#define TEST_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

struct source;

/* libFuzzer's name for it; 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* Ends the process if what must hold does not. */
#define REQUIRE(holds) fuzz_require((holds), #holds, __FILE__, __LINE__)
void fuzz_require(bool holds, const char *what, const char *file, int line);

/* An open file in memory of these bytes, at its start; path, of FUZZ_PATH bytes, names it until it is closed. */
enum { FUZZ_PATH = 32 };
int fuzz_file(const void *bytes, size_t n, char path[FUZZ_PATH]);

/* A failure says what is wrong, in words that can be printed. */
void fuzz_require_told(const struct sijil_err *err);

/*
 * Read all rows, and hold each to what every reader promises: so many cells at most, UTF-8 without NUL, line numbers that
 * rise.  Appends the rows to rows (cells followed by \x1f, rows by \x1e).  What source_next() said last.
 */
int fuzz_read_rows(struct source *s, size_t cells_max, struct str *rows, struct sijil_err *err);

#endif
