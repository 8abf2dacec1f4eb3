/*
 * base/: what everything else stands on.  Errors, memory, text, dates, periods, numbers, CSV; it knows nothing of
 * programs, registers or YAML.
 *
 * err: an error travels up in a struct sijil_err on the caller's stack.  Functions return 0, or -1 with *err set;
 * err may be NULL and is untouched on success.  Nothing below cli/ prints.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stdarg.h>
#include <stddef.h>

#include <sijil/plugin.h>

#include "base/str.h"

/* What the command should exit with; the numbers of sysexits.h. */
enum err_status {
	ERR_FINDINGS = 1,
	ERR_USAGE = 64,
	ERR_DATA = 65,
	ERR_NOINPUT = 66,
	ERR_UNAVAILABLE = 69,
	ERR_INTERNAL = 70,
	ERR_IO = 74,
	ERR_TRYAGAIN = 75,
	ERR_CONFIG = 78,
};

/* Set err (status, message; no position).  Always returns -1.  A message too long for it is cut at a character. */
int err_set(struct sijil_err *err, enum err_status status, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
int err_vset(struct sijil_err *err, enum err_status status, const char *format, va_list args)
	__attribute__((format(printf, 3, 0)));

/* The same with a position; file is kept by pointer. */
int err_at(struct sijil_err *err, enum err_status status, const char *file, unsigned line, unsigned col,
	   const char *format, ...) __attribute__((format(printf, 6, 7)));

/* Put "context: " in front of the message.  Always returns -1. */
int err_context(struct sijil_err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Append "file:line:col: error: message" (without the parts that are unknown) to out; no newline. */
void err_text(const struct sijil_err *err, struct str *out);

/* Several errors of one source, in the order found; keeps the first ERR_LIST_MAX and counts the rest. */
enum { ERR_LIST_MAX = 20 };
struct err_list {
	struct sijil_err items[ERR_LIST_MAX];
	size_t n;     /* kept */
	size_t total; /* reported */
};
void err_list_add(struct err_list *list, const struct sijil_err *err);
/*
 * Put those from `begin` on into the order of their file (the same pointer), in which people read them: what is checked
 * late may stand early.
 */
void err_list_sort(struct err_list *list, size_t begin);

#endif
