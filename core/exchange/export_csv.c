#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "exchange/export_private.h"

struct csv_writer {
	struct export_writer pub;
	struct export_out out;
	char delimiter;
	bool bom;
};

static int begin(struct export_writer *w, const char *table, const struct export_column *columns, size_t n,
		 struct sijil_err *err)
{
	struct csv_writer *c = (struct csv_writer *)w;
	struct str *out = &c->out.buffer;
	size_t i;

	(void)table;
	if (c->bom)
		str_add(out, "\xef\xbb\xbf");
	for (i = 0; i < n; i++) {
		if (i > 0)
			str_addc(out, c->delimiter);
		csv_add_cell(out, columns[i].name, c->delimiter);
	}
	str_add(out, "\r\n");
	return export_out_flush(&c->out, false, err);
}

static int row(struct export_writer *w, const struct export_cell *cells, size_t n, struct sijil_err *err)
{
	struct csv_writer *c = (struct csv_writer *)w;
	struct str *out = &c->out.buffer;
	size_t i;

	for (i = 0; i < n; i++) {
		if (i > 0)
			str_addc(out, c->delimiter);
		if (cells[i].type == EXPORT_TEXT)
			csv_add_text(out, cells[i].text, c->delimiter);
		else if (cells[i].type == EXPORT_NUMBER)
			csv_add_number(out, cells[i].text);
		else
			str_addn(out, cells[i].text, cells[i].n);
	}
	str_add(out, "\r\n");
	return export_out_flush(&c->out, false, err);
}

static int end(struct export_writer *w, struct sijil_err *err)
{
	return export_out_flush(&((struct csv_writer *)w)->out, true, err);
}

static void free_csv(struct export_writer *w)
{
	str_release(&((struct csv_writer *)w)->out.buffer);
	free(w);
}

struct export_writer *export_csv(int fd, char delimiter, bool bom)
{
	static const struct export_driver driver = {
		.begin = begin,
		.row = row,
		.end = end,
		.finish = end,
		.free = free_csv,
	};
	struct csv_writer *c = mem_alloc(sizeof(*c));

	c->pub.driver = &driver;
	c->delimiter = delimiter;
	c->bom = bom;
	export_out_start(&c->out, fd);
	return &c->pub;
}
