/*
 * The template is a plugin that works, called `template`.  A copy is the same with other names: `template` by the
 * plugin's name, `Template` by its title, and the codes of its rules, TE-..., by the first letters of its name.
 */
#include "config.h"

#include "cli/scaffold.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"

enum { FILE_MAX = 1 << 20 };

/* What it consists of; the first folder it needs comes first. */
static const char *const files[] = {
	"template.c", "Makefile", "README.md", "example/sijil.yaml", "example/01_workshop.csv", "example/expected.tsv"
};
enum { N_FILES = sizeof(files) / sizeof(files[0]) };

struct names {
	const char *name; /* book_club */
	char title[72];   /* Book club */
	char code[8];     /* BC */
};

static void make_names(struct names *n, const char *name)
{
	size_t i, k = 0;

	*n = (struct names){ .name = name };
	for (i = 0; name[i] != '\0'; i++)
		n->title[i] = name[i] != '_' ? name[i] : ' ';
	n->title[0] = (char)toupper((unsigned char)n->title[0]);
	for (i = 0; name[i] != '\0' && k < 4; i++)
		if (i == 0 || (name[i - 1] == '_' && name[i] != '_'))
			n->code[k++] = (char)toupper((unsigned char)name[i]);
	if (k == 1 && isalnum((unsigned char)name[1]))
		n->code[k] = (char)toupper((unsigned char)name[1]);
}

static void substitute(const struct names *n, const char *text, struct str *out)
{
	const struct {
		const char *from, *to;
	} words[] = { { "template", n->name }, { "Template", n->title }, { "TE-", n->code } };
	size_t i;

	while (*text != '\0') {
		for (i = 0; i < 3 && strncmp(text, words[i].from, strlen(words[i].from)) != 0; i++)
			;
		if (i == 3) {
			str_addc(out, *text++);
			continue;
		}
		str_add(out, words[i].to);
		if (i == 2)
			str_addc(out, '-');
		text += strlen(words[i].from);
	}
}

static int failed(const char *what, const char *path)
{
	return say_fail(ERR_IO, "cannot %s %s: %s", what, path, strerror(errno));
}

/* The file's text; NULL after saying why. */
static char *read_text(struct app *app, const char *path)
{
	char *text = arena_alloc(&app->arena, FILE_MAX + 1);
	FILE *f = fopen(path, "rb");
	size_t n;

	if (f == NULL) {
		say_fail(ERR_UNAVAILABLE,
			 "cannot read %s: %s (the folder of the template is that of --from, else 'template' in "
			 "SIJIL_DATA, else the one installed with sijil)",
			 path, strerror(errno));
		return NULL;
	}
	n = fread(text, 1, FILE_MAX, f);
	fclose(f);
	text[n] = '\0';
	return text;
}

static int write_text(const char *path, const struct str *text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	bool written;

	if (fd < 0)
		return failed("create", path);
	written = write(fd, text->s, text->len) == (ssize_t)text->len && fsync(fd) == 0;
	return close(fd) == 0 && written ? 0 : failed("write", path);
}

/* Where file i of the template stands in the folder: template.c becomes NAME.c. */
static const char *place(struct app *app, const char *dir, const struct names *n, size_t i)
{
	return i == 0 ? arena_printf(&app->arena, "%s/%s.c", dir, n->name)
		      : arena_printf(&app->arena, "%s/%s", dir, files[i]);
}

static int write_all(struct app *app, const char *from, const char *dir, const struct names *n)
{
	const char *example = arena_printf(&app->arena, "%s/example", dir);
	struct str out;
	int status = mkdir(example, 0777) != 0 ? failed("create", example) : 0;
	size_t i;

	str_init(&out, STR_MAX_DEFAULT);
	for (i = 0; i < N_FILES && status == 0; i++) {
		char *text = read_text(app, arena_printf(&app->arena, "%s/%s", from, files[i]));

		if (text == NULL) {
			status = ERR_UNAVAILABLE;
			break;
		}
		str_clear(&out);
		substitute(n, text, &out);
		status = write_text(place(app, dir, n, i), &out);
	}
	str_release(&out);
	return status;
}

static void take_back(struct app *app, const char *dir, const struct names *n)
{
	size_t i;

	for (i = 0; i < N_FILES; i++)
		unlink(place(app, dir, n, i));
	rmdir(arena_printf(&app->arena, "%s/example", dir));
	rmdir(dir);
}

int scaffold_write(struct app *app, const char *from, const char *name, const char *to)
{
	char *dir = arena_printf(&app->arena, "%s.XXXXXX", to);
	mode_t mask = umask(0);
	struct names names;
	struct stat st;
	int status;

	umask(mask);
	if (!text_is_name(name))
		return say_fail(ERR_USAGE,
				"'%s' is not the name of a plugin (1 to 64 of a-z 0-9 _, the first a letter)", name);
	if (lstat(to, &st) == 0)
		return say_fail(ERR_USAGE, "%s is there already: it is not overwritten (give another folder)", to);
	make_names(&names, name);
	if (mkdtemp(dir) == NULL)
		return failed("create", to);
	status = write_all(app, from, dir, &names);
	if (status == 0 && (chmod(dir, 0777 & ~mask & ~(mode_t)S_IWOTH) != 0 || rename(dir, to) != 0))
		status = failed("create", to);
	if (status != 0)
		take_back(app, dir, &names);
	return status;
}
