/*
 * conform: the conformance suite of plugins.  Each check runs in a process of its own, under a time limit, with a
 * temporary folder that is removed however it ends.
 *
 *	conform.c		the processes, and what is printed
 *	conform_city.c		a city with two programs of the plugin, and registers for it
 *	conform_random.c	entries made at random of the plugin's kinds
 *	conform_figures.c	all that a register says, as text, and where two such texts differ
 *	conform_tables.c	checks: tables, texts
 *	conform_example.c	check: the worked example
 *	conform_same.c		checks: behaviour, repeated, order
 *	conform_parts.c		checks: subjects, months, groups
 *	conform_guard.c		check: memory
 */
#ifndef CLI_CONFORM_H
#define CLI_CONFORM_H

#include "cli/cli.h"
#include "log/history.h"

struct conform {
	const char *file;    /* "./NAME.so" */
	const char *example; /* NULL: example/ beside it, if there is one */
	int64_t seed;        /* below 0: any */
	unsigned rounds, limit;
};

/* Run every check and print a line for each; an exit status. */
int conform(struct app *app, const struct conform *what);

/* --- what the checks work with, in their own process --- */

enum verdict { TRIAL_PASSED = 0, TRIAL_FAILED, TRIAL_SKIPPED };

struct trial {
	const char *dir, *name; /* the plugin: absolute folder, name */
	const char *example;    /* folder; NULL: none */
	const char *temp_dir;   /* where temporary folders are made */
	const char *work;       /* the check's own */
	int32_t today;
	uint64_t seed;
	unsigned rounds;
	const char *doing; /* what to say in front of a difference */
	struct str detail; /* printed behind the check's name; after a failure, what is wrong */
	struct arena arena;
};
typedef enum verdict trial_fn(struct trial *t);
trial_fn trial_tables, trial_texts, trial_example, trial_behaviour, trial_repeated, trial_order, trial_subjects,
	trial_months, trial_groups, trial_memory;

/* Say what is wrong; always TRIAL_FAILED. */
enum verdict trial_fail(struct trial *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
enum verdict trial_error(struct trial *t, const struct sijil_err *err);

/* --- conform_city.c --- */

enum { TRIAL_TODAY = 20088 }; /* 2024-12-31 */

/* A city whose programs `one` and `two` use the plugin; or, read from a file, any. */
struct trial_city {
	struct city *city;
	struct registry *registry;
};
/* yaml NULL: that of two programs.  Says what is wrong. */
enum verdict trial_city_open(struct trial *t, const char *yaml, struct trial_city *c);
void trial_city_close(struct trial_city *c);
/* A register of that name in the temporary folder, made anew, to write to and to read. */
struct log *trial_register(struct trial *t, const char *name, struct sijil_err *err);

/* --- conform_random.c --- */

struct random {
	uint64_t state;
};
uint64_t random_next(struct random *r);
int64_t random_between(struct random *r, int64_t min, int64_t max); /* both included */

/* An entry not yet written.  A value of type ENTRY has the index of a draft as number. */
struct draft {
	const struct kind *kind;
	const char *site, *person; /* NULL: none */
	int32_t day, day_end;
	struct value *values;
	bool referred;
	int64_t id; /* its number once written */
};
struct drafts {
	struct draft *items;
	size_t n;
	struct arena *arena;
};
enum { DRAFTS = 240 };
void drafts_make(struct drafts *d, const struct registry *registry, uint64_t seed, struct arena *arena);
/*
 * Write them: those that others refer to first, so that they have the same numbers in every order; then the rest, in
 * their own order in one batch, or, if shuffled, in another in many, some of them wrongly and then corrected.
 */
int drafts_write(struct drafts *d, struct log *log, const struct random *shuffle, struct sijil_err *err);

/* One random register after another: fn is given each, until it does not pass. */
struct trial_round {
	struct trial *trial;
	const struct registry *registry;
	struct drafts drafts;
	struct log *log; /* with the drafts in it, in their own order */
	uint64_t seed;
};
typedef enum verdict trial_round_fn(struct trial_round *r, void *arg);
enum verdict trial_rounds(struct trial *t, trial_round_fn *fn, void *arg);

/* --- conform_figures.c --- */

/* The periods that figures are asked for, NULL at the end, and all that they can be broken down by, and by month. */
extern const char *const trial_periods[];
const char *const *trial_breakdowns(const struct registry *registry, struct arena *arena);

struct question;
/* A question about all programs; breakdowns as given. */
int trial_question(const struct registry *registry, const char *period, const char *const *by, struct arena *arena,
		   struct question *q, struct sijil_err *err);
/* All figures and all findings of a register, a line each. */
int trial_figures(const struct registry *registry, struct log *log, struct arena *arena, struct str *out,
		  struct sijil_err *err);
/* Fails with the first lines that differ; what: "the same register, asked again". */
enum verdict trial_compare(struct trial_round *r, const char *what, const struct str *first, const struct str *second);

#endif
