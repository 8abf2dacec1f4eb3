/* Tables that the loader takes, and texts that people can read. */
#include "config.h"

#include <string.h>

#include "base/text.h"
#include "cli/conform.h"

enum verdict trial_tables(struct trial *t)
{
	struct trial_city c;
	enum verdict v = trial_city_open(t, NULL, &c);
	const struct program *p;

	if (v == TRIAL_PASSED) {
		p = &c.registry->programs[0];
		str_addf(&t->detail, "%s %s, ABI %u: kinds, rules, metrics and options are sound", p->plugin->name,
			 p->plugin->version, p->plugin->abi);
	}
	trial_city_close(&c);
	return v;
}

/* The texts looked at, and those that could be there and are not. */
struct texts {
	struct trial *trial;
	size_t n, unhinted;
};

/* One text for people: not blank, trimmed, UTF-8 on one line; messages, which others go on from, without a full stop.
 */
static bool is_text(struct texts *x, const char *where, const char *name, const char *what, const char *text, bool stop)
{
	size_t n = text != NULL ? strlen(text) : 0, bad;
	const char *why = n == 0 || strspn(text, " \t\n") == n   ? "is empty"
			  : !text_valid(text, n, &bad)           ? "is not UTF-8"
			  : strpbrk(text, "\n\r\t") != NULL      ? "is not on one line"
			  : text[0] == ' ' || text[n - 1] == ' ' ? "begins or ends with a blank"
			  : !stop && text[n - 1] == '.'          ? "ends with a full stop"
								 : NULL;

	x->n++;
	if (why == NULL)
		return true;
	trial_fail(x->trial, "%s '%s': %s %s", where, name, what, why);
	return false;
}

static bool fields_speak(struct texts *x, const struct sijil_kind *k)
{
	const struct sijil_field *f;

	for (f = k->fields; f != NULL && f->name != NULL; f++) {
		x->unhinted += f->hint == NULL;
		if (!is_text(x, "field", f->name, "title", f->title, false) ||
		    (f->hint != NULL && !is_text(x, "field", f->name, "hint", f->hint, true)))
			return false;
	}
	return true;
}

/* SC-E04 is an error's code: where a code says the severity, it is that of one of its rows. */
static bool code_fits(struct texts *x, const struct sijil_rule *rules, const char *code)
{
	static const char letters[] = { [SIJIL_INFO] = 'I', [SIJIL_WARNING] = 'W', [SIJIL_ERROR] = 'E' };
	const char *dash = strrchr(code, '-');
	const struct sijil_rule *r;

	if (dash == NULL || dash[1] == '\0' || strchr("EWI", dash[1]) == NULL || dash[2] < '0' || dash[2] > '9')
		return true;
	for (r = rules; r->code != NULL; r++)
		if (strcmp(r->code, code) == 0 && letters[r->severity] == dash[1])
			return true;
	trial_fail(x->trial, "rule '%s': its code says '%c', its severity is another (E error, W warning, I info)",
		   code, dash[1]);
	return false;
}

static bool rules_speak(struct texts *x, const struct sijil_rule *rules)
{
	const struct sijil_rule *r;

	for (r = rules; r != NULL && r->code != NULL; r++)
		if (!is_text(x, "rule", r->code, "message", r->message, false) ||
		    !is_text(x, "rule", r->code, "remedy", r->remedy, false) || !code_fits(x, rules, r->code))
			return false;
	return true;
}

static bool metrics_speak(struct texts *x, const struct sijil_metric *m)
{
	for (; m != NULL && m->code != NULL; m++)
		if (!is_text(x, "metric", m->code, "title", m->title, false) ||
		    !is_text(x, "metric", m->code, "unit", m->unit, true) ||
		    !is_text(x, "metric", m->code, "definition", m->definition, true))
			return false;
	return true;
}

static bool plugin_speaks(struct texts *x, const struct sijil_plugin *p)
{
	const struct sijil_option *o;
	const struct sijil_kind *k;

	for (o = p->options; o != NULL && o->name != NULL; o++)
		if (!is_text(x, "option", o->name, "title", o->title, false))
			return false;
	for (k = p->kinds; k->name != NULL; k++)
		if (!is_text(x, "kind", k->name, "title", k->title, false) || !fields_speak(x, k))
			return false;
	return rules_speak(x, p->rules) && metrics_speak(x, p->metrics);
}

enum verdict trial_texts(struct trial *t)
{
	struct texts x = { .trial = t };
	struct trial_city c;
	enum verdict v = trial_city_open(t, NULL, &c);

	if (v == TRIAL_PASSED && !plugin_speaks(&x, c.registry->programs[0].plugin))
		v = TRIAL_FAILED;
	if (v == TRIAL_PASSED)
		str_addf(&t->detail, "%zu titles, hints, messages and definitions; %zu fields without a hint", x.n,
			 x.unhinted);
	trial_city_close(&c);
	return v;
}
