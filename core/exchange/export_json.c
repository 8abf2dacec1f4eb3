#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "exchange/export_private.h"

struct json_writer {
	struct export_writer pub;
	struct export_out out;
	const char *program;
	const struct export_column *columns;
	size_t tables, rows; /* rows: of this table */
};

static int begin(struct export_writer *w, const char *table, const struct export_column *columns, size_t n,
		 struct sijil_err *err)
{
	struct json_writer *j = (struct json_writer *)w;
	struct str *out = &j->out.buffer;

	(void)n;
	if (j->tables++ == 0) {
		str_add(out, "{\n  \"program\": ");
		str_add_json(out, j->program, strlen(j->program));
		str_add(out, ",\n  \"kinds\": {\n");
	} else {
		str_add(out, ",\n");
	}
	str_add(out, "    ");
	str_add_json(out, table, strlen(table));
	str_add(out, ": [");
	j->columns = columns;
	j->rows = 0;
	return export_out_flush(&j->out, false, err);
}

/* One line for a row; what was not recorded is left out. */
static int row(struct export_writer *w, const struct export_cell *cells, size_t n, struct sijil_err *err)
{
	struct json_writer *j = (struct json_writer *)w;
	struct str *out = &j->out.buffer;
	bool first = true;
	size_t i;

	str_add(out, j->rows++ == 0 ? "\n      {" : ",\n      {");
	for (i = 0; i < n; i++) {
		if (cells[i].type == EXPORT_EMPTY)
			continue;
		if (!first)
			str_add(out, ", ");
		first = false;
		str_add_json(out, j->columns[i].name, strlen(j->columns[i].name));
		str_add(out, ": ");
		if (cells[i].type == EXPORT_NUMBER || cells[i].type == EXPORT_TRUTH)
			str_addn(out, cells[i].text, cells[i].n);
		else
			str_add_json(out, cells[i].text, cells[i].n);
	}
	str_addc(out, '}');
	return export_out_flush(&j->out, false, err);
}

static int end(struct export_writer *w, struct sijil_err *err)
{
	struct json_writer *j = (struct json_writer *)w;

	str_add(&j->out.buffer, j->rows > 0 ? "\n    ]" : "]");
	return export_out_flush(&j->out, false, err);
}

static int finish(struct export_writer *w, struct sijil_err *err)
{
	struct json_writer *j = (struct json_writer *)w;
	struct str *out = &j->out.buffer;

	if (j->tables == 0) {
		str_add(out, "{\n  \"program\": ");
		str_add_json(out, j->program, strlen(j->program));
		str_add(out, ",\n  \"kinds\": {}\n}\n");
	} else {
		str_add(out, "\n  }\n}\n");
	}
	return export_out_flush(&j->out, true, err);
}

static void free_json(struct export_writer *w)
{
	str_release(&((struct json_writer *)w)->out.buffer);
	free(w);
}

struct export_writer *export_json(int fd, const char *program)
{
	static const struct export_driver driver = {
		.begin = begin,
		.row = row,
		.end = end,
		.finish = finish,
		.free = free_json,
	};
	struct json_writer *j = mem_alloc(sizeof(*j));

	j->pub.driver = &driver;
	j->program = program;
	export_out_start(&j->out, fd);
	return &j->pub;
}
