/* The options of a program, and their places in the instance. */
#include "config.h"

#include "plugin/tables_part.h"

#include <string.h>

/* The member of the instance that an option of the type fills. */
static const struct place {
	size_t size, align;
} places[] = {
	[SIJIL_TEXT] = { sizeof(const char *), _Alignof(const char *) },
	[SIJIL_INT] = { sizeof(int64_t), _Alignof(int64_t) },
	[SIJIL_BOOL] = { sizeof(bool), _Alignof(bool) },
	[SIJIL_CHOICE] = { sizeof(const char *), _Alignof(const char *) },
};

static int check_place(const struct sijil_plugin *p, size_t row, struct sijil_err *err)
{
	const struct sijil_option *o = &p->options[row];
	const struct place *place = &places[o->type];

	if (o->offset > p->instance_size || place->size > p->instance_size - o->offset)
		return table_fault(err,
				   "its place %zu..%zu is outside the instance of %zu bytes (is instance_size the "
				   "sizeof of the struct that SIJIL_OPTION names?)",
				   o->offset, o->offset + place->size, p->instance_size);
	if (o->offset % place->align != 0)
		return table_fault(err, "its place %zu is not aligned for %s", o->offset, table_type_name(o->type));
	for (size_t i = 0; i < row; i++) {
		const struct sijil_option *other = &p->options[i];

		if (o->offset < other->offset + places[other->type].size && other->offset < o->offset + place->size)
			return table_fault(err, "its place in the instance is also that of '%s'", other->name);
	}
	return 0;
}

static int check_option(const struct sijil_plugin *p, size_t row, struct sijil_err *err)
{
	const struct sijil_option *o = &p->options[row];
	struct table_values values = { .type = o->type, .min = o->min, .max = o->max, .choices = o->choices };

	if (table_text(o->title, "title", err) != 0)
		return -1;
	if (table_type_name(o->type) == NULL || places[o->type].size == 0)
		return table_fault(
			err, "type %d is not one that options have (SIJIL_INT, SIJIL_BOOL, SIJIL_TEXT, SIJIL_CHOICE)",
			(int)o->type);
	if (o->type != SIJIL_INT &&
	    table_unset(o->min != 0 || o->max != 0, "min or max", "only SIJIL_INT has limits", err))
		return -1;
	if (o->type == SIJIL_INT &&
	    table_unset(o->choices != NULL, "choices", "a SIJIL_INT option has limits only", err))
		return -1;
	if (o->type == SIJIL_TEXT && o->choices != NULL)
		values.type = SIJIL_CHOICE; /* SIJIL_OPTION() cannot tell them apart */
	if (table_values_sound(&values, err) != 0 || table_preset(&values, o->preset, err) != 0)
		return -1;
	return check_place(p, row, err);
}

static int check_name(const struct sijil_plugin *p, size_t row, struct sijil_err *err)
{
	if (table_name(p->options[row].name, "option", row, err) != 0)
		return -1;
	for (size_t i = 0; i < row; i++)
		if (strcmp(p->options[i].name, p->options[row].name) == 0)
			return table_fault(err, "option '%s': stands twice in the table", p->options[row].name);
	return 0;
}

int tables_check_options(const struct sijil_plugin *p, struct sijil_err *err)
{
	size_t n;

	if (table_rows(p->options, sizeof(*p->options), "options", &n, err) != 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		if (check_name(p, i, err) != 0)
			return -1;
		if (check_option(p, i, err) != 0)
			return err_context(err, "option '%s'", p->options[i].name);
	}
	return 0;
}
