#include "config.h"

#include "exchange/suggest.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "exchange/suggest_private.h"

/* What the name of the file counts for, beside the scores of its columns. */
enum { NAMED_FOR = 40 };

/* The mapping while it is being written. */
struct writer {
	const struct import_request *r;
	const struct program *program;
	const struct kind *kind;
	const struct profile *profile;
	const struct look *looks;
	const struct guess *matches;
	size_t n;
	struct arena *arena;
	struct str *out;
};

/* "a, b, c" */
static const char *listed(struct arena *a, const char *const *items)
{
	const char *list = "";

	for (; *items != NULL; items++)
		list = arena_printf(a, "%s%s%s", list, *list != '\0' ? ", " : "", *items);
	return list;
}

/* --- of columns --- */

/* The way in which the dates of the column are written; NULL: as ISO dates, or nobody can tell.  *note: how that is known. */
static const char *dates_of(const struct writer *w, const struct look *l, const char **note)
{
	const struct look_proof *proof = l->dmy.line != 0 ? &l->dmy : &l->mdy;

	*note = "";
	if (l->dmy.line != 0 && l->mdy.line != 0) {
		*note = arena_printf(w->arena, "dates in two orders: %s in line %u, %s in line %u", l->dmy.text, l->dmy.line,
				     l->mdy.text, l->mdy.line);
		return NULL;
	}
	if (proof->line != 0) {
		*note = arena_printf(w->arena, "proved by line %u: %s", proof->line, proof->text);
		return arena_printf(w->arena, l->dmy.line != 0 ? "dd%cmm%cyyyy" : "mm%cdd%cyyyy", l->separator, l->separator);
	}
	if (l->open > 0) {
		*note = "which number is the day? write {to: ..., dates: dd/mm/yyyy} or mm/dd/yyyy";
		return NULL;
	}
	if (l->two_digits > 0) {
		*note = "a guess, and years of two digits: check them, and set two_digit_year_pivot";
		return "dd/mm/yyyy";
	}
	if (l->named > 0) {
		*note = "a guess";
		return "dd-mmm-yyyy";
	}
	return l->moments > 0 && w->profile == NULL ? "iso-datetime" : NULL;
}

/* What stands before decimals; '\0': nobody can tell, or it does not matter. */
static char decimal_of(const struct look *l, const char **note)
{
	*note = "";
	if (l->twofold == 0)
		return '\0';
	if (l->comma != l->point)
		return l->comma ? ',' : '.';
	*note = "are 1,234 and 1.234 thousands or decimals? write {to: ..., decimal: \",\"} or \".\"";
	return '\0';
}

static void write_comment(struct writer *w, const char *a, const char *b)
{
	if (*a != '\0' || *b != '\0')
		str_addf(w->out, "  # %s%s%s", a, *a != '\0' && *b != '\0' ? "; " : "", b);
	str_addc(w->out, '\n');
}

static void write_formats(struct writer *w, const struct look *l, const struct guess *m, enum cell_type type)
{
	const char *note = "", *guess = "", *dates = NULL;
	const bool serial = type == CELL_DATE && look_dates(l) == 0 && l->serials > 0;
	char decimal = '\0';

	if (type == CELL_DATE)
		dates = dates_of(w, l, &note);
	else if (type == CELL_NUMBER)
		decimal = decimal_of(l, &note);
	if (m->score < SURE)
		guess = arena_printf(w->arena, "guessed %s", m->why);
	if (dates == NULL && decimal == '\0' && !serial) {
		str_add(w->out, intake_name(w->kind, m->target));
	} else {
		str_addf(w->out, "{to: %s", intake_name(w->kind, m->target));
		if (dates != NULL)
			str_addf(w->out, ", dates: %s%s%s", strchr(dates, ' ') != NULL ? "\"" : "", dates,
				 strchr(dates, ' ') != NULL ? "\"" : "");
		if (decimal != '\0')
			str_addf(w->out, ", decimal: \"%c\"", decimal);
		if (serial) {
			str_add(w->out, ", excel_serial: 1900");
			note = "the day numbers of a spreadsheet, as it seems";
		}
		str_addc(w->out, '}');
	}
	write_comment(w, guess, note);
}

static bool is_named_before(const struct writer *w, size_t i)
{
	const char *folded = text_fold(w->arena, w->looks[i].name);
	size_t k;

	for (k = 0; k < i; k++)
		if (strcmp(text_fold(w->arena, w->looks[k].name), folded) == 0)
			return true;
	return *folded == '\0';
}

static void write_columns(struct writer *w)
{
	size_t i;

	str_add(w->out, "    columns:\n");
	for (i = 0; i < w->n; i++) {
		const struct guess *m = &w->matches[i];

		if (is_named_before(w, i) || (m->target == INTAKE_NONE && w->profile != NULL &&
					      profile_owns(w->profile, w->looks[i].name)))
			continue;
		str_add(w->out, "      ");
		str_add_json(w->out, w->looks[i].name, strlen(w->looks[i].name));
		str_add(w->out, ": ");
		if (m->target == INTAKE_NONE)
			str_add(w->out, "skip  # no field fits it, or write which\n");
		else
			write_formats(w, &w->looks[i], m, import_cell_type(w->kind, m->target));
	}
}

/* --- spellings --- */

/* What a site of the city is called by. */
static const char *site_meant(const struct writer *w, const char *folded)
{
	const struct city *city = w->r->registry->city;
	size_t i, k;

	for (i = 0; i < city->n_sites; i++) {
		const struct label *name = &city->sites[i].name;
		const char *const names[] = { name->any, name->ar, name->fr, name->en };

		for (k = 0; k < sizeof(names) / sizeof(names[0]); k++)
			if (names[k] != NULL && strcmp(text_fold(w->arena, names[k]), folded) == 0)
				return city->sites[i].id;
	}
	return NULL;
}

/* The choices, or NULL if the target has none. */
static const char *const *choices_of(const struct writer *w, int target)
{
	static const char *const truth[] = { "true", "false", NULL };
	const struct sijil_field *def = target >= 0 ? w->kind->fields[target].def : NULL;

	if (def == NULL)
		return NULL;
	return def->type == SIJIL_BOOL ? truth : def->type == SIJIL_CHOICE ? w->kind->fields[target].choices : NULL;
}

/* Whether the cell is read as it stands: a choice by its code or a title, a known site. */
static bool is_understood(const struct writer *w, int target, const char *value)
{
	static const char *const languages[] = { "ar", "fr", "en" };
	const char *folded = text_fold(w->arena, value);
	size_t l;
	unsigned i;

	if (target == INTAKE_SITE)
		return city_site(w->r->registry->city, value) != NULL;
	for (i = 0; target >= 0 && i < w->kind->fields[target].n_choices; i++) {
		const struct field *f = &w->kind->fields[target];

		if (strcmp(text_fold(w->arena, f->choices[i]), folded) == 0 && strlen(value) == strlen(f->choices[i]))
			return true;
		for (l = 0; l < sizeof(languages) / sizeof(languages[0]); l++) {
			const char *title = program_choice(w->program, f->def, f->choices[i], languages[l]);

			if (title != NULL && strcmp(text_fold(w->arena, title), folded) == 0)
				return true;
		}
	}
	return choices_of(w, target) != NULL && w->kind->fields[target].def->type == SIJIL_BOOL &&
	       text_in_list(folded, "true|false|yes|no|1|0", '|');
}

static const char *meant(const struct writer *w, int target, const char *value)
{
	const char *const *choices = choices_of(w, target);
	const char *folded = text_fold(w->arena, value);

	if (target == INTAKE_SITE)
		return site_meant(w, folded);
	return suggest_meaning(folded, choices);
}

/* The values of one column that are not read as they stand. */
static void write_spellings(struct writer *w, const struct look *l, int target, bool *any)
{
	bool first = true;
	size_t i;

	for (i = 0; i < l->n_values && !l->many; i++) {
		const char *to = is_understood(w, target, l->values[i]) ? NULL : meant(w, target, l->values[i]);

		if (to == NULL)
			continue;
		if (!*any)
			str_add(w->out, "    values:\n");
		if (first)
			str_addf(w->out, "      %s:\n", intake_name(w->kind, target));
		*any = true;
		first = false;
		str_add(w->out, "        ");
		str_add_json(w->out, l->values[i], strlen(l->values[i]));
		str_addf(w->out, ": \"%s\"\n", to);
	}
}

/* Those that nobody understands: for the coordinator. */
static void write_unknown(struct writer *w, const struct look *l, int target)
{
	const char *const *choices = choices_of(w, target);
	size_t i;

	for (i = 0; i < l->n_values && !l->many; i++) {
		if (is_understood(w, target, l->values[i]) || meant(w, target, l->values[i]) != NULL)
			continue;
		str_addf(w->out, "    # values: %s: what is ", intake_name(w->kind, target));
		str_add_json(w->out, l->values[i], strlen(l->values[i]));
		str_addf(w->out, "? (%s)\n", choices == NULL ? "a site of sijil.yaml" : listed(w->arena, choices));
	}
}

static bool has_spellings(const struct writer *w, int target)
{
	return target == INTAKE_SITE || (target != INTAKE_NONE && choices_of(w, target) != NULL);
}

static void write_values(struct writer *w)
{
	bool any = false;
	size_t i;

	for (i = 0; i < w->n; i++)
		if (has_spellings(w, w->matches[i].target))
			write_spellings(w, &w->looks[i], w->matches[i].target, &any);
	for (i = 0; i < w->n; i++)
		if (has_spellings(w, w->matches[i].target))
			write_unknown(w, &w->looks[i], w->matches[i].target);
}

/* --- of the whole --- */

static bool is_filled(const struct writer *w, int target)
{
	size_t i;

	for (i = 0; i < w->n; i++)
		if (w->matches[i].target == target || (target == INTAKE_ON && w->matches[i].target == INTAKE_PERIOD))
			return true;
	return false;
}

static void write_nothings(struct writer *w)
{
	const char *list = "";
	size_t i, k;

	for (i = 0; i < w->n; i++)
		for (k = 0; k < w->looks[i].n_nothing && w->matches[i].target != INTAKE_NONE; k++) {
			const char *word = arena_printf(w->arena, "\"%s\"", w->looks[i].nothing[k]);

			if (strstr(list, word) == NULL)
				list = arena_printf(w->arena, "%s%s%s", list, *list != '\0' ? ", " : "", word);
		}
	if (*list != '\0')
		str_addf(w->out, "    missing: [%s]\n", list);
}

static void write_required(struct writer *w)
{
	unsigned i;

	for (i = 0; i < w->kind->n_fields; i++) {
		const struct sijil_field *def = w->kind->fields[i].def;

		if (def->required && def->preset == NULL && !is_filled(w, (int)i))
			str_addf(w->out, "    # no column gives '%s', which every %s must have: constants: {%s: ...}%s%s\n",
				 def->name, w->kind->def->name, def->name,
				 w->kind->fields[i].n_choices > 0 ? ", one of " : "",
				 w->kind->fields[i].n_choices > 0 ?
					 listed(w->arena, (const char *const *)w->kind->fields[i].choices) :
					 "");
	}
	if (!is_filled(w, INTAKE_ON))
		str_add(w->out, "    # no column gives 'on', the day: constants: {on: 2024-03-09} if it is the same for all\n");
}

/* What makes two rows the same fact: the kind's own key if the file fills it. */
static void write_key(struct writer *w)
{
	static const struct {
		int part, target;
	} parts[] = { { KEY_DAY, INTAKE_ON }, { KEY_DAY_END, INTAKE_UNTIL }, { KEY_SITE, INTAKE_SITE },
		      { KEY_PERSON, INTAKE_PERSON } };
	const struct key *key = &w->kind->key;
	const char *names = "";
	unsigned i;
	size_t k;

	if (w->profile != NULL || key->n == 0)
		return;
	for (i = 0; i < key->n; i++) {
		int target = key->parts[i];

		for (k = 0; k < sizeof(parts) / sizeof(parts[0]); k++)
			if (key->parts[i] == parts[k].part)
				target = parts[k].target;
		if (!is_filled(w, target))
			return;
		names = arena_printf(w->arena, "%s%s%s", names, i > 0 ? ", " : "", intake_name(w->kind, target));
	}
	str_addf(w->out, "    key: [%s]  # a changed row then corrects the entry that it made\n", names);
}

/* A name for the mapping: the file's, as a code. */
static const char *name_of(const struct writer *w)
{
	const char *slash = strrchr(w->r->path, '/'), *base = slash != NULL ? slash + 1 : w->r->path;
	char *name = arena_strndup(w->arena, base, strcspn(base, "."));
	char *c;

	for (c = name; *c != '\0'; c++)
		if (!isalnum((unsigned char)*c) || (unsigned char)*c >= 0x80)
			*c = '_';
		else
			*c = (char)tolower((unsigned char)*c);
	name += strspn(name, "_");
	return text_is_code(name) ? name : w->kind->def->name;
}

static void write_mapping(struct writer *w)
{
	str_addf(w->out, "# A guess: check every line%s.\n",
		 w->r->registry->city->n_mappings > 0 ? ", and put it below 'imports:' of sijil.yaml without its first line" :
							", and put it into sijil.yaml");
	str_addf(w->out, "imports:\n  %s:\n    program: %s\n    kind: %s\n", name_of(w), w->program->id, w->kind->def->name);
	if (w->profile != NULL)
		str_addf(w->out, "    profile: %s\n", w->profile->name);
	write_nothings(w);
	write_columns(w);
	write_required(w);
	write_values(w);
	write_key(w);
}

/* --- which kind --- */

/* The file's name speaks for a kind: "visites_mars.csv", "visits.csv". */
static int named_for(const struct writer *w, const struct kind *kind)
{
	const char *slash = strrchr(w->r->path, '/');
	const char *file = text_fold(w->arena, slash != NULL ? slash + 1 : w->r->path);
	const char *name = kind->def->name;

	return strstr(file, arena_strndup(w->arena, name, strcspn(name, "_"))) != NULL ? NAMED_FOR : 0;
}

static void try_kind(struct writer *w, const struct program *program, const struct kind *kind, int *best)
{
	struct guess *matches = arena_alloc(w->arena, (w->n + 1) * sizeof(*matches));
	int fit;

	if (strcmp(kind->def->name, FROZEN_KIND) == 0 || (w->r->kind != NULL && kind != w->r->kind))
		return;
	fit = suggest_match(kind, w->profile, w->looks, w->n, w->arena, matches) + named_for(w, kind);
	if (w->kind != NULL && fit <= *best)
		return;
	*best = fit;
	w->program = program;
	w->kind = kind;
	w->matches = matches;
}

static int choose(struct writer *w, struct sijil_err *err)
{
	const struct registry *r = w->r->registry;
	int best = 0;
	size_t i;
	unsigned k;

	for (i = 0; i < r->n_programs; i++) {
		const struct program *p = &r->programs[i];

		for (k = 0; k < p->n_kinds && (w->r->program == NULL || p == w->r->program); k++)
			try_kind(w, p, &p->kinds[k], &best);
	}
	if (w->kind == NULL)
		return err_set(err, ERR_UNAVAILABLE, "no program is there whose entries could be in '%s'", w->r->path);
	return 0;
}

int suggest_mapping(const struct import_request *request, struct str *out, struct sijil_err *err)
{
	const struct source_request how = import_reading(request);
	struct source *source = source_open(&how, err);
	struct arena arena = { 0 };
	struct writer w = { .r = request, .profile = request->profile, .arena = &arena, .out = out };
	struct look *looks;
	int rc = source != NULL ? look_at(source, &arena, &looks, &w.n, err) : -1;

	if (rc == 0) {
		w.looks = looks;
		rc = choose(&w, err);
	}
	if (rc == 0)
		write_mapping(&w);
	source_close(source);
	arena_release(&arena);
	return rc;
}
