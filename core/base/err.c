#include "config.h"

#include "base/err.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { MESSAGE_MAX = sizeof(((struct sijil_err *)0)->message) - 1 };

/* Room for one byte more than a message has, to see what a cut would split. */
struct message {
	char text[MESSAGE_MAX + 2];
};

/* Into a buffer of its own first: the arguments may point into the error that is being written. */
__attribute__((format(printf, 2, 0))) static void print_message(struct message *m, const char *format, va_list args)
{
	int n;

	m->text[0] = '\0';
	n = vsnprintf(m->text, sizeof(m->text), format, args);
	if (n > MESSAGE_MAX)
		m->text[str_cut(m->text, MESSAGE_MAX)] = '\0';
}

static void fill(struct sijil_err *err, enum err_status status, const struct message *m)
{
	err->file = NULL;
	err->line = err->col = 0;
	err->status = (int)status;
	memcpy(err->message, m->text, strlen(m->text) + 1);
}

int err_vset(struct sijil_err *err, enum err_status status, const char *format, va_list args)
{
	struct message m;

	if (err == NULL)
		return -1;
	print_message(&m, format, args);
	fill(err, status, &m);
	return -1;
}

int err_set(struct sijil_err *err, enum err_status status, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	err_vset(err, status, format, args);
	va_end(args);
	return -1;
}

int err_at(struct sijil_err *err, enum err_status status, const char *file, unsigned line, unsigned col,
	   const char *format, ...)
{
	va_list args;

	va_start(args, format);
	err_vset(err, status, format, args);
	va_end(args);
	if (err != NULL) {
		err->file = file;
		err->line = line;
		err->col = col;
	}
	return -1;
}

int err_context(struct sijil_err *err, const char *format, ...)
{
	struct message context;
	struct str whole;
	va_list args;

	if (err == NULL)
		return -1;
	va_start(args, format);
	print_message(&context, format, args);
	va_end(args);
	str_init(&whole, MESSAGE_MAX);
	str_add(&whole, context.text);
	str_add(&whole, ": ");
	str_add(&whole, err->message);
	memcpy(err->message, whole.s, whole.len + 1);
	str_release(&whole);
	return -1;
}

void err_text(const struct sijil_err *err, struct str *out)
{
	if (err->file != NULL) {
		str_add(out, err->file);
		str_addc(out, ':');
		if (err->line > 0) {
			str_addi(out, err->line);
			str_addc(out, ':');
		}
		if (err->line > 0 && err->col > 0) {
			str_addi(out, err->col);
			str_addc(out, ':');
		}
		str_addc(out, ' ');
	}
	str_add(out, "error: ");
	str_add(out, err->message);
}

void err_list_add(struct err_list *list, const struct sijil_err *err)
{
	if (list->n < ERR_LIST_MAX)
		list->items[list->n++] = *err;
	list->total++;
}

static bool stands_before(const struct sijil_err *a, const struct sijil_err *b)
{
	if (a->file != b->file)
		return false; /* files stay in the order met */
	return a->line != b->line ? a->line < b->line : a->col < b->col;
}

void err_list_sort(struct err_list *errs, size_t begin)
{
	for (size_t i = begin + 1; i < errs->n; i++) {
		struct sijil_err err = errs->items[i];
		size_t j = i;

		for (; j > begin && stands_before(&err, &errs->items[j - 1]); j--)
			errs->items[j] = errs->items[j - 1];
		errs->items[j] = err;
	}
}
