#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/cli.h"

static const struct option options[] = {
	{ .name = "from", .value = "FILE", .help = "start from this sijil.yaml instead of the built-in one" },
	{ .name = "dry-run", .letter = 'n', .help = "say what would be made, write nothing" },
	{ 0 },
};

/* What a new city starts from: small enough to be read whole. */
static const char starter[] =
	"# The city's configuration; 'man sijil.yaml' documents every key.  'sijil check' reads it again.\n"
	"sijil: 1\n"
	"\n"
	"city:\n"
	"  name: {en: My city, fr: Ma ville, ar: مدينتي}\n"
	"  time_zone: Africa/Casablanca\n"
	"  currency: MAD\n"
	"  language: en              # of labels: ar, fr or en\n"
	"  school_year_start: 9      # month\n"
	"  fiscal_year_start: 1\n"
	"\n"
	"# Where things happen.  The id is what is typed and what stands in files.\n"
	"sites:\n"
	"  - {id: centre, name: {en: Community centre, fr: Centre communautaire, ar: مركز}, area: urban}\n"
	"\n"
	"# What happens there.  The plugin says what can be logged and what the numbers mean.\n"
	"programs:\n"
	"  - id: second_chance\n"
	"    plugin: second_chance_schools\n"
	"    title: {en: Second-chance school, fr: École de la deuxième chance, ar: مدرسة الفرصة الثانية}\n"
	"  - id: literacy\n"
	"    plugin: womens_literacy\n"
	"    title: {en: Women's literacy, fr: Alphabétisation des femmes, ar: محو أمية النساء}\n"
	"  - id: spaces\n"
	"    plugin: community_spaces\n"
	"    title: {en: Community learning spaces, fr: Espaces communautaires, ar: فضاءات التعلم}\n"
	"\n"
	"# Numbers of fewer persons than this are not printed.\n"
	"privacy: {suppress_below: 5}\n";

static int failed(const char *what, const char *path)
{
	return say_fail(ERR_IO, "cannot %s %s: %s", what, path, strerror(errno));
}

static int write_new(const char *path, const char *bytes, size_t n)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	bool written;

	if (fd < 0)
		return failed("create", path);
	written = write(fd, bytes, n) == (ssize_t)n && fsync(fd) == 0;
	if (close(fd) == 0 && written)
		return 0;
	unlink(path);
	return failed("write", path);
}

static int copy_file(struct app *app, const char *from, const char *to)
{
	enum { MAX = 1 << 20 };
	char *bytes = arena_alloc(&app->arena, MAX + 1);
	FILE *f = fopen(from, "rb");
	size_t n;

	if (f == NULL)
		return say_fail(ERR_NOINPUT, "cannot read %s: %s", from, strerror(errno));
	n = fread(bytes, 1, MAX + 1, f);
	fclose(f);
	if (n > MAX)
		return say_fail(ERR_DATA, "%s is larger than 1 MiB: not a sijil.yaml", from);
	return write_new(to, bytes, n);
}

static int make_yaml(struct app *app, const char *path)
{
	const char *from = args_get(&app->args, "from");

	if (access(path, F_OK) == 0) {
		if (from != NULL)
			return say_fail(ERR_USAGE, "%s is there already: it is not overwritten", path);
		say_note("%s is there already and stays as it is", path);
		return 0;
	}
	return from != NULL ? copy_file(app, from, path) : write_new(path, starter, sizeof(starter) - 1);
}

static int say_plan(struct app *app, const char *yaml, const char *log)
{
	const char *from = args_get(&app->args, "from");

	if (from != NULL && access(from, R_OK) != 0)
		return say_fail(ERR_NOINPUT, "cannot read %s: %s", from, strerror(errno));
	if (access(yaml, F_OK) != 0)
		say_note("would make %s%s%s", yaml, from != NULL ? " from " : "", from != NULL ? from : "");
	say_note("would make %s; nothing was written (dry run)", log);
	return 0;
}

static int run(struct app *app)
{
	const char *dir = app->args.n > 0 ? app->args.words[0] : app->dir;
	const char *yaml = arena_printf(&app->arena, "%s/sijil.yaml", dir);
	const char *log = arena_printf(&app->arena, "%s/register.db", dir);
	struct sijil_err err = { 0 };
	int status;

	if (access(log, F_OK) == 0)
		return say_fail(ERR_USAGE, "%s is there already: a register is never overwritten", log);
	if (args_has(&app->args, "dry-run"))
		return say_plan(app, yaml, log);
	if (mkdir(dir, 0777) != 0 && errno != EEXIST)
		return failed("create", dir);
	status = make_yaml(app, yaml);
	if (status != 0)
		return status;
	if (log_create(log, &err) != 0)
		return say_error(&err);
	say_note("made %s and %s", yaml, log);
	say_note("next: describe your sites and programs in %s, then 'sijil -C %s programs'", yaml, dir);
	return 0;
}

const struct command cmd_init = {
	.name = "init",
	.arguments = "[DIR]",
	.summary = "Make a city: a folder with sijil.yaml and an empty register",
	.options = options,
	.max_args = 1,
	.needs = NEEDS_NOTHING,
	.run = run,
};
