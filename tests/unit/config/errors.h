/* errors: what a test reads of an error list. */
#ifndef TEST_CONFIG_ERRORS_H
#define TEST_CONFIG_ERRORS_H

#include "base/err.h"

/*
 * Every error as `err_text` has it, one per line, without `folder` in front (NULL: none), and "... and N more" if there
 * are more than are kept.  free() it.
 */
char *errors_text(const struct err_list *errs, const char *folder);

/* Read YAML text as a file called `t.yaml`; its errors as errors_text() has them.  free() it. */
char *yaml_errors(const char *bytes, size_t n);

/* Write a file `name` into a new temporary folder; its path, to be removed with errors_unlink(). */
char *errors_write(const char *name, const char *text);
void errors_unlink(char *path);

#endif
