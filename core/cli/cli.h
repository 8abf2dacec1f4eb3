/*
 * cli/: the sijil command.  main (dispatch), args (the option tables), app (what a command works on), say (messages),
 * clock, prompt, editing (one entry being logged or amended), and one file per command.
 *
 * Only this room prints and ends the process.  Data goes to stdout, messages to stderr.
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "base/err.h"
#include "cli/args.h"
#include "log/log.h"
#include "plugin/registry.h"
#include "rules/finding.h"

/* What has to be open before a command runs. */
enum needs {
	NEEDS_NOTHING = 0,
	NEEDS_CITY = 1,     /* sijil.yaml, and the programs' plugins */
	NEEDS_REGISTER = 2, /* register.db, for reading */
	NEEDS_WRITING = 4,  /* register.db, for writing */
	NEEDS_NO_DAY = 8,   /* not even the day: the command finds it out itself, and says what is wrong with it */
};

struct app;

struct command {
	const char *name;
	const char *arguments; /* "PROGRAM KIND FIELD=VALUE..." */
	const char *summary;   /* one line */
	const char *help;      /* what a person needs to know besides the options */
	const struct option *options;
	int min_args, max_args; /* -1: any number */
	unsigned needs;
	int (*run)(struct app *app); /* returns the exit status */
};
extern const struct command *const commands[]; /* NULL ends */
extern const struct command cmd_init, cmd_log, cmd_import, cmd_export, cmd_list, cmd_show, cmd_amend, cmd_void,
	cmd_batches, cmd_undo, cmd_ack, cmd_summary, cmd_explain, cmd_freeze, cmd_check, cmd_verify, cmd_programs,
	cmd_plugins, cmd_plugin, cmd_program, cmd_doctor, cmd_help,
	cmd_version;
const struct command *command_named(const char *name);
/* Whether --force may put a file in the place of this path: not of the register or sijil.yaml, nor of what is no file. */
bool app_may_replace(const struct app *app, const char *path);

struct app {
	const struct command *command;
	struct args args;
	const char *dir;        /* the city's folder */
	const char *plugin_dir; /* absolute */
	const char *data_dir;   /* what is installed with sijil: the template of plugins */
	const char *temp_dir;   /* for what is gone when the command ends */
	const char *language;   /* "ar" | "fr" | "en": of labels */
	int32_t today;          /* in the city's time zone */
	struct city *city;
	struct registry *registry;
	struct log *log;
	struct arena arena; /* lives as long as the command */
};

/* Open what the command needs; prints what is wrong and returns its exit status, 0 if all is well. */
int app_open(struct app *app);
/* Open more, for a command of which only one part needs it. */
int app_need(struct app *app, unsigned needs);
void app_close(struct app *app);

/* The program or kind named by an argument; NULL after saying which there are. */
struct program *app_program(struct app *app, const char *id);
const struct kind *app_kind(struct app *app, const struct program *program, const char *name);
/* The same for a kind whose entries people write; frozen reports are made by a command of their own. */
const struct kind *app_logged_kind(struct app *app, const struct program *program, const char *name);
/* An entry number given as argument; -1 after saying what is wrong with it. */
int64_t app_entry(struct app *app, const char *text);
/* Who writes: --who, SIJIL_WHO, the login name. */
const char *app_who(struct app *app);
/* "second_chance_schools 1.0" */
const char *app_plugin_version(struct app *app, const struct program *program);

/* The value of --format: one of the words of `formats` ("text|csv|json"); NULL after saying which there are. */
const char *app_format(struct app *app, const char *formats);

/* --- say.c --- */

/* Print the error on stderr; returns its exit status. */
int say_error(const struct sijil_err *err);
/* "sijil: message" and the exit status given. */
int say_fail(enum err_status status, const char *format, ...) __attribute__((format(printf, 2, 3)));
void say_errors(const struct err_list *errs);
/* That a program "is not available" or "was not checked", and why: all that is wrong with its file; ERR_UNAVAILABLE. */
int say_unavailable(const struct program *p, const char *what);
/* "unknown thing 'word'", the nearest of the candidates, and all of them if they are few; ERR_USAGE. */
int say_unknown(const char *thing, const char *word, const char *const *candidates);
/* "sijil: note" on stderr. */
void say_note(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Findings on stderr, one or two lines each; file is the imported one, or NULL. */
void say_findings(const struct findings *f, const char *file);
/* A document on stdout; an exit status. */
int say_document(const struct str *document);
/* At the end: what was printed has arrived, or the exit status says that it has not. */
int say_finish(int status);
bool say_in_colour(int fd);
/* How many columns a document on stdout may use: COLUMNS, else the terminal's width, else 100. */
size_t say_columns(void);

#endif
