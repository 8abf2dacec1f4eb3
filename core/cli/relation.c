#include "config.h"
#include "cli/relation.h"

#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "report/json.h"
#include "report/table.h"

void relation_add(struct relation *r, const char *text)
{
	r->cells = mem_grow(r->cells, r->n_cells, &r->cap, sizeof(*r->cells));
	r->cells[r->n_cells++] = text != NULL ? text : "";
}

static void write_text(const struct relation *r, struct str *out)
{
	const struct table_style plain = { 0 };
	struct table *t = table_new(1);
	size_t i;

	for (i = 0; i < r->n_columns; i++)
		table_column(t, r->columns[i], 0);
	for (i = 0; i < r->n_cells; i++)
		table_cell(t, r->cells[i]);
	table_write(t, &plain, out);
	table_free(t);
}

static void write_csv(const struct relation *r, struct str *out)
{
	size_t i;

	for (i = 0; i < r->n_columns; i++)
		str_addf(out, "%s%s", i > 0 ? "," : "", r->columns[i]);
	for (i = 0; i < r->n_cells; i++) {
		str_addc(out, i % r->n_columns == 0 ? '\n' : ',');
		csv_add_text(out, r->cells[i], ',');
	}
	str_addc(out, '\n');
}

static void write_json(const struct relation *r, struct str *out)
{
	struct json j;
	size_t i;

	json_begin(&j, out);
	json_array(&j);
	for (i = 0; i < r->n_cells; i++) {
		if (i % r->n_columns == 0)
			json_object(&j);
		json_key(&j, r->columns[i % r->n_columns]);
		json_text(&j, *r->cells[i] != '\0' ? r->cells[i] : NULL);
		if (i % r->n_columns == r->n_columns - 1)
			json_end(&j);
	}
	json_end(&j);
}

int relation_print(struct relation *r, const char *format)
{
	struct str out;
	int status;

	str_init(&out, STR_MAX_DEFAULT);
	(strcmp(format, "csv") == 0 ? write_csv : strcmp(format, "json") == 0 ? write_json : write_text)(r, &out);
	status = say_document(&out);
	str_release(&out);
	free(r->cells);
	return status;
}
