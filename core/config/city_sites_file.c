#include "config.h"

#include "config/city_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/text.h"
#include "config/repeats.h"

enum { SITES_MAX = 100000 };

enum { COLUMN_ID, COLUMN_NAME, COLUMN_NAME_AR, COLUMN_NAME_FR, COLUMN_NAME_EN, COLUMN_AREA, N_COLUMNS };

/* The keys of `columns:`, which are the columns' names unless it says otherwise. */
#define COLUMN(at, name) { .key = name, .type = DECODE_TEXT, .offset = (at) * sizeof(const char *) }
static const struct decode_row column_rows[] = {
	COLUMN(COLUMN_ID, "id"),
	COLUMN(COLUMN_NAME, "name"),
	COLUMN(COLUMN_NAME_AR, "name_ar"),
	COLUMN(COLUMN_NAME_FR, "name_fr"),
	COLUMN(COLUMN_NAME_EN, "name_en"),
	COLUMN(COLUMN_AREA, "area"),
	{ .key = NULL },
};

struct file_form {
	const char *file;
	const struct yaml_node *columns;
};
static const struct decode_row file_rows[] = {
	{ .key = "file", .type = DECODE_TEXT, .offset = offsetof(struct file_form, file), .required = true },
	{ .key = "columns", .type = DECODE_NODE, .offset = offsetof(struct file_form, columns) },
	{ .key = NULL },
};

struct sites_file {
	struct city_reader *r;
	struct csv *csv;
	const char *path;
	const char *wanted[N_COLUMNS]; /* as the YAML names them; NULL: not named */
	size_t at[N_COLUMNS];          /* position in a record, from 0; SIZE_MAX: the file has no such column */
	size_t n_header;
	struct site *sites;
	struct place *places; /* of the ids, by site */
	size_t n, sites_cap, places_cap;
};

static void row_error(struct sites_file *f, size_t column, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* column from 0 */
static void row_error(struct sites_file *f, size_t column, const char *format, ...)
{
	struct sijil_err err = { 0 };
	va_list args;

	va_start(args, format);
	err_vset(&err, ERR_CONFIG, format, args);
	va_end(args);
	err.file = f->path;
	err.line = csv_line(f->csv) > 0 ? csv_line(f->csv) : 1;
	err.col = (unsigned)column + 1;
	err_list_add(f->r->d.errs, &err);
}

/* The cell's text, NFC, without blanks around it, in the city's arena; NULL if there is none. */
static const char *cell(struct sites_file *f, const struct csv_field *fields, size_t n, int column)
{
	const char *s;
	size_t len;

	if (f->at[column] >= n)
		return NULL;
	s = fields[f->at[column]].s;
	s += strspn(s, " \t");
	len = strlen(s);
	while (len > 0 && strchr(" \t\r\n", s[len - 1]) != NULL)
		len--;
	return len > 0 ? text_nfc(f->r->d.arena, s, len, NULL) : NULL;
}

/* Where the column named `name` stands: compared as people read, so that `Nom` finds `NOM`. */
static size_t find_column(struct sites_file *f, const struct csv_field *fields, size_t n, const char *name)
{
	struct arena *a = f->r->d.arena;
	const char *wanted = text_fold(a, name);
	size_t found = SIZE_MAX;

	for (size_t i = 0; i < n; i++) {
		if (strcmp(text_fold(a, fields[i].s), wanted) != 0)
			continue;
		if (found != SIZE_MAX)
			row_error(f, i, "column '%.*s' stands twice in the header", yaml_shown(fields[i].s),
				  fields[i].s);
		else
			found = i;
	}
	return found;
}

static void read_header(struct sites_file *f, const struct csv_field *fields, size_t n)
{
	struct arena *a = f->r->d.arena;
	const char **names = arena_alloc(a, (n + 1) * sizeof(*names));

	for (size_t i = 0; i < n; i++)
		names[i] = arena_strdup(a, fields[i].s);
	for (size_t i = 0; i < N_COLUMNS; i++) {
		const char *name = f->wanted[i] != NULL ? f->wanted[i] : column_rows[i].key;

		f->at[i] = find_column(f, fields, n, name);
		if (f->at[i] == SIZE_MAX && (f->wanted[i] != NULL || i == COLUMN_ID))
			row_error(f, 0, "the header has no column '%.*s'%s", yaml_shown(name), name,
				  decode_suggestion(&f->r->d, name, names));
	}
	f->n_header = n;
}

static void check_site(struct sites_file *f, const struct site *site)
{
	if (site->id == NULL)
		row_error(f, f->at[COLUMN_ID], "the site has no id");
	else if (!text_is_code(site->id))
		row_error(f, f->at[COLUMN_ID], DECODE_NOT_A_CODE, yaml_shown(site->id), site->id);
	if (label_text(&site->name, "") == NULL)
		row_error(f, f->at[COLUMN_NAME] != SIZE_MAX ? f->at[COLUMN_NAME] : 0, "the site has no name");
	if (site->area != NULL && !text_in_list(site->area, "urban|rural", '|'))
		row_error(f, f->at[COLUMN_AREA], "'%.*s' is not one of urban, rural", yaml_shown(site->area),
			  site->area);
}

static void read_row(struct sites_file *f, const struct csv_field *fields, size_t n)
{
	struct site site = {
		.id = cell(f, fields, n, COLUMN_ID),
		.name = { .any = cell(f, fields, n, COLUMN_NAME), .ar = cell(f, fields, n, COLUMN_NAME_AR),
			  .fr = cell(f, fields, n, COLUMN_NAME_FR), .en = cell(f, fields, n, COLUMN_NAME_EN) },
		.area = cell(f, fields, n, COLUMN_AREA),
	};

	if (n > f->n_header) {
		row_error(f, f->n_header, "the row has %zu cells, the header %zu (quote a text that holds a comma)", n,
			  f->n_header);
		return;
	}
	check_site(f, &site);
	f->sites = mem_grow(f->sites, f->n, &f->sites_cap, sizeof(*f->sites));
	f->places = mem_grow(f->places, f->n, &f->places_cap, sizeof(*f->places));
	f->places[f->n] = (struct place){ .name = site.id, .file = f->path, .line = csv_line(f->csv),
					  .col = (unsigned)f->at[COLUMN_ID] + 1 };
	f->sites[f->n++] = site;
}

/* Every row of the file.  A fault of the header, or one that csv cannot read past, ends it. */
static void read_rows(struct sites_file *f)
{
	struct err_list *errs = f->r->d.errs;
	const struct csv_field *fields;
	struct sijil_err err = { 0 };
	size_t n, before = errs->total;
	int got = csv_next(f->csv, &fields, &n, &err);

	if (got > 0)
		read_header(f, fields, n);
	else if (got == 0)
		row_error(f, 0, "the file is empty: its first row must name the columns");
	if (got > 0 && errs->total == before) {
		while (f->n < SITES_MAX && (got = csv_next(f->csv, &fields, &n, &err)) > 0)
			read_row(f, fields, n);
		if (f->n == SITES_MAX)
			row_error(f, 0, "%d sites or more: that is not a list of sites", SITES_MAX);
	}
	if (got < 0)
		err_list_add(errs, &err);
}

static void read_file(struct sites_file *f, const struct yaml_node *at)
{
	struct city *city = f->r->city;
	struct sijil_err err = { 0 };

	f->csv = csv_open(f->path, 0, &err);
	if (f->csv == NULL) {
		decode_error(&f->r->d, at, "%s", err.message);
		return;
	}
	read_rows(f);
	repeats_report(f->places, f->n, "site", f->r->d.errs);
	csv_close(f->csv);
	city->sites = arena_alloc(&city->arena, (f->n + 1) * sizeof(*city->sites));
	if (f->n > 0)
		memcpy(city->sites, f->sites, f->n * sizeof(*city->sites));
	city->n_sites = f->n;
	free(f->sites);
	free(f->places);
}

void city_read_sites_file(struct city_reader *r, const struct yaml_node *node)
{
	struct file_form form = { 0 };
	struct sites_file f = { .r = r };
	size_t before = r->d.errs->total;

	if (decode_map(node, file_rows, &form, r->d.arena, r->d.errs) == 0 && form.columns != NULL)
		decode_map(form.columns, column_rows, f.wanted, r->d.arena, r->d.errs);
	if (r->d.errs->total == before) {
		f.path = city_path_beside(r->names, node->file, form.file);
		read_file(&f, yaml_get(node, "file"));
	}
	/* Whatever was wrong, ids may be missing from the list. */
	r->sites_unknown = r->d.errs->total != before;
}
