/* What doctor found, for people: what there is, what was found, and last the commands that mend it. */
#include "config.h"

#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "cli/doctor.h"
#include "report/cell.h"
#include "report/wrap.h"

struct page {
	struct str *out;
	size_t width;
};

/* A paragraph: from `indent` on, further lines two columns more to the right. */
static void __attribute__((format(printf, 3, 4))) line(const struct page *p, size_t indent, const char *format, ...)
{
	const struct wrap w = { .width = p->width, .indent = indent, .hang = indent + 2 };
	struct str text, cell;
	va_list args;

	str_init(&text, STR_MAX_DEFAULT);
	str_init(&cell, STR_MAX_DEFAULT);
	va_start(args, format);
	str_vaddf(&text, format, args);
	va_end(args);
	cell_add(&cell, text.s);
	wrap_add(p->out, cell.s, &w);
	str_release(&cell);
	str_release(&text);
}

static void write_plugin(const struct page *page, const struct doctor_plugin *p)
{
	const char *program = p->program != NULL ? p->program : "(no id)";

	if (p->why != NULL) {
		line(page, 2, "%s: %s, NOT loaded", program, p->plugin);
		if (p->file != NULL)
			line(page, 4, "%s", p->file);
		return;
	}
	line(page, 2, "%s: %s %s, ABI %lld, %s", program, p->plugin, p->version, (long long)p->abi, p->source);
	line(page, 4, "%s", p->file);
}

static void write_register(const struct page *page, const struct doctor *d)
{
	char day[DATE_TEXT];

	line(page, 0, "Register %s", d->reg.path);
	if (!d->reg.found)
		line(page, 2, "not there");
	else if (!d->reg.opened)
		line(page, 2, "there, and cannot be opened");
	else
		line(page, 2, "schema %d, %s", LOG_SCHEMA_VERSION, d->reg.writable ? "writable" : "NOT writable");
	if (d->reg.verified)
		line(page, 2, "%lld %s, %s", (long long)d->reg.entries, d->reg.entries == 1 ? "entry" : "entries",
		     d->reg.faults == 0 ? "everything is as it was written" : "NOT as it was written");
	if (d->reg.last_day != DATE_NONE)
		line(page, 2, "last entry of %s", date_text(d->reg.last_day, day));
}

static void write_environment(const struct page *page, const struct doctor *d)
{
	char day[DATE_TEXT];
	size_t i;

	line(page, 0, "Environment");
	line(page, 2, "locale %s, %s", d->env.locale, d->env.encoding);
	line(page, 2, "time zone %s, today %s, from %s", d->env.time_zone,
	     d->env.today != DATE_NONE ? date_text(d->env.today, day) : "cannot be told", d->env.day_from);
	for (i = 0; i < d->env.n_variables; i++)
		line(page, 2, "%s", d->env.variables[i]);
}

static void write_found(const struct page *page, const struct doctor *d, bool problems, const char *title)
{
	size_t i, n = problems ? d->problems : d->n_found - d->problems;

	if (n == 0)
		return;
	str_addc(page->out, '\n');
	line(page, 0, "%s: %zu", title, n);
	for (i = 0; i < d->n_found; i++) {
		const struct diagnosis *f = &d->found[i];

		if (f->problem == problems)
			line(page, 2, "- %s", f->message);
	}
}

static bool said_before(const struct doctor *d, size_t i)
{
	size_t k;

	for (k = 0; k < i; k++)
		if (d->found[k].mend != NULL && strcmp(d->found[k].mend, d->found[i].mend) == 0)
			return true;
	return false;
}

/* As they are typed: a command is never broken into lines. */
static void write_mend(const struct page *page, const struct doctor *d)
{
	const char *at;
	size_t i, n;

	str_add(page->out, "\nTo mend it:\n");
	for (i = 0; i < d->n_found; i++) {
		if (d->found[i].mend == NULL || said_before(d, i))
			continue;
		for (at = d->found[i].mend; *at != '\0'; at += n + (at[n] == '\n')) {
			n = strcspn(at, "\n");
			str_add(page->out, "    ");
			str_addn(page->out, at, n);
			str_addc(page->out, '\n');
		}
	}
	str_addf(page->out, "    %s doctor\n", d->sijil);
}

void doctor_text(const struct doctor *d, struct str *out)
{
	const struct page page = { out, say_columns() };
	const struct city *city = d->app->city;
	const char *name = city != NULL ? label_text(&city->name, city->language) : NULL;
	size_t i;

	line(&page, 0, "City %s%s%s", name != NULL ? name : "", name != NULL ? ", " : "", d->yaml);
	line(&page, 0, "Plugins in %s", d->app->plugin_dir);
	for (i = 0; i < d->n_plugins; i++)
		write_plugin(&page, &d->plugins[i]);
	if (d->n_plugins == 0)
		line(&page, 2, "no programs could be read");
	write_register(&page, d);
	write_environment(&page, d);
	write_found(&page, d, false, "Notes");
	write_found(&page, d, true, "Problems");
	if (d->problems > 0)
		write_mend(&page, d);
	else
		str_add(out, "\nNothing needs mending.\n");
}
