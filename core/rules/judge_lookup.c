/*
 * What the log knows of the classes of the entries being logged: the histories of their learners, and the entries of sites
 * and programs that count for them on their days.  Histories that went by the judge already are not read again.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "rules/judge_private.h"

/*
 * From so many days on, the register is read once for a kind, and not day by day; and all of it, when the learners are
 * more than a row in so many.
 */
enum { DAYS_MAX = 8, ROWS_PER_PERSON = 50 };

/* --- learners --- */

struct numbers {
	uint32_t *items;
	size_t n, cap;
};

static int take_learner(void *arg, const struct log_row *row)
{
	struct numbers *learners = arg;

	if (row->subject_type != SIJIL_PERSON)
		return 0;
	learners->items = mem_grow(learners->items, learners->n, &learners->cap, sizeof(*learners->items));
	learners->items[learners->n++] = row->subject;
	return 0;
}

static int64_t number_of(struct log *log, enum log_code type, const char *code, struct sijil_err *err)
{
	return log_code_number(log, type, code, false, err);
}

/* The persons whose enrolment names the class. */
static int find_learners(const struct judge *j, uint32_t class, struct numbers *learners, struct sijil_err *err)
{
	const struct roster *roster = j->plan->classes.roster;
	const struct program *p = roster_program(roster, class);
	struct log_query q = { .field = p->class_field, .value = roster_value(roster, class), .current = true };
	int64_t program, kind;

	if (p->opening == NULL || p->opening->class_field < 0)
		return 0;
	program = number_of(j->log, LOG_PROGRAM, p->id, err);
	kind = number_of(j->log, LOG_KIND, p->opening->def->name, err);
	if (program <= 0 || kind <= 0)
		return program < 0 || kind < 0 ? -1 : 0;
	q.program = (uint32_t)program;
	q.kind = (uint32_t)kind;
	return log_each(j->log, &q, take_learner, learners, err);
}

static bool needs_learners(const struct class_rule *r, const struct classes *c)
{
	return (r->looks & LOOKS_ENROLLED) != 0 ||
	       (r->watch >= 0 && !r->nothing && c->watches[r->watch].kind->def->subject == SIJIL_PERSON);
}

/* Learners of every class that needs them. */
static int find_all_learners(const struct judge *j, struct numbers *learners, struct sijil_err *err)
{
	const struct classes *c = &j->plan->classes;
	uint8_t *done = NULL;
	size_t n = 0, i;
	int rc = 0;

	for (i = 0; i < c->ones.n && rc == 0; i++) {
		uint32_t class = c->ones.items[i].class;

		if (class >= n) {
			done = mem_resize(done, (size_t)class * 2 + 64, 1);
			memset(done + n, 0, (size_t)class * 2 + 64 - n);
			n = (size_t)class * 2 + 64;
		}
		if (done[class] != 0 || !needs_learners(&c->rules[c->ones.items[i].rule], c))
			continue;
		done[class] = 1;
		rc = find_learners(j, class, learners, err);
	}
	free(done);
	return rc;
}

struct noting {
	const struct judge *judge;
	enum sijil_subject type;
};

static int note_history(void *arg, struct history *h)
{
	const struct noting *n = arg;
	const struct classes *c = &n->judge->plan->classes;

	if (h->subject_type == n->type && !judge_noted(c, h->subject_type, h->subject))
		roster_note(c->roster, h, true);
	return 0;
}

static struct store *new_store(const struct judge *j)
{
	struct store *s = store_new(j->registry, j->log, j->today);

	if (j->replaces != 0)
		store_leave_out(s, j->replaces);
	return s;
}

/* Read the learners one by one; a person of two classes, or enrolled twice, is loaded once. */
static int note_few(const struct judge *j, const struct numbers *learners, struct sijil_err *err)
{
	struct noting noting = { j, SIJIL_PERSON };
	struct store *s = new_store(j);
	size_t i;
	int rc = 0;

	for (i = 0; i < learners->n && rc == 0; i++)
		if (!judge_noted(&j->plan->classes, SIJIL_PERSON, learners->items[i]))
			rc = store_load_subject(s, SIJIL_PERSON, learners->items[i], err);
	if (rc == 0)
		rc = store_each(s, false, note_history, &noting, err);
	store_free(s);
	return rc;
}

static int note_everybody(const struct judge *j, struct sijil_err *err)
{
	struct noting noting = { j, SIJIL_PERSON };
	struct sijil_err failed = { 0 };
	unsigned slices = store_slices(j->log, &failed), i;
	int rc = failed.status != 0 ? -1 : 0;

	for (i = 0; i < slices && rc == 0; i++) {
		struct store *s = new_store(j);

		rc = store_load_all(s, i, slices, &failed);
		if (rc == 0)
			rc = store_each(s, false, note_history, &noting, &failed);
		store_free(s);
	}
	if (rc != 0)
		*err = failed;
	return rc;
}

static int note_learners(const struct judge *j, struct sijil_err *err)
{
	struct numbers learners = { 0 };
	int64_t entries = log_count(j->log, err);
	int rc = entries < 0 ? -1 : find_all_learners(j, &learners, err);

	if (rc == 0 && (int64_t)learners.n * ROWS_PER_PERSON > entries)
		rc = note_everybody(j, err);
	else if (rc == 0 && learners.n > 0)
		rc = note_few(j, &learners, err);
	free(learners.items);
	return rc;
}

/* --- what is counted at sites --- */

/* The different days on which entries of a kind are asked for; more than DAYS_MAX are not told apart. */
struct asked_days {
	int32_t days[DAYS_MAX];
	size_t n;
};

static void ask_day(struct asked_days *a, int32_t day)
{
	size_t i;

	for (i = 0; i < a->n && i < DAYS_MAX; i++)
		if (a->days[i] == day)
			return;
	if (a->n < DAYS_MAX)
		a->days[a->n] = day;
	if (a->n <= DAYS_MAX)
		a->n++;
}

static struct asked_days days_of(const struct classes *c, const struct kind *kind)
{
	struct asked_days asked = { .n = 0 };
	size_t i;

	for (i = 0; i < c->ones.n; i++) {
		const struct class_rule *r = &c->rules[c->ones.items[i].rule];

		if (r->watch >= 0 && c->watches[r->watch].kind == kind)
			ask_day(&asked, c->ones.items[i].entry.pub.day);
	}
	return asked;
}

/* Entries that begin on a day, of every subject that can have them. */
static int load_day(struct store *s, struct log *log, struct log_query q, int32_t day, struct sijil_err *err)
{
	uint32_t i, n = q.subject_type == SIJIL_SITE ? log_code_count(log, LOG_SITE) : 1;
	int rc = 0;

	q.from = q.to = day;
	q.begins = true;
	for (i = 1; i <= n && rc == 0; i++) {
		q.subject = q.subject_type == SIJIL_SITE ? i : q.program;
		rc = store_load_query(s, &q, err);
	}
	return rc;
}

static int load_days(const struct judge *j, struct store *s, const struct kind *kind, const struct asked_days *asked,
		     struct sijil_err *err)
{
	int64_t program = number_of(j->log, LOG_PROGRAM, kind->program->id, err);
	int64_t number = number_of(j->log, LOG_KIND, kind->def->name, err);
	struct log_query q = { .program = (uint32_t)program, .kind = (uint32_t)number };
	size_t i;
	int rc = 0;

	if (program <= 0 || number <= 0)
		return program < 0 || number < 0 ? -1 : 0;
	if (asked->n > DAYS_MAX)
		return store_load_query(s, &q, err);
	q.subject_type = kind->def->subject;
	for (i = 0; i < asked->n && rc == 0; i++)
		rc = load_day(s, j->log, q, asked->days[i], err);
	return rc;
}

/* Whether an earlier watch counts the same kind: one reading serves both. */
static bool is_first(const struct roster_watch *watches, uint32_t w)
{
	uint32_t i;

	for (i = 0; i < w; i++)
		if (watches[i].kind == watches[w].kind)
			return false;
	return true;
}

static int note_kind(const struct judge *j, const struct kind *kind, struct sijil_err *err)
{
	struct noting noting = { j, kind->def->subject };
	const struct asked_days asked = days_of(&j->plan->classes, kind);
	struct store *s;
	int rc;

	if (asked.n == 0)
		return 0;
	s = new_store(j);
	rc = load_days(j, s, kind, &asked, err);
	if (rc == 0)
		rc = store_each(s, false, note_history, &noting, err);
	store_free(s);
	return rc;
}

int judge_classes_look_up(const struct judge *j, struct sijil_err *err)
{
	const struct classes *c = &j->plan->classes;
	uint32_t w;

	if (note_learners(j, err) != 0)
		return -1;
	for (w = 0; w < c->n_watches; w++)
		if (is_first(c->watches, w) && c->watches[w].kind->def->subject != SIJIL_PERSON &&
		    note_kind(j, c->watches[w].kind, err) != 0)
			return -1;
	return 0;
}
