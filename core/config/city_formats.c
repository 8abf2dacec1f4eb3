/* city_formats: how the cells of a file are written, as an import mapping says it. */
#include "config.h"

#include "config/city_parts.h"

#include <string.h>

static void read_dates(const struct city_reader *r, const struct format_form *form, struct mapped_format *out)
{
	out->dates.pivot = DATE_NO_PIVOT;
	if (form->dates != NULL) {
		if (form->dates->type != YAML_SCALAR || date_style_parse(form->dates->text, &out->dates) != 0)
			decode_error(&r->d, form->dates,
				     "not a way to write dates (such as dd/mm/yyyy, mm/dd/yyyy, dd.mm.yyyy, dd-mmm-yyyy, iso, "
				     "iso-datetime)");
		out->order_said = true;
		out->pattern = form->dates->type == YAML_SCALAR ? form->dates->text : NULL;
	}
	if (form->pivot >= 0)
		out->dates.pivot = (int)form->pivot;
	if (form->excel != NULL) {
		const char *text = form->excel->type == YAML_SCALAR ? form->excel->text : "";

		if (strcmp(text, "true") == 0 || strcmp(text, "1900") == 0)
			out->dates.excel = 1900;
		else if (strcmp(text, "1904") == 0)
			out->dates.excel = 1904;
		else if (strcmp(text, "false") != 0)
			decode_error(&r->d, form->excel, "expected the year in which the day numbers begin: 1900 or 1904");
	}
	out->dates_said = form->dates != NULL || form->pivot >= 0 || form->excel != NULL;
}

/* '.', ',' or ' '; 0 and an error if it is none of those. */
static char read_separator(const struct city_reader *r, const struct yaml_node *node, const char *allowed)
{
	if (node->type == YAML_SCALAR && strlen(node->text) == 1 && strchr(allowed, *node->text) != NULL)
		return *node->text;
	decode_error(&r->d, node, "expected %s", strchr(allowed, ' ') != NULL ? "\".\", \",\" or \" \"" : "\",\" or \".\"");
	return '\0';
}

static void read_numbers(const struct city_reader *r, const struct format_form *form, struct mapped_format *out)
{
	char thousands = '\0';

	if (form->decimal != NULL)
		out->numbers.decimal = read_separator(r, form->decimal, ",.");
	if (form->thousands != NULL)
		thousands = read_separator(r, form->thousands, ",. ");
	if (thousands != '\0' && thousands == out->numbers.decimal)
		decode_error(&r->d, form->thousands, "the same stands before decimals");
	if (thousands == ' ')
		out->numbers.blank_thousands = true;
	else if (thousands != '\0')
		out->numbers.decimal = thousands == ',' ? '.' : ',';
	out->numbers_said = form->decimal != NULL || form->thousands != NULL;
}

static void read_missing(const struct city_reader *r, const struct yaml_node *node, struct mapped_format *out)
{
	const struct yaml_node *items = node->type == YAML_LIST ? node->children : node;
	const size_t n = node->type == YAML_LIST ? node->n : 1;

	out->missing = arena_alloc(r->d.arena, (n + 1) * sizeof(*out->missing));
	for (size_t i = 0; i < n; i++)
		if (items[i].type != YAML_SCALAR || *items[i].text == '\0')
			decode_error(&r->d, &items[i], "expected the words that stand for nothing, such as [\"n/a\", \"-\"]");
		else
			out->missing[i] = items[i].text;
}

void city_read_format(const struct city_reader *r, const struct format_form *form, struct mapped_format *out)
{
	read_dates(r, form, out);
	read_numbers(r, form, out);
	if (form->missing != NULL)
		read_missing(r, form->missing, out);
}
