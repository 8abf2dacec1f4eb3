/*
 * program: programs written in YAML, for who writes them.
 *
 *	cmd_program.c		the command
 *	program_new.c		a new file: the starter, or from a description
 *	program_add.c		... into sijil.yaml
 *	program_ask.c		the description, by question and answer
 *	program_check.c		a file checked, with its examples; text and JSON
 *	program_example.c	the `examples` of a file: what it says
 *	program_run.c		... its entries logged, in a city that is gone afterwards
 *	program_expect.c	... and the figures and findings that it expects
 *	program_form.c		what a coordinator will be asked
 *	program_texts.c		which texts lack a language
 *	program_diff.c		a program against its entries, or another version of it
 *	program_versions.c	... the other version, its figures and findings
 *	program_fit.c		... which entries do not fit
 */
#ifndef CLI_PROGRAM_H
#define CLI_PROGRAM_H

#include "cli/cli.h"
#include "plugin/declared.h"

int program_new(struct app *app);
int program_check(struct app *app);
int program_diff(struct app *app);
int program_list(struct app *app);

/* --- entries that do not fit a version of their program --- */

struct unfit {
	int64_t entry;
	const char *value; /* as recorded; NULL: none */
	size_t group;
};
/* Those that do not fit in the same way. */
struct unfit_group {
	const char *kind, *field; /* field NULL: the kind as a whole */
	const char *value;        /* of a choice; NULL: several */
	const char *why;
	size_t n;
};
struct unfits {
	struct arena *arena;
	struct unfit *items; /* by entry number */
	size_t n, cap;
	struct unfit_group *groups;
	size_t n_groups, groups_cap;
	int64_t entries;   /* of the program, current */
	int64_t unfitting; /* of them, those with something that does not fit */
	int32_t from, to;  /* days of the program's entries; DATE_NONE: it has none */
};
/* Look at all current entries of the program in the register; release with unfits_release(). */
int unfits_find(struct app *app, const struct program *version, struct unfits *out, struct sijil_err *err);
void unfits_release(struct unfits *u);

/* --- the examples of a file --- */

struct example_form {
	const char *name;
	int32_t today;      /* DATE_NONE: the last day of its entries */
	struct codes sites; /* none: those that its entries name */
	int64_t lapse_days, silent_days;
	const char *straddle;
	const struct yaml_node *references, *entries, *expect, *findings;
};

/* Something that was expected and did not come, or came and was not expected. */
struct mismatch {
	const char *example;
	unsigned line, col;
	const char *what; /* "SY2024 attendance_rate F" */
	const char *expected, *got;
};

struct examples {
	struct app *app;
	const struct declared *file;
	struct arena *arena;
	struct err_list *errs; /* what is wrong with what it says, with position */
	const char *work;      /* a folder that is gone afterwards */
	size_t n, n_looked_at; /* examples; figures and findings compared */
	struct mismatch *mismatches;
	size_t n_mismatches, cap;
};

/* Work through all of them; release with examples_release().  An exit status: failures that are not the file's. */
int examples_run(struct examples *x);
void examples_release(struct examples *x);

/* --- a sample form, and its texts --- */

/* Every kind, with what a coordinator will be asked, in the language. */
void form_write_text(const struct declared *file, const char *language, struct str *out);
struct json;
void form_write_json(const struct declared *file, const char *language, struct json *j);

/* How many texts a file has, and how many of them lack a language: ar, fr, en; the first that does. */
struct texts {
	size_t n, lacking[3];
	const struct yaml_node *first[3];
};
extern const char *const texts_languages[3];
void texts_count(const struct yaml_node *root, struct texts *out);

/* --- between program_example.c and program_run.c --- */

struct example {
	struct examples *all;
	const struct yaml_node *node;
	struct example_form form;
	struct app app; /* of its own city */
	const struct program *program;
	struct judged {
		const char *code;
		enum sijil_severity severity;
		size_t position; /* of the entry among the examples' entries, from 1; 0: of none */
		const char *message;
		bool expected;
	} *judged;
	size_t n_judged, cap_judged;
	int64_t *ids;     /* current entry numbers by position - 1; 0: it was refused or corrected, or takes one back */
	int64_t *written; /* the same, as first written: what references name */
};
void example_mismatch(struct example *e, const struct yaml_node *at, const char *what, const char *expected,
		      const char *got);
/* program_run.c: log the entries; then program_expect.c: the figures and findings. */
int example_log(struct example *e);
int example_expect(struct example *e);
/* Called by both: what was found. */
void example_found(struct example *e, const struct findings *f, size_t position);
/* program_expect.c: whether the expectations are well-formed, before anything is run. */
void example_check_expectations(struct example *e, const struct declared *file);

#endif
