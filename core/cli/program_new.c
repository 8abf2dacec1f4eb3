/* A new program's file: the starter made to measure, or one that comes with sijil under another name. */
#include "config.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "cli/program.h"
#include "cli/program_add.h"
#include "cli/program_sketch.h"
#include "cli/prompt.h"

enum { FILE_MAX = 1 << 20 };

static int failed(const char *what, const char *path)
{
	return say_fail(ERR_IO, "cannot %s %s: %s", what, path, strerror(errno));
}

/* The file's text; NULL. */
static char *read_text(struct app *app, const char *path)
{
	char *text = arena_alloc(&app->arena, FILE_MAX + 1);
	FILE *f = fopen(path, "rb");
	size_t n;

	if (f == NULL)
		return NULL;
	n = fread(text, 1, FILE_MAX, f);
	fclose(f);
	text[n] = '\0';
	return text;
}

/* --- what stands for the words between @ --- */

static const char *quoted(struct app *app, const char *s)
{
	const char *out = "\"";

	for (; *s != '\0'; s++)
		out = arena_printf(&app->arena, "%s%s%c", out, *s == '"' || *s == '\\' ? "\\" : "", *s);
	return arena_printf(&app->arena, "%s\"", out);
}

static const char *title_of(struct app *app, const struct sketch *s)
{
	static const char *const languages[] = { "en", "fr", "ar" };
	const char *list = "";
	size_t i;

	for (i = 0; i < 3; i++)
		if (s->title[i] != NULL)
			list = arena_printf(&app->arena, "%s%s%s: %s", list, *list != '\0' ? ", " : "", languages[i],
					    quoted(app, s->title[i]));
	return arena_printf(&app->arena, "{%s}", list);
}

/* BC of book_club. */
static const char *code_of(struct app *app, const char *name)
{
	char code[8] = "";
	size_t i, k = 0;

	for (i = 0; name[i] != '\0' && k < 4; i++)
		if (i == 0 || (name[i - 1] == '_' && name[i] != '_'))
			code[k++] = (char)toupper((unsigned char)name[i]);
	if (k == 1 && isalnum((unsigned char)name[1]))
		code[k] = (char)toupper((unsigned char)name[1]);
	return arena_strdup(&app->arena, code);
}

static const char *capital(struct app *app, const char *name)
{
	char *s = arena_strdup(&app->arena, name), *c;

	for (c = s; *c != '\0'; c++)
		*c = *c == '_' ? ' ' : *c;
	s[0] = (char)toupper((unsigned char)s[0]);
	return s;
}

/* With what was typed for each of them as its title: a code has no accents. */
static const char *choices_of(struct app *app, const struct sketch_field *f)
{
	const char *codes = f->choices, *answers = f->answers, *out = "        choices:\n", *c, *a;
	size_t n, a_n;

	while (codes != NULL && (c = text_split(&codes, '|', &n)) != NULL && (a = text_split(&answers, ',', &a_n)) != NULL) {
		while (a_n > 0 && *a == ' ')
			a++, a_n--;
		while (a_n > 0 && a[a_n - 1] == ' ')
			a_n--;
		out = arena_printf(&app->arena, "%s          %.*s: %s\n", out, (int)n, c,
				   quoted(app, capital(app, arena_strndup(&app->arena, a, a_n))));
	}
	return out;
}

static const char *fields_of(struct app *app, const struct sketch *s)
{
	static const char *const types[] = { "", "choice", "decimal", "text", "date", "bool" };
	const char *out = "";
	size_t i;

	for (i = 0; i < s->n_fields; i++) {
		const struct sketch_field *f = &s->fields[i];

		out = arena_printf(&app->arena, "%s      %s:\n        title: %s\n        type: %s\n", out, f->name,
				   quoted(app, f->title), types[f->type]);
		if (f->choices != NULL)
			out = arena_printf(&app->arena, "%s%s", out, choices_of(app, f));
	}
	return out;
}

struct words {
	struct {
		const char *word, *value;
	} items[10];
	size_t n;
};

static void add_word(struct words *w, const char *word, const char *value)
{
	w->items[w->n].word = word;
	w->items[w->n++].value = value;
}

/* The line with its words replaced; a line that is one word alone, and that word nothing, goes. */
static void add_line(const struct words *w, const char *line, size_t n, struct str *out)
{
	const char *end = line + n;
	size_t i;

	for (i = 0; i < w->n; i++)
		if (n == strlen(w->items[i].word) + 1 && strncmp(line, w->items[i].word, n - 1) == 0) {
			str_add(out, w->items[i].value);
			return;
		}
	while (line < end) {
		for (i = 0; i < w->n && strncmp(line, w->items[i].word, strlen(w->items[i].word)) != 0; i++)
			;
		if (i == w->n) {
			str_addc(out, *line++);
			continue;
		}
		str_add(out, w->items[i].value);
		line += strlen(w->items[i].word);
	}
}

/* What is counted unless a person says another thing. */
static const char visits[] = "{en: Visits, fr: Visites, ar: الزيارات}";

/* The starter: the parts between #if and #end that the sketch asks for, with its words. */
static void make_starter(struct app *app, const struct sketch *s, const char *text, struct str *out)
{
	const char *extra = fields_of(app, s), *next;
	struct words w = { .n = 0 };
	bool on = true;

	add_word(&w, "@name@", s->name);
	add_word(&w, "@file@", s->file);
	add_word(&w, "@title@", title_of(app, s));
	add_word(&w, "@code@", code_of(app, s->name));
	add_word(&w, "@minutes@", s->minutes);
	add_word(&w, "@count@", s->count);
	add_word(&w, "@count_title@", s->counted != NULL ? quoted(app, capital(app, s->counted)) : visits);
	add_word(&w, "@count_unit@", quoted(app, s->counted != NULL ? s->counted : s->count));
	add_word(&w, "@fields@", extra);
	add_word(&w, "@count_fields@", s->persons ? "" : extra);
	for (; *text != '\0'; text = next) {
		const char *newline = strchr(text, '\n');

		next = newline != NULL ? newline + 1 : text + strlen(text);
		if (strncmp(text, "#if ", 4) == 0)
			on = strncmp(text + 4, "persons", 7) == 0 ? s->persons : s->visits;
		else if (strncmp(text, "#end", 4) == 0)
			on = true;
		else if (on)
			add_line(&w, text, (size_t)(next - text), out);
	}
}

/* Beside sijil.yaml, as people write it. */
static const char *in_city(struct app *app, const char *path)
{
	return strcmp(app->dir, ".") == 0 ? path : arena_printf(&app->arena, "%s/%s", app->dir, path);
}

/* --- what comes with sijil --- */

/* Installed, they lie beside the template; in the source tree, in conf/. */
static const char *shipped_dir(struct app *app)
{
	const char *installed = arena_printf(&app->arena, "%s/programs", app->data_dir);

	return access(installed, R_OK) == 0 ? installed
					    : arena_printf(&app->arena, "%s/../conf/programs", app->data_dir);
}

static int only_yaml(const struct dirent *d)
{
	const size_t n = strlen(d->d_name);

	return n > 5 && strcmp(d->d_name + n - 5, ".yaml") == 0;
}

static int list_shipped(struct app *app, struct dirent ***files)
{
	const int n = scandir(shipped_dir(app), files, only_yaml, alphasort);

	if (n < 0)
		say_fail(ERR_UNAVAILABLE,
			 "cannot read %s: %s (the programs that come with sijil are in 'programs' in SIJIL_DATA, else "
			 "where it was installed)",
			 shipped_dir(app), strerror(errno));
	return n;
}

int program_list(struct app *app)
{
	struct dirent **files;
	const int n = list_shipped(app, &files);
	int i;

	for (i = 0; i < n; i++) {
		struct err_list errs = { 0 };
		const char *path = arena_printf(&app->arena, "%s/%s", shipped_dir(app), files[i]->d_name);
		struct declared *file = declared_read(path, &errs);
		const char *title =
			file != NULL ? declared_label(file, declared_plugin(file)->title, app->language) : NULL;

		if (file != NULL)
			printf("%-28.*s%s\n", (int)strlen(files[i]->d_name) - 5, files[i]->d_name,
			       title != NULL ? title : declared_plugin(file)->title);
		else
			say_errors(&errs);
		declared_close(file);
		free(files[i]);
	}
	if (n >= 0)
		free(files);
	return n < 0 ? ERR_UNAVAILABLE : 0;
}

static int unknown_program(struct app *app, const char *name)
{
	struct dirent **files;
	const int n = list_shipped(app, &files);
	const char **names;
	int i;

	if (n < 0)
		return ERR_UNAVAILABLE;
	names = arena_alloc(&app->arena, ((size_t)n + 1) * sizeof(*names));
	for (i = 0; i < n; i++) {
		names[i] = arena_strndup(&app->arena, files[i]->d_name, strlen(files[i]->d_name) - 5);
		free(files[i]);
	}
	free(files);
	return say_unknown("program", name, names);
}

/* --- writing --- */

/* The folder of the file, in the city's; it may be new. */
static int make_folder(struct app *app)
{
	const char *dir = in_city(app, "programs");

	return mkdir(dir, 0775) == 0 || errno == EEXIST ? 0 : failed("create", dir);
}

/* What others could change is not read: so nobody else may write it, whatever the umask says. */
static int write_file(const char *path, const struct str *text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0664);
	bool written;

	if (fd < 0)
		return failed("create", path);
	written = write(fd, text->s, text->len) == (ssize_t)text->len && fsync(fd) == 0;
	if (close(fd) == 0 && written)
		return 0;
	unlink(path);
	return failed("write", path);
}

static int fill(struct app *app, const struct sketch *s, struct str *out)
{
	const char *like = args_get(&app->args, "like"), *path, *text;

	if (like != NULL) {
		path = arena_printf(&app->arena, "%s/%s.yaml", shipped_dir(app), like);
		text = text_is_name(like) ? read_text(app, path) : NULL;
		if (text == NULL)
			return unknown_program(app, like);
		str_add(out, text);
		return 0;
	}
	path = arena_printf(&app->arena, "%s/template/program.yaml.in", app->data_dir);
	text = read_text(app, path);
	if (text == NULL)
		return say_fail(
			ERR_UNAVAILABLE,
			"cannot read %s: %s (the folder of the template is 'template' in SIJIL_DATA, else the one "
			"installed with sijil)",
			path, strerror(errno));
	make_starter(app, s, text, out);
	return 0;
}

/* From options; the rest is asked for at a terminal, unless some were given. */
static int make_sketch(struct app *app, const char *name, struct sketch *s)
{
	static const char *const titles[] = { "title", "title-fr", "title-ar" };
	const char *what = args_get(&app->args, "what");
	static const char *const whats[] = { "persons", "visits", "both", NULL };
	bool given = what != NULL || args_has(&app->args, "like");
	size_t i;

	*s = (struct sketch){ .name = name, .minutes = "90", .count = "visits" };
	s->file = arena_printf(&app->arena, "programs/%s.yaml", name);
	for (i = 0; i < 3; i++) {
		s->title[i] = args_get(&app->args, titles[i]);
		given = given || s->title[i] != NULL;
	}
	if (s->title[0] == NULL)
		s->title[0] = capital(app, name);
	if (!sketch_what(s, what != NULL ? what : "persons"))
		return say_unknown("answer to --what", what, whats);
	s->asked = !given && prompt_possible();
	return s->asked ? sketch_ask(app, s) : 0;
}

/* What was made is shown and tried at once. */
static int show(struct app *app, const char *path, const struct str *text)
{
	if (prompt_possible())
		fprintf(stderr, "\n%s\n", text->s);
	app->args.words[1] = path;
	app->args.n = 2;
	return program_check(app);
}

int program_new(struct app *app)
{
	const char *name = app->args.words[1], *path;
	struct sketch s;
	struct str out;
	struct stat st;
	int status;

	if (app->args.n > 2)
		return say_fail(ERR_USAGE, "program new: '%s' is one argument too many", app->args.words[2]);
	if (!text_is_name(name))
		return say_fail(ERR_USAGE,
				"'%s' is not the name of a program (1 to 64 of a-z 0-9 _, the first a letter)", name);
	path = in_city(app, arena_printf(&app->arena, "programs/%s.yaml", name));
	if (lstat(path, &st) == 0)
		return say_fail(ERR_USAGE, "%s is there already: it is not overwritten (give another name)", path);
	status = make_sketch(app, name, &s);
	str_init(&out, STR_MAX_DEFAULT);
	if (status == 0)
		status = fill(app, &s, &out);
	if (status == 0)
		status = make_folder(app);
	if (status == 0)
		status = write_file(path, &out);
	if (status == 0) {
		say_note("made %s", path);
		status = show(app, path, &out);
	}
	str_release(&out);
	return status == 0 ? program_add(app, name, s.asked) : status;
}
