#include "config.h"

#include "town.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"

static const char yaml[] = "sijil: 1\n"
			   "city:\n"
			   "  name: Town\n"
			   "sites:\n"
			   "  - {id: centre, name: Centre}\n"
			   "  - {id: kiosk, name: Kiosk}\n"
			   "programs:\n"
			   "  - {id: school, plugin: second_chance_schools, start: 2023-09-01}\n"
			   "  - {id: school_b, plugin: second_chance_schools, sites: [centre]}\n"
			   "  - {id: spaces, plugin: community_spaces}\n";

static void write_text(const char *path, const char *a, const char *b)
{
	FILE *f = fopen(path, "w");

	cr_assert_not_null(f, "%s", path);
	cr_assert(fputs(a, f) >= 0 && fputs(b, f) >= 0 && fclose(f) == 0);
}

void town_open(struct town *t, const char *imports)
{
	char path[128];

	memset(t, 0, sizeof(*t));
	snprintf(t->dir, sizeof(t->dir), "%s", "/tmp/sijil-town-XXXXXX");
	cr_assert_not_null(mkdtemp(t->dir));
	snprintf(t->yaml, sizeof(t->yaml), "%s/sijil.yaml", t->dir);
	write_text(t->yaml, yaml, imports != NULL ? imports : "");
	t->city = city_read(t->yaml, &t->names, &t->errs);
	cr_assert_not_null(t->city, "%s", t->errs.items[0].message);
	t->registry = registry_open(t->city, TOP_BUILDDIR "/plugins/.libs", &engine_host, &t->errs);
	cr_assert_not_null(t->registry, "%s", t->errs.items[0].message);
	snprintf(path, sizeof(path), "%s/register.db", t->dir);
	cr_assert_eq(log_create(path, &t->err), 0, "%s", t->err.message);
	t->log = log_open(path, LOG_WRITE, &t->err);
	cr_assert_not_null(t->log, "%s", t->err.message);
}

static int remove_one(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
	(void)st;
	(void)flag;
	(void)ftw;
	return remove(path);
}

void town_close(struct town *t)
{
	findings_release(&t->result.findings);
	log_close(t->log);
	registry_close(t->registry);
	city_free(t->city);
	arena_release(&t->names);
	nftw(t->dir, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

const char *town_file(const struct town *t, const char *name, const char *text)
{
	static char path[128];

	snprintf(path, sizeof(path), "%s/%s", t->dir, name);
	write_text(path, text, "");
	return path;
}

const struct kind *town_kind(const struct town *t, const char *program, const char *kind)
{
	const struct program *p = registry_program(t->registry, program);
	const struct kind *k;

	cr_assert_not_null(p, "%s", program);
	k = program_kind(p, kind);
	cr_assert_not_null(k, "%s", kind);
	return k;
}

int32_t town_day(const char *iso)
{
	const char *why;
	int32_t day;

	cr_assert_eq(date_parse(iso, strlen(iso), &day, &why), 0, "%s", iso);
	return day;
}

/* --- importing --- */

void town_import_file(struct town *t, const char *program, const char *kind, const char *mapping, const char *path,
		      bool dry_run)
{
	const struct import_request request = {
		.registry = t->registry,
		.log = t->log,
		.program = registry_program(t->registry, program),
		.kind = town_kind(t, program, kind),
		.mapping = mapping != NULL ? city_mapping(t->city, mapping) : NULL,
		.path = path,
		.recorded_by = "tester",
		.today = town_day(TOWN_TODAY),
		.dry_run = dry_run,
	};

	cr_assert(mapping == NULL || request.mapping != NULL, "%s", mapping);
	findings_release(&t->result.findings);
	t->err = (struct sijil_err){ 0 };
	t->rc = import_csv(&request, &t->result, &t->err);
}

void town_import(struct town *t, const char *program, const char *kind, const char *mapping, const char *csv)
{
	town_import_file(t, program, kind, mapping, town_file(t, "rows.csv", csv), false);
}

void town_try(struct town *t, const char *program, const char *kind, const char *csv)
{
	town_import_file(t, program, kind, NULL, town_file(t, "rows.csv", csv), true);
}

/* --- asserting --- */

void assert_counts(const struct town *t, int64_t added, int64_t unchanged, int64_t rejected, int64_t accepted)
{
	const struct import_result *r = &t->result;
	const char *first = r->findings.n > 0 ? r->findings.items[0].message : "no finding";

	cr_assert_eq(t->rc, 0, "the import failed: %s", t->err.message);
	cr_assert_eq(r->added, added, "added %lld, not %lld (%s)", (long long)r->added, (long long)added, first);
	cr_assert_eq(r->unchanged, unchanged, "unchanged %lld, not %lld", (long long)r->unchanged,
		     (long long)unchanged);
	cr_assert_eq(r->rejected, rejected, "rejected %lld, not %lld (%s)", (long long)r->rejected, (long long)rejected,
		     first);
	cr_assert_eq(r->accepted, accepted, "accepted %lld, not %lld", (long long)r->accepted, (long long)accepted);
	cr_assert_eq(r->lines, added + unchanged + rejected + accepted, "%lld lines", (long long)r->lines);
}

void assert_finding(const struct town *t, const char *code, uint32_t line, uint32_t column, const char *text)
{
	const struct findings *f = &t->result.findings;
	const char *seen = "nothing";
	size_t i;

	for (i = 0; i < f->n; i++) {
		const struct finding *item = &f->items[i];

		if (strcmp(item->code, code) != 0)
			continue;
		seen = item->message;
		if (item->line == line && (column == 0 || item->column == column) &&
		    strstr(item->message, text) != NULL)
			return;
	}
	cr_assert_fail("no %s in line %u, cell %u with '%s'; of that code there is: %s", code, (unsigned)line,
		       (unsigned)column, text, seen);
}

size_t count_findings(const struct town *t, const char *code)
{
	const struct findings *f = &t->result.findings;
	size_t n = 0, i;

	for (i = 0; i < f->n; i++)
		n += strcmp(f->items[i].code, code) == 0;
	return n;
}

void assert_failed(const struct town *t, int status, const char *text)
{
	cr_assert_eq(t->rc, -1, "the import did not fail");
	cr_assert_eq(t->err.status, status, "status %d: %s", t->err.status, t->err.message);
	cr_assert_not_null(strstr(t->err.message, text), "'%s' is not in: %s", text, t->err.message);
	cr_assert_eq(t->result.lines, 0);
	cr_assert_eq(t->result.findings.n, 0);
}

/* --- the register --- */

int64_t town_rows(struct town *t)
{
	return log_count(t->log, &t->err);
}

struct nth {
	uint32_t kind;
	int left;
	int64_t id;
};

static int take_nth(void *arg, const struct log_row *row)
{
	struct nth *nth = arg;

	if (row->kind != nth->kind || --nth->left > 0)
		return 0;
	nth->id = row->id;
	return 1;
}

int64_t town_entry(struct town *t, const char *kind, int n)
{
	const struct log_query all = { 0 };
	struct nth nth = { .left = n };

	nth.kind = (uint32_t)log_code_number(t->log, LOG_KIND, kind, false, &t->err);
	log_each(t->log, &all, take_nth, &nth, &t->err);
	cr_assert_gt(nth.id, 0, "there is no entry %d of kind %s", n, kind);
	return nth.id;
}

struct copied {
	struct log_row row;
};

static int copy_row(void *arg, const struct log_row *row)
{
	struct copied *c = arg;

	c->row = *row;
	return 0;
}

int64_t town_replace(struct town *t, int64_t id, const char *fields, const char *iso)
{
	const struct log_query one = { .id = id };
	const struct log_batch batch = { .command = "amend" };
	struct copied c = { 0 };
	int64_t number;

	cr_assert_eq(log_each(t->log, &one, copy_row, &c, &t->err), 0);
	cr_assert_gt(c.row.id, 0, "there is no entry %lld", (long long)id);
	c.row.fields = fields;
	c.row.fields_n = fields != NULL ? strlen(fields) : 0;
	c.row.replaces = id;
	c.row.reason = "a test";
	if (iso != NULL)
		c.row.day = c.row.day_end = town_day(iso);
	cr_assert_eq(log_begin(t->log, &batch, 1, &t->err), 0, "%s", t->err.message);
	cr_assert_eq(log_append(t->log, &c.row, &number, &t->err), 0, "%s", t->err.message);
	cr_assert_eq(log_commit(t->log, NULL, &t->err), 0, "%s", t->err.message);
	return number;
}
