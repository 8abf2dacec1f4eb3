/* A program's file: is it sound, do its examples come out, what will be asked. */
#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/folder.h"
#include "cli/program.h"
#include "report/json.h"

/* One file. */
struct checked {
	struct app *app;
	const char *path;
	struct declared *file; /* NULL: see errs */
	struct err_list errs;
	struct examples examples;
	struct texts texts;
	int status;
};

static bool is_sound(const struct checked *c)
{
	return c->file != NULL && c->errs.total == 0;
}

/* --- text --- */

static size_t count(const struct checked *c, const char *what)
{
	const struct sijil_plugin *p = declared_plugin(c->file);
	size_t n = 0;

	if (*what == 'k')
		while (p->kinds[n].name != NULL)
			n++;
	else if (*what == 'r')
		while (p->rules != NULL && p->rules[n].code != NULL)
			n++;
	else
		while (p->metrics != NULL && p->metrics[n].code != NULL)
			n++;
	return n;
}

static const char *plural(size_t n)
{
	return n == 1 ? "" : "s";
}

static void write_mismatches(const struct checked *c, struct str *out)
{
	size_t i;

	for (i = 0; i < c->examples.n_mismatches; i++) {
		const struct mismatch *m = &c->examples.mismatches[i];

		str_addf(out, "%s:%u:%u: example '%s': %s: expected %s, got %s\n", c->path, m->line, m->col, m->example,
			 m->what, m->expected, m->got);
	}
}

static void write_texts(const struct checked *c, struct str *out)
{
	const struct texts *t = &c->texts;
	size_t i;

	for (i = 0; i < 3; i++)
		if (t->lacking[i] > 0)
			str_addf(out, "%s:%u:%u: info: %zu of %zu texts have no %s, the first of them here\n", c->path,
				 t->first[i]->line, t->first[i]->col, t->lacking[i], t->n, texts_languages[i]);
}

static void write_text(const struct checked *c, struct str *out)
{
	const struct examples *x = &c->examples;
	const size_t kinds = count(c, "kinds"), rules = count(c, "rules"), metrics = count(c, "metrics");

	write_mismatches(c, out);
	write_texts(c, out);
	str_addf(out, "%s: %zu kind%s, %zu rule%s, %zu metric%s; ", c->path, kinds, plural(kinds), rules, plural(rules),
		 metrics, plural(metrics));
	if (x->n == 0)
		str_add(out, "no examples\n");
	else if (x->n_mismatches == 0)
		str_addf(out, "%zu example%s, %zu figures and findings as expected\n", x->n, plural(x->n),
			 x->n_looked_at);
	else
		str_addf(out, "%zu example%s, %zu of what %s expected did not come out\n", x->n, plural(x->n),
			 x->n_mismatches, x->n == 1 ? "it" : "they");
	str_addc(out, '\n');
	form_write_text(c->file, c->app->language, out);
}

/* --- JSON --- */

static void put(struct json *j, const char *key, const char *text)
{
	json_key(j, key);
	json_text(j, text);
}

static void put_place(struct json *j, unsigned line, unsigned col)
{
	json_key(j, "line");
	json_int(j, line > 0 ? line : SIJIL_MISSING);
	json_key(j, "column");
	json_int(j, col > 0 ? col : SIJIL_MISSING);
}

static void put_errors(struct json *j, const struct checked *c)
{
	size_t i;

	json_key(j, "errors");
	json_array(j);
	for (i = 0; i < c->errs.n; i++) {
		json_object(j);
		put_place(j, c->errs.items[i].line, c->errs.items[i].col);
		put(j, "message", c->errs.items[i].message);
		json_end(j);
	}
	json_end(j);
}

static void put_examples(struct json *j, const struct checked *c)
{
	const struct examples *x = &c->examples;
	size_t i;

	json_key(j, "examples");
	json_int(j, (int64_t)x->n);
	json_key(j, "compared");
	json_int(j, (int64_t)x->n_looked_at);
	json_key(j, "failed");
	json_array(j);
	for (i = 0; i < x->n_mismatches; i++) {
		const struct mismatch *m = &x->mismatches[i];

		json_object(j);
		put_place(j, m->line, m->col);
		put(j, "example", m->example);
		put(j, "what", m->what);
		put(j, "expected", m->expected);
		put(j, "got", m->got);
		json_end(j);
	}
	json_end(j);
}

static void put_texts(struct json *j, const struct checked *c)
{
	size_t i;

	json_key(j, "texts");
	json_int(j, (int64_t)c->texts.n);
	json_key(j, "without");
	json_object(j);
	for (i = 0; i < 3; i++) {
		json_key(j, texts_languages[i]);
		json_int(j, (int64_t)c->texts.lacking[i]);
	}
	json_end(j);
}

static void put_file(struct json *j, const struct checked *c)
{
	json_object(j);
	put(j, "file", c->path);
	put_errors(j, c);
	if (is_sound(c)) {
		put_examples(j, c);
		put_texts(j, c);
		json_key(j, "form");
		form_write_json(c->file, c->app->language, j);
	}
	json_end(j);
}

/* --- checking --- */

static int run_examples(struct checked *c)
{
	char *work = arena_printf(&c->app->arena, "%s/sijil-program.XXXXXX", c->app->temp_dir);
	int status;

	if (mkdtemp(work) == NULL)
		return say_fail(ERR_IO, "cannot make a temporary folder in %s: %s (set TMPDIR to another)",
				c->app->temp_dir, strerror(errno));
	c->examples = (struct examples){
		.app = c->app, .file = c->file, .arena = &c->app->arena, .errs = &c->errs, .work = work
	};
	status = examples_run(&c->examples);
	folder_remove(work);
	return status;
}

/* What is wrong with it is kept; an exit status for what is not the file's fault. */
static int check_file(struct checked *c)
{
	const struct yaml_node *root;
	struct err_list again = { 0 };

	c->file = declared_read(c->path, &c->errs);
	if (c->file == NULL)
		return 0;
	root = yaml_read_file(c->path, &c->app->arena, &again);
	if (root != NULL)
		texts_count(root, &c->texts);
	return run_examples(c);
}

static int status_of(const struct checked *c)
{
	if (c->errs.total > 0)
		return c->errs.items[0].status == ERR_NOINPUT ? ERR_NOINPUT : ERR_DATA;
	return c->examples.n_mismatches > 0 ? ERR_FINDINGS : 0;
}

static int check_one(struct app *app, const char *path, struct json *j, struct str *out)
{
	struct checked c = { .app = app, .path = path };
	int status = check_file(&c);

	if (status == 0) {
		status = status_of(&c);
		if (j != NULL)
			put_file(j, &c);
		else if (is_sound(&c))
			write_text(&c, out);
		else
			say_errors(&c.errs);
	}
	examples_release(&c.examples);
	declared_close(c.file);
	return status;
}

int program_check(struct app *app)
{
	const char *format = app_format(app, "text|json");
	struct str out;
	struct json j;
	int i, status = 0, one;

	if (format == NULL)
		return ERR_USAGE;
	str_init(&out, STR_MAX_DEFAULT);
	json_begin(&j, &out);
	if (strcmp(format, "json") == 0)
		json_array(&j);
	for (i = 1; i < app->args.n; i++) {
		if (strcmp(format, "json") != 0 && i > 1 && out.len > 0)
			str_addc(&out, '\n');
		one = check_one(app, app->args.words[i], strcmp(format, "json") == 0 ? &j : NULL, &out);
		status = one > status ? one : status;
	}
	if (strcmp(format, "json") == 0)
		json_end(&j);
	one = say_document(&out);
	str_release(&out);
	return status != 0 ? status : one;
}
