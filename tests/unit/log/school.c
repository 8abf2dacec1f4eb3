#include "config.h"

#include "school.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "plugin/registry_private.h"

struct school school;

static struct site sites[] = { { .id = "centre", .area = "urban" },
			       { .id = "kiosk", .area = "urban" },
			       { .id = "farm", .area = "rural" } };
static const struct site *sites_by_id[] = { &sites[0], &sites[2], &sites[1] };
static struct reference references[] = { { .id = "women", .value = 1000 * SIJIL_ONE } };
static const struct sijil_plugin plugin = { SIJIL_PLUGIN_HEAD, .name = "school", .kinds = school_kinds,
					    .age_bands = "13,16,19,25" };

int32_t day_of(const char *iso)
{
	const char *why = "";
	int32_t day = DATE_NONE;

	cr_assert_eq(date_parse(iso, strlen(iso), &day, &why), 0, "'%s' %s", iso, why);
	return day;
}

static void build_program(int i, const char *id, const struct sijil_metric *metrics)
{
	struct program *p = &school.programs[i];
	struct sijil_err err = { 0 };
	struct build b = { .program = p, .arena = &school.arena, .err = &err };

	school.configs[i] = (struct program_config){ .id = id, .start = DATE_NONE, .lapse_days = 90 };
	*p = (struct program){ .config = &school.configs[i], .id = id, .plugin = &plugin, .currency = "MAD" };
	cr_assert_eq(build_kinds(&b, school_kinds), 0, "%s", err.message);
	cr_assert_eq(build_metrics(&b, metrics), 0, "%s", err.message);
}

static void open_log(void)
{
	const char *tmp = getenv("TMPDIR");
	struct sijil_err err = { 0 };

	snprintf(school.path, sizeof(school.path), "%s/sijil-school-XXXXXX", tmp != NULL ? tmp : "/tmp");
	cr_assert_not_null(mkdtemp(school.path));
	strncat(school.path, "/r.db", sizeof(school.path) - strlen(school.path) - 1);
	cr_assert_eq(log_create(school.path, &err), 0, "%s", err.message);
	school.log = log_open(school.path, LOG_WRITE, &err);
	cr_assert_not_null(school.log, "%s", err.message);
}

void school_open(const struct sijil_metric *metrics)
{
	school = (struct school){ .program = "a" };
	school.city = (struct city){ .sites = sites,
				     .n_sites = 3,
				     .sites_by_id = sites_by_id,
				     .references = references,
				     .n_references = 1,
				     .calendar = { .school_start = 9, .fiscal_start = 1 } };
	build_program(0, "a", metrics);
	build_program(1, "b", NULL);
	school.registry =
		(struct registry){ .city = &school.city, .programs = school.programs, .n_programs = SCHOOL_PROGRAMS };
	open_log();
}

void school_close(void)
{
	static const char *const ends[] = { "-wal", "-shm", "" };
	char file[sizeof(school.path) + 8];
	size_t i;

	if (school.writing)
		log_rollback(school.log);
	store_free(school.store);
	log_close(school.log);
	arena_release(&school.arena);
	for (i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		snprintf(file, sizeof(file), "%s%s", school.path, ends[i]);
		unlink(file);
	}
	*strrchr(school.path, '/') = '\0';
	rmdir(school.path);
}

const struct kind *school_kind(const char *name)
{
	const struct kind *k = program_kind(&school.programs[0], name);

	cr_assert_not_null(k, "no kind %s", name);
	return k;
}

/* --- writing --- */

static void begin(void)
{
	const struct log_batch batch = { .recorded_at = 1700000000, .recorded_by = "amina", .command = "log" };
	struct sijil_err err = { 0 };

	if (!school.writing)
		cr_assert_eq(log_begin(school.log, &batch, 1, &err), 0, "%s", err.message);
	school.writing = true;
}

void school_commit(void)
{
	struct sijil_err err = { 0 };

	if (school.writing)
		cr_assert_eq(log_commit(school.log, NULL, &err), 0, "%s", err.message);
	school.writing = false;
}

static uint32_t code(enum log_code type, const char *text)
{
	struct sijil_err err = { 0 };
	int64_t number = log_code_number(school.log, type, text, school.writing, &err);

	cr_assert_gt(number, 0, "'%s': %s", text, err.message);
	return (uint32_t)number;
}

uint32_t number_of(enum log_code type, const char *text)
{
	school_commit();
	return code(type, text);
}

static int64_t append(const struct log_row *row)
{
	struct sijil_err err = { 0 };
	int64_t id = 0;

	cr_assert_eq(log_append(school.log, row, &id, &err), 0, "%s", err.message);
	return id;
}

static void set_days(struct log_row *row, const char *days)
{
	row->day = row->day_end = day_of(arena_strndup(&school.arena, days, 10));
	if (strncmp(days + 10, "..", 2) == 0)
		row->day_end = day_of(days + 12);
}

/* "P1@centre": the subject is the person if there is one, else the site, else the program. */
static void set_subject(struct log_row *row, const char *who)
{
	const char *at = strchr(who, '@');
	size_t n = at != NULL ? (size_t)(at - who) : strlen(who);

	row->site = at != NULL ? code(LOG_SITE, at + 1) : 0;
	row->subject_type = n > 0 ? SIJIL_PERSON : at != NULL ? SIJIL_SITE : SIJIL_PROGRAM;
	row->subject = n > 0        ? code(LOG_PERSON, arena_strndup(&school.arena, who, n))
		       : at != NULL ? row->site
				    : row->program;
}

int64_t put(const char *kind, const char *who, const char *days, const char *fields)
{
	struct log_row row = { .fields = fields, .fields_n = strlen(fields) };

	begin();
	row.program = code(LOG_PROGRAM, school.program);
	row.kind = code(LOG_KIND, kind);
	set_subject(&row, who);
	set_days(&row, days);
	return append(&row);
}

static int take_row(void *arg, const struct log_row *row)
{
	*(struct log_row *)arg = *row;
	return 1;
}

int64_t put_again(int64_t id, const char *day, const char *fields)
{
	const struct log_query one = { .id = id };
	struct log_row row = { 0 };

	begin();
	cr_assert_eq(log_each(school.log, &one, take_row, &row, NULL), 1, "no entry %lld", (long long)id);
	row.fields = fields;
	row.fields_n = fields != NULL ? strlen(fields) : 0;
	row.replaces = id;
	row.reason = "a test";
	if (day != NULL)
		set_days(&row, day);
	return append(&row);
}

/* --- reading --- */

struct store *school_store(const char *as_of)
{
	school_commit();
	store_free(school.store);
	school.store = store_new(&school.registry, school.log, day_of(as_of));
	return school.store;
}

static int tell(void *arg, struct history *h)
{
	struct str *out = arg;
	char day[DATE_TEXT];
	size_t i;

	str_addf(out, "%s:", h->pub.code);
	for (i = 0; i < h->pub.n; i++) {
		cr_assert_eq(h->pub.entries[i], &h->entries[i].pub);
		str_addf(out, "%s %s#%lld %s", i > 0 ? "," : "", h->entries[i].pub.kind,
			 (long long)h->entries[i].pub.id, date_text(h->entries[i].pub.day, day));
	}
	str_addc(out, '\n');
	return 0;
}

const char *school_told(struct store *s, bool only_fresh)
{
	struct sijil_err err = { 0 };
	struct str out;
	const char *text;

	str_init(&out, STR_MAX_DEFAULT);
	cr_assert_eq(store_each(s, only_fresh, tell, &out, &err), 0, "%s", err.message);
	text = arena_strdup(&school.arena, out.s);
	str_release(&out);
	return text;
}

struct asked_spells {
	const char *person;
	struct str out;
};

static int tell_spells(void *arg, struct history *h)
{
	struct asked_spells *asked = arg;
	char from[DATE_TEXT], to[DATE_TEXT];
	size_t i;

	if (strcmp(h->pub.code, asked->person) != 0)
		return 0;
	for (i = 0; i < h->pub.n_spells; i++) {
		const struct sijil_spell *s = &h->pub.spells[i];

		str_addf(&asked->out, "%s%s %s..%s", i > 0 ? ", " : "", s->program, date_text(s->from, from),
			 date_text(s->to, to));
		if (s->close != NULL || s->lapsed)
			str_addf(&asked->out, " %s", s->lapsed ? "lapsed" : s->close->kind);
	}
	return 0;
}

const char *school_told_spells(struct store *s, const char *person)
{
	struct asked_spells asked = { .person = person };
	struct sijil_err err = { 0 };
	const char *text;

	str_init(&asked.out, STR_MAX_DEFAULT);
	cr_assert_eq(store_each(s, false, tell_spells, &asked, &err), 0, "%s", err.message);
	text = arena_strdup(&school.arena, asked.out.s);
	str_release(&asked.out);
	return text;
}

const char *school_spells(const char *person, const char *as_of)
{
	struct store *s = school_store(as_of);
	struct sijil_err err = { 0 };

	cr_assert_eq(store_load_all(s, 0, 1, &err), 0, "%s", err.message);
	return school_told_spells(s, person);
}
