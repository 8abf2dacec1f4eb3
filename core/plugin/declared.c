#include "config.h"

#include "plugin/declared.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/text.h"
#include "plugin/declared_private.h"
#include "plugin/registry_private.h"

enum { FORMAT = 1 }; /* of a program's file: the value of its key `sijil` */

struct document {
	int64_t format;
	struct sijil_plugin plugin;
	const struct yaml_node *targets, *examples;
};
#define AT(member) .offset = offsetof(struct document, member)
static const struct list_form ages = { ',', "the first age of each band, such as [15, 25, 65]" };
static const struct decode_row document_rows[] = {
	{ .key = "sijil", .type = DECODE_INT, AT(format), .required = true, .min = FORMAT, .max = FORMAT },
	{ .key = "title", .type = DECODE_OWN, AT(plugin.title), .required = true, .own = declared_any },
	{ .key = "version", .type = DECODE_OWN, AT(plugin.version), .own = declared_text, .preset = "1" },
	{ .key = "age_bands", .type = DECODE_OWN, AT(plugin.age_bands), .own = declared_list, .detail = &ages },
	{ .key = "kinds",
	  .type = DECODE_OWN,
	  AT(plugin.kinds),
	  .required = true,
	  .own = declared_named,
	  .detail = &declared_kinds },
	{ .key = "rules", .type = DECODE_OWN, AT(plugin.rules), .own = declared_named, .detail = &declared_rules },
	{ .key = "metrics",
	  .type = DECODE_OWN,
	  AT(plugin.metrics),
	  .own = declared_named,
	  .detail = &declared_metrics },
	{ .key = "targets", .type = DECODE_NODE, AT(targets) },
	{ .key = "examples", .type = DECODE_NODE, AT(examples) },
	{ .key = NULL },
};

/* What others could have changed is not read: it says which entries are wrong, and what the figures mean. */
static int check_file(const char *path, struct sijil_err *err)
{
	struct stat st;

	if (lstat(path, &st) != 0)
		return err_at(err, ERR_NOINPUT, path, 0, 0,
			      "cannot be read: %s (correct its path, or put the file there)", strerror(errno));
	if (S_ISLNK(st.st_mode))
		return err_at(err, ERR_CONFIG, path, 0, 0,
			      "is a symbolic link (put the file itself there: others may be able to change what a link "
			      "points to)");
	if (!S_ISREG(st.st_mode))
		return err_at(err, ERR_CONFIG, path, 0, 0, "is not a regular file (put the program's file there)");
	if ((st.st_mode & S_IWOTH) != 0)
		return err_at(
			err, ERR_CONFIG, path, 0, 0,
			"can be changed by anybody, mode %04o (make sure that it is as you wrote it, then run: chmod "
			"o-w on it)",
			(unsigned)st.st_mode & 07777);
	return 0;
}

/* The name of the program is that of its file: workshops.yaml. */
static int take_name(struct declared *p, struct sijil_err *err)
{
	const char *slash = strrchr(p->file, '/'), *name = slash != NULL ? slash + 1 : p->file;
	const char *end = strrchr(name, '.');

	if (end == NULL || strcmp(end, ".yaml") != 0)
		return err_at(err, ERR_CONFIG, p->file, 0, 0, "its name does not end with .yaml (rename it)");
	p->plugin.name = arena_strndup(&p->arena, name, (size_t)(end - name));
	if (!text_is_name(p->plugin.name))
		return err_at(
			err, ERR_CONFIG, p->file, 0, 0,
			"'%.*s' cannot be the name of a program (name the file with 1 to 64 of a-z 0-9 _, the first "
			"a letter, and .yaml behind them)",
			yaml_shown(p->plugin.name), p->plugin.name);
	return 0;
}

static void read_document(struct declared *p, struct err_list *errs)
{
	const struct decoder d = { .arena = &p->arena, .errs = errs, .context = p };
	struct document doc = { .plugin = { SIJIL_PLUGIN_HEAD, .name = p->plugin.name } };

	decode_rows(&d, p->root, document_rows, &doc);
	p->plugin = doc.plugin;
	p->targets = doc.targets;
	p->examples = doc.examples;
}

/* The periods of another calendar have other codes, but are not better or worse ones. */
static void check_targets(const struct declared *p, const struct program *program, struct arena *arena,
			  struct err_list *errs)
{
	const struct calendar usual = { .school_start = 9, .fiscal_start = 1 };
	size_t n;
	const struct target *targets = city_targets(p->targets, &usual, arena, errs, &n);

	for (size_t i = 0; i < n; i++)
		registry_check_target(program, &targets[i], arena, errs);
}

/* What only the compiler can tell: it is asked about a program that nobody runs. */
static void try_compiling(struct declared *p, const struct faults *faults, struct err_list *errs)
{
	const struct program_config config = { .id = p->plugin.name, .plugin = p->plugin.name, .file = p->file };
	struct program program = { .config = &config, .id = config.id, .plugin = &p->plugin, .currency = "" };
	struct arena arena = { 0 };
	struct sijil_err err = { 0 };
	struct build b = { .program = &program, .arena = &arena, .err = &err, .faults = faults };

	if (build_kinds(&b, p->plugin.kinds) != 0 || build_rules(&b, p->plugin.rules) != 0 ||
	    build_metrics(&b, p->plugin.metrics) != 0)
		faults_tell(faults, &p->plugin, &err);
	else
		check_targets(p, &program, &arena, errs);
	arena_release(&arena);
}

/* Each step may rely on the one before. */
static void read_all(struct declared *p, struct err_list *errs)
{
	struct fault_list list = { p, errs };
	const struct faults faults = { declared_found, &list };
	const size_t before = errs->total;

	p->root = yaml_read_file(p->file, &p->arena, errs);
	if (p->root == NULL)
		return;
	read_document(p, errs);
	if (errs->total > before)
		return;
	declared_finish_metrics(p);
	tables_check_all(&p->plugin, &faults);
	if (errs->total == before)
		try_compiling(p, &faults, errs);
}

struct declared *declared_read(const char *path, struct err_list *errs)
{
	struct declared *p = mem_alloc(sizeof(*p));
	const size_t before = errs->total, kept = errs->n;
	struct sijil_err err = { 0 };

	p->file = path;
	if (check_file(path, &err) != 0 || take_name(p, &err) != 0)
		err_list_add(errs, &err);
	else
		read_all(p, errs);
	if (errs->total == before)
		return p;
	err_list_sort(errs, kept);
	declared_close(p);
	return NULL;
}

void declared_close(struct declared *p)
{
	if (p == NULL)
		return;
	arena_release(&p->arena);
	free(p->spots);
	free(p->translations);
	free(p);
}

const struct sijil_plugin *declared_plugin(const struct declared *p)
{
	return &p->plugin;
}

const char *declared_file(const struct declared *p)
{
	return p->file;
}

const struct yaml_node *declared_examples(const struct declared *p)
{
	return p->examples;
}

const struct yaml_node *declared_targets(const struct declared *p)
{
	return p->targets;
}

const char *declared_label(const struct declared *p, const char *text, const char *language)
{
	for (size_t i = 0; i < p->n_translations; i++)
		if (p->translations[i].field == NULL && p->translations[i].text == text)
			return label_text(&p->translations[i].label, language);
	return NULL;
}

const char *declared_choice(const struct declared *p, const struct sijil_field *field, const char *code,
			    const char *language)
{
	for (size_t i = 0; i < p->n_translations; i++)
		if (p->translations[i].field == field && strcmp(p->translations[i].text, code) == 0)
			return label_text(&p->translations[i].label, language);
	return NULL;
}
