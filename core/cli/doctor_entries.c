#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "cli/doctor.h"
#include "log/entry.h"

/* Entries that are alike: of a program that has gone, of a kind or with a field that the plugin does not have. */
struct group {
	uint32_t program, kind; /* numbers; kind 0: all kinds */
	const char *field;      /* in the arena, NULL: the entries as such */
	int64_t n, batch; /* how many, and the last one's batch */
	int32_t first, last;
};

/* What is known of a (program, kind) pair of numbers. */
struct pair {
	uint32_t program, kind;
	const struct program *configured; /* NULL: not in sijil.yaml */
	const struct kind *declared;      /* NULL: not of its plugin, or the plugin is not there */
};

struct walk {
	struct doctor *d;
	struct arena scratch;
	struct pair *pairs;
	size_t n_pairs, cap_pairs;
	struct group *groups;
	size_t n_groups, cap_groups;
	bool *sites;    /* by number: an entry was logged there */
	bool *partners; /* by index in the city */
	int64_t n;      /* current entries */
};

static const struct pair *pair_of(struct walk *w, const struct log_row *row)
{
	struct log *log = w->d->app->log;
	const struct registry *r = w->d->app->registry;
	const char *program, *kind;
	struct pair *p;
	size_t i;

	for (i = 0; i < w->n_pairs; i++)
		if (w->pairs[i].program == row->program && w->pairs[i].kind == row->kind)
			return &w->pairs[i];
	w->pairs = mem_grow(w->pairs, w->n_pairs, &w->cap_pairs, sizeof(*w->pairs));
	p = &w->pairs[w->n_pairs++];
	*p = (struct pair){ .program = row->program, .kind = row->kind };
	program = log_code_text(log, LOG_PROGRAM, row->program);
	kind = log_code_text(log, LOG_KIND, row->kind);
	if (r != NULL && program != NULL)
		p->configured = registry_program(r, program);
	if (p->configured != NULL && kind != NULL)
		p->declared = program_kind(p->configured, kind);
	return p;
}

static void count(struct walk *w, const struct log_row *row, uint32_t kind, const char *field)
{
	struct group *g = NULL;
	size_t i;

	for (i = 0; i < w->n_groups && g == NULL; i++)
		if (w->groups[i].program == row->program && w->groups[i].kind == kind &&
		    (field == NULL ? w->groups[i].field == NULL
				   : w->groups[i].field != NULL && strcmp(w->groups[i].field, field) == 0))
			g = &w->groups[i];
	if (g == NULL) {
		w->groups = mem_grow(w->groups, w->n_groups, &w->cap_groups, sizeof(*w->groups));
		g = &w->groups[w->n_groups++];
		*g = (struct group){ .program = row->program, .kind = kind, .first = row->day, .last = row->day_end };
		g->field = field != NULL ? arena_strdup(w->d->arena, field) : NULL;
	}
	g->n++;
	g->batch = row->batch;
	g->first = row->day < g->first ? row->day : g->first;
	g->last = row->day_end > g->last ? row->day_end : g->last;
}

static void use_partner(struct walk *w, const char *text)
{
	const struct city *city = w->d->app->city;
	const struct partner *p = city_partner(city, text, &w->scratch);

	if (p != NULL)
		w->partners[p - city->partners] = true;
}

/* The fields that the kind does not know, and the partners named. */
static void look_at_fields(struct walk *w, const struct log_row *row, const struct kind *k)
{
	struct entry_walk at = { row->fields, row->fields + row->fields_n };
	const char *key, *value;
	bool quoted;

	arena_reset(&w->scratch);
	while (entry_walk(&at, &w->scratch, &key, &value, &quoted) == 1) {
		if (k != NULL && kind_field(k, key) < 0)
			count(w, row, row->kind, key);
		if (w->partners != NULL && quoted && strcmp(key, "partner") == 0)
			use_partner(w, value);
	}
}

static int take_row(void *arg, const struct log_row *row)
{
	struct walk *w = arg;
	struct doctor *d = w->d;
	const struct pair *p = pair_of(w, row);

	w->n++;
	if (d->reg.last_day == DATE_NONE || row->day > d->reg.last_day)
		d->reg.last_day = row->day;
	if (row->site != 0 && row->site <= log_code_count(d->app->log, LOG_SITE))
		w->sites[row->site] = true;
	if (d->app->registry != NULL && p->configured == NULL)
		count(w, row, 0, NULL);
	else if (p->configured != NULL && p->configured->plugin != NULL && p->declared == NULL)
		count(w, row, row->kind, NULL);
	look_at_fields(w, row, p->configured != NULL && p->configured->plugin != NULL ? p->declared : NULL);
	return 0;
}

/* --- what is said of it --- */

struct written {
	struct arena *arena;
	const char *plugin; /* "community_spaces 1.0", NULL: not known */
};

static int take_batch(void *arg, const struct log_batch *b)
{
	struct written *w = arg;

	w->plugin = b->plugin != NULL ? arena_strdup(w->arena, b->plugin) : NULL;
	return 0;
}

/* The plugin that judged the last of the group's entries. */
static const char *written_by(struct walk *w, const struct group *g)
{
	struct written by = { .arena = w->d->arena };

	if (log_batch(w->d->app->log, g->batch, take_batch, &by, NULL) != 0)
		return NULL;
	return by.plugin;
}

static const char *counted(struct walk *w, const struct group *g)
{
	char first[DATE_TEXT], last[DATE_TEXT];

	if (g->n == 1)
		return arena_printf(w->d->arena, "1 entry, of %s", date_text(g->first, first));
	return arena_printf(w->d->arena, "%lld entries, from %s to %s", (long long)g->n, date_text(g->first, first),
			    date_text(g->last, last));
}

/* Is it written "file:", a path, and there NAME.yaml, with n bytes of name? */
static bool is_file_of(const char *plugin, const char *name, size_t n)
{
	const char *slash = strrchr(plugin, '/'), *stem = slash != NULL ? slash + 1 : plugin + strlen(PROGRAM_FILE);

	return strncmp(plugin, PROGRAM_FILE, strlen(PROGRAM_FILE)) == 0 && strncmp(stem, name, n) == 0 &&
	       strcmp(stem + n, ".yaml") == 0;
}

/* What a program names as its plugin that went by the name (n bytes): a file in YAML that lies about or is in use. */
static const char *as_plugin(struct doctor *d, const char *name, size_t n)
{
	size_t i;

	for (i = 0; i < d->n_unused; i++)
		if (is_file_of(d->unused[i], name, n))
			return d->unused[i];
	for (i = 0; i < d->n_plugins; i++)
		if (is_file_of(d->plugins[i].plugin, name, n))
			return d->plugins[i].plugin;
	return arena_strndup(d->arena, name, n);
}

static void report_gone(struct walk *w, const struct group *g, const char *program)
{
	struct doctor *d = w->d;
	const char *by = written_by(w, g);
	const char *plugin = by != NULL ? as_plugin(d, by, strcspn(by, " ")) : "...";

	doctor_problem(d, "entries", program,
		       arena_printf(d->arena,
				    "program '%s' is not in sijil.yaml any more and has %s: no summary counts them (put "
				    "it back under programs: - {id: %s, plugin: %s})",
				    program, counted(w, g), program, plugin),
		       doctor_edit(d, d->yaml, 0));
}

static void report_unknown(struct walk *w, const struct group *g, const char *program)
{
	struct doctor *d = w->d;
	const char *kind = log_code_text(d->app->log, LOG_KIND, g->kind), *by = written_by(w, g);
	const struct program *p = registry_program(d->app->registry, program);
	const char *file = p->config->file, *list = arena_printf(d->arena, "%s list %s %s", d->sijil, program, kind);
	const char *how = file != NULL ? arena_printf(d->arena, "put it back in %s", file) : "install the version that has it";
	const char *what = g->field == NULL
				   ? arena_printf(d->arena, "no kind '%s'", kind)
				   : arena_printf(d->arena, "no field '%s' in kind '%s'", g->field, kind);

	doctor_problem(d, "entries", program,
		       arena_printf(d->arena,
				    "program '%s': plugin '%s' (%s) has %s, and %s %s; written with %s (%s, or "
				    "correct them)",
				    program, p->plugin->name, p->plugin->version, what, counted(w, g),
				    g->n == 1 ? "has it" : "have it", by != NULL ? by : "a plugin that is not known",
				    how),
		       file != NULL ? arena_printf(d->arena, "%s\n%s", list, doctor_edit(d, file, 0)) : list);
}

static void report_groups(struct walk *w)
{
	size_t i;

	for (i = 0; i < w->n_groups; i++) {
		const char *program = log_code_text(w->d->app->log, LOG_PROGRAM, w->groups[i].program);

		if (program == NULL)
			continue; /* verify says so */
		if (w->groups[i].kind == 0)
			report_gone(w, &w->groups[i], program);
		else
			report_unknown(w, &w->groups[i], program);
	}
}

/* Once something was logged: a city that begins has used nothing yet. */
static void note_unused(struct walk *w)
{
	struct doctor *d = w->d;
	const struct city *city = d->app->city;
	size_t i;

	for (i = 0; i < city->n_sites; i++) {
		int64_t number = log_code_number(d->app->log, LOG_SITE, city->sites[i].id, false, NULL);

		if (number <= 0 || !w->sites[number])
			doctor_note(d, "configuration", city->sites[i].id,
				    arena_printf(d->arena, "no entry names the site '%s'", city->sites[i].id));
	}
	for (i = 0; i < city->n_partners; i++)
		if (!w->partners[i])
			doctor_note(d, "configuration", city->partners[i].id,
				    arena_printf(d->arena, "no entry names the partner '%s'", city->partners[i].id));
}

void doctor_entries(struct doctor *d)
{
	const struct city *city = d->app->city;
	const struct log_query current = { .current = true };
	struct walk w = { .d = d };
	struct sijil_err err = { 0 };

	if (d->app->log == NULL)
		return;
	w.sites = mem_alloc((size_t)log_code_count(d->app->log, LOG_SITE) + 1);
	if (city != NULL && city->n_partners > 0)
		w.partners = mem_alloc(city->n_partners);
	if (log_each(d->app->log, &current, take_row, &w, &err) != 0)
		doctor_problem(d, "register", d->reg.path, arena_strdup(d->arena, err.message),
			       arena_printf(d->arena, "%s verify", d->sijil));
	else if (city != NULL && w.n > 0)
		note_unused(&w);
	report_groups(&w);
	arena_release(&w.scratch);
	free(w.pairs);
	free(w.groups);
	free(w.sites);
	free(w.partners);
}
