#include "config.h"
#include "cli/args.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"

const struct option global_options[] = {
	{ .name = "city",
	  .letter = 'C',
	  .value = "DIR",
	  .help = "the city's folder (sijil.yaml, register.db); else SIJIL_CITY, else here" },
	{ .name = "plugin-dir",
	  .value = "DIR",
	  .help = "where plugins are; else SIJIL_PLUGIN_PATH, else the installed ones" },
	{ .name = "lang", .value = "ar|fr|en", .help = "language of labels; else the city's" },
	{ .name = "help", .letter = 'h', .help = "this text" },
	{ 0 },
};

static const struct option *by_name(const struct option *table, const char *name, size_t n)
{
	for (; table != NULL && table->name != NULL; table++)
		if (strlen(table->name) == n && strncmp(table->name, name, n) == 0)
			return table;
	return NULL;
}

static const struct option *by_letter(const struct option *table, char letter)
{
	for (; table != NULL && table->name != NULL; table++)
		if (table->letter == letter)
			return table;
	return NULL;
}

static int unknown(const struct option *options, const char *word, struct sijil_err *err)
{
	const char *names[64], *near;
	const struct option *o;
	size_t n = 0;

	for (o = options; o != NULL && o->name != NULL && n < 40; o++)
		names[n++] = o->name;
	for (o = global_options; o->name != NULL; o++)
		names[n++] = o->name;
	names[n] = NULL;
	near = text_nearest(word + strspn(word, "-"), names);
	return err_set(err, ERR_USAGE, "unknown option '%s'%s%s%s", word, near != NULL ? " (did you mean '--" : "",
		       near != NULL ? near : "", near != NULL ? "'?)" : "");
}

static int give(struct args *args, const struct option *o, const char *value, struct sijil_err *err)
{
	if (args->n_given == ARGS_MAX)
		return err_set(err, ERR_USAGE, "more than %d options", ARGS_MAX);
	args->given[args->n_given].name = o->name;
	args->given[args->n_given++].value = value;
	return 0;
}

/* One option at argv[*i]; *i moves on if its value is the next word. */
static int take_option(struct args *args, const struct option *options, int argc, char **argv, int *i,
		       struct sijil_err *err)
{
	const char *word = argv[*i], *value = NULL;
	bool is_long = word[1] == '-';
	const char *equals = is_long ? strchr(word, '=') : NULL;
	size_t n = is_long ? (equals != NULL ? (size_t)(equals - word) : strlen(word)) - 2 : 1;
	const struct option *o = is_long ? by_name(options, word + 2, n) : by_letter(options, word[1]);

	if (o == NULL)
		o = is_long ? by_name(global_options, word + 2, n) : by_letter(global_options, word[1]);
	if (o == NULL)
		return unknown(options, word, err);
	if (is_long)
		value = equals != NULL ? equals + 1 : NULL;
	else if (word[2] != '\0')
		value = word + 2;
	if (o->value == NULL)
		return value != NULL ? err_set(err, ERR_USAGE, "option '--%s' takes no value", o->name)
				     : give(args, o, "", err);
	if (value == NULL && *i + 1 < argc)
		value = argv[++*i];
	if (value == NULL)
		return err_set(err, ERR_USAGE, "option '--%s' needs %s", o->name, o->value);
	return give(args, o, value, err);
}

int args_parse(struct args *args, const struct option *options, int argc, char **argv, struct sijil_err *err)
{
	bool ended = false;
	int i;

	*args = (struct args){ 0 };
	for (i = 1; i < argc; i++) {
		const char *word = argv[i];

		if (!ended && strcmp(word, "--") == 0) {
			ended = true;
		} else if (!ended && word[0] == '-' && word[1] != '\0' && !isdigit((unsigned char)word[1])) {
			if (take_option(args, options, argc, argv, &i, err) != 0)
				return -1;
		} else if (args->n == ARGS_MAX) {
			return err_set(err, ERR_USAGE, "more than %d arguments", ARGS_MAX);
		} else {
			args->words[args->n++] = word;
		}
	}
	return 0;
}

const char *args_get(const struct args *args, const char *name)
{
	int i;

	for (i = args->n_given; i > 0; i--)
		if (strcmp(args->given[i - 1].name, name) == 0)
			return args->given[i - 1].value;
	return NULL;
}

bool args_has(const struct args *args, const char *name)
{
	return args_get(args, name) != NULL;
}

const char *args_nth(const struct args *args, const char *name, int i)
{
	int k;

	for (k = 0; k < args->n_given; k++)
		if (strcmp(args->given[k].name, name) == 0 && i-- == 0)
			return args->given[k].value;
	return NULL;
}

void args_help(const struct option *options, struct str *out)
{
	enum { HELP_COLUMN = 28 };
	const struct option *o;

	for (o = options; o != NULL && o->name != NULL; o++) {
		size_t from = out->len, width;

		str_addf(out, "  %c%c%s --%s%s%s", o->letter != 0 ? '-' : ' ', o->letter != 0 ? o->letter : ' ',
			 o->letter != 0 ? "," : " ", o->name, o->value != NULL ? " " : "",
			 o->value != NULL ? o->value : "");
		width = out->len - from;
		str_addf(out, "%*s%s\n", width < HELP_COLUMN ? (int)(HELP_COLUMN - width) : 2, "", o->help);
	}
}
