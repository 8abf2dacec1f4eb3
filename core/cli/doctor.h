/*
 * doctor: what 'sijil doctor' looks at, and what it found.  One file per thing looked at; each fills its part of struct
 * doctor and adds findings, and none of them stops the others: a city that is broken is what it is for.
 */
#ifndef CLI_DOCTOR_H
#define CLI_DOCTOR_H

#include "cli/cli.h"

enum { DOCTOR_VARIABLES_MAX = 32 };

/* One thing found.  Texts are in the command's arena. */
struct diagnosis {
	bool problem;        /* false: a note, nothing has to be mended */
	const char *about;   /* "configuration", "plugin", "entries", "register", "environment" */
	const char *subject; /* program, kind, file or variable it is about; NULL */
	const char *message;
	const char *mend;    /* commands, one a line; NULL: none */
};

/* A program that sijil.yaml names, and where its tables come from. */
struct doctor_plugin {
	const char *program, *plugin; /* as written; program may be NULL while sijil.yaml is at fault */
	unsigned line;                /* of sijil.yaml, 0: not known */
	const char *source;           /* what the tables come from: ".so", "YAML" */
	const char *file;             /* NULL: the name leads to none */
	const char *version;          /* NULL: not loaded */
	int64_t abi;                  /* SIJIL_MISSING: not loaded */
	const char *why;              /* why it is not loaded; NULL: it is */
	const char **faults;          /* YAML: all that is wrong with the file, of which why is the first */
	size_t n_faults;
	unsigned fault_line;          /* of the first; 0: of the file as a whole */
};

struct doctor {
	struct app *app;
	struct arena *arena; /* app->arena */
	const char *yaml;    /* path of sijil.yaml */
	const char *yaml_q;  /* the same, quoted for a shell */
	const char *sijil;   /* the command with the options that find this city: "sijil -C town" */

	struct doctor_plugin *plugins;
	size_t n_plugins;
	const char **unused; /* that no program names: plugins in the directory, "file:programs/x.yaml" */
	size_t n_unused;

	struct {
		const char *path;
		bool found, opened, writable, verified;
		int64_t wal; /* bytes of the write-ahead log before this command looked */
		int64_t entries;
		size_t faults;
		int32_t last_day; /* of the current entries; DATE_NONE: there are none */
	} reg;
	struct {
		const char *locale, *encoding, *time_zone, *day_from; /* day_from: where today comes from */
		int32_t today;                                        /* DATE_NONE: cannot be told */
		const char *variables[DOCTOR_VARIABLES_MAX];          /* "NAME=value" */
		size_t n_variables;
	} env;

	struct diagnosis *found;
	size_t n_found, cap_found, problems;
};

/* Add a finding.  message and mend: in the arena or constant; see arena_printf(). */
void doctor_problem(struct doctor *d, const char *about, const char *subject, const char *message, const char *mend);
void doctor_note(struct doctor *d, const char *about, const char *subject, const char *message);

/* A word as a shell takes it: quoted unless that is not needed. */
const char *doctor_quote(struct arena *arena, const char *word);
/* The command that opens sijil.yaml at a line (0: at its beginning). */
const char *doctor_edit(struct doctor *d, const char *file, unsigned line);

/* In this order: the later ones use what the earlier ones opened. */
void doctor_environment_start(struct doctor *d); /* before sijil.yaml is read: variables, locale */
void doctor_config(struct doctor *d);            /* opens app->city, app->registry if they are sound */
void doctor_day(struct doctor *d);               /* today in the city */
void doctor_plugins(struct doctor *d);
void doctor_list_unused(struct doctor *d); /* these two: by doctor_plugins() */
void doctor_note_unused(struct doctor *d);
void doctor_register(struct doctor *d);          /* opens app->log */
void doctor_entries(struct doctor *d);           /* and what of the configuration no entry uses */

void doctor_text(const struct doctor *d, struct str *out);
void doctor_csv(const struct doctor *d, struct str *out);
void doctor_json(const struct doctor *d, struct str *out);

#endif
