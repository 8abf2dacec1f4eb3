#include "config.h"
#include "cli/program_add.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/program.h"
#include "cli/prompt.h"

/* sijil.yaml, and where the lines go. */
struct place {
	struct app *app;
	const char *yaml, *name;
	char *text;
	size_t n, at;    /* bytes; where the lines are put */
	unsigned indent; /* blanks before the dash */
	mode_t mode;
};

static const char *lines_of(struct place *p)
{
	return arena_printf(&p->app->arena, "%*s- id: %s\n%*s  plugin: " PROGRAM_FILE "programs/%s.yaml\n",
			    (int)p->indent, "", p->name, (int)p->indent, "", p->name);
}

static int tell_lines(struct place *p, const char *why)
{
	p->indent = 2;
	if (why != NULL)
		say_note("%s was not changed: %s", p->yaml, why);
	say_note("to use it, write below 'programs:' in %s:", p->yaml);
	fputs(lines_of(p), stderr);
	return why != NULL ? ERR_CONFIG : 0;
}

static bool read_yaml(struct place *p)
{
	struct stat st;
	FILE *f;

	if (lstat(p->yaml, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size > YAML_BYTES_MAX)
		return false;
	p->mode = st.st_mode & 07777;
	p->text = arena_alloc(&p->app->arena, (size_t)st.st_size + 2);
	f = fopen(p->yaml, "rb");
	if (f == NULL)
		return false;
	p->n = fread(p->text, 1, (size_t)st.st_size, f);
	fclose(f);
	if (p->n > 0 && p->text[p->n - 1] != '\n')
		p->text[p->n++] = '\n';
	return true;
}

/* The first byte of a line, counted from 1; the end if there are not so many. */
static size_t line_start(const struct place *p, unsigned line)
{
	size_t at = 0;

	while (line > 1 && at < p->n)
		line -= p->text[at++] == '\n';
	return at;
}

/* Whether the line that ends before `at` is blank or a comment that stands at the margin. */
static bool is_margin(const struct place *p, size_t at, size_t *start)
{
	size_t from = at - 1;

	while (from > 0 && p->text[from - 1] != '\n')
		from--;
	*start = from;
	return p->text[from] == '#' || p->text[from + strspn(p->text + from, " \t\r")] == '\n';
}

/* After the last program, before what belongs to the next key. */
static bool find_place(struct place *p)
{
	struct err_list errs = { 0 };
	const struct yaml_node *root = yaml_read_bytes(p->text, p->n, p->yaml, &p->app->arena, &errs), *programs,
			       *first;
	unsigned next = 0;
	size_t i, start, dash;

	programs = root != NULL ? yaml_get(root, "programs") : NULL;
	if (programs == NULL || programs->type != YAML_LIST || programs->n == 0)
		return false;
	first = &programs->children[0];
	dash = line_start(p, first->line);
	p->indent = (unsigned)strspn(p->text + dash, " ");
	if (p->text[dash + p->indent] != '-')
		return false;
	for (i = 0; i < root->n; i++)
		if (root->children[i].key_line > programs->key_line && (next == 0 || root->children[i].key_line < next))
			next = root->children[i].key_line;
	p->at = next != 0 ? line_start(p, next) : p->n;
	while (p->at > dash && is_margin(p, p->at, &start))
		p->at = start;
	return p->at > dash;
}

static bool write_all(const char *path, const struct str *text, mode_t mode)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	bool written;

	if (fd < 0)
		return false;
	written = write(fd, text->s, text->len) == (ssize_t)text->len && fchmod(fd, mode) == 0 && fsync(fd) == 0;
	return close(fd) == 0 && written;
}

/* Read as sijil will: one program more, the last, and no mistake. */
static bool is_right(struct place *p, const char *path)
{
	struct err_list errs = { 0 };
	struct city *before = city_read(p->yaml, &p->app->arena, &errs),
		    *after = city_read(path, &p->app->arena, &errs);
	bool right = before != NULL && after != NULL && after->n_programs == before->n_programs + 1 &&
		     strcmp(after->programs[before->n_programs].id, p->name) == 0;

	city_free(before);
	city_free(after);
	return right;
}

static int add(struct place *p)
{
	const char *path = arena_printf(&p->app->arena, "%s.new", p->yaml);
	struct str text;
	bool right;

	if (access(path, F_OK) == 0)
		return tell_lines(p, arena_printf(&p->app->arena, "%s is in the way", path));
	str_init(&text, STR_MAX_DEFAULT);
	str_addn(&text, p->text, p->at);
	str_add(&text, lines_of(p));
	str_addn(&text, p->text + p->at, p->n - p->at);
	right = write_all(path, &text, p->mode) && is_right(p, path);
	str_release(&text);
	if (!right) {
		unlink(path);
		return tell_lines(p, "its list of programs is not written in a way that can be added to");
	}
	if (rename(path, p->yaml) != 0) {
		unlink(path);
		return say_fail(ERR_IO, "cannot write %s: %s", p->yaml, strerror(errno));
	}
	say_note("added to %s: program '%s'", p->yaml, p->name);
	return 0;
}

/* No answer is no. */
static bool is_wanted(struct place *p)
{
	const char *answer =
		prompt_line(&p->app->arena, arena_printf(&p->app->arena, "Add it to %s (yes or no) [yes]: ", p->yaml));

	return answer != NULL && (*answer == '\0' || strcmp(answer, "yes") == 0 || strcmp(answer, "y") == 0);
}

int program_add(struct app *app, const char *name, bool ask)
{
	struct place p = { .app = app, .name = name, .yaml = "sijil.yaml" };

	if (strcmp(app->dir, ".") != 0)
		p.yaml = arena_printf(&app->arena, "%s/sijil.yaml", app->dir);
	if (!args_has(&app->args, "add") && !(ask && access(p.yaml, W_OK) == 0 && is_wanted(&p)))
		return tell_lines(&p, NULL);
	if (!read_yaml(&p))
		return tell_lines(&p, "there is no such file here that could be changed");
	if (!find_place(&p))
		return tell_lines(&p, "its list of programs is not written in a way that can be added to");
	return add(&p);
}
