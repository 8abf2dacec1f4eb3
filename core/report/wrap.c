#include "config.h"

#include "report/wrap.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

/* What cell_add() puts around a text with right-to-left letters. */
#define FSI "\xe2\x81\xa8"
#define PDI "\xe2\x81\xa9"

/* The next blank at which a line may end, or the end of the text: "80.9 %" stays together. */
static const char *next_break(const char *s)
{
	do
		s += strcspn(s + (*s == ' '), " ") + (*s == ' ');
	while (*s == ' ' && s[1] == '%');
	return s;
}

static bool fits(const char *s, const char *end, size_t width)
{
	char *line = mem_strndup(s, (size_t)(end - s));
	bool yes = text_width(line) <= width;

	free(line);
	return yes;
}

const char *wrap_end(const char *text, size_t width)
{
	const char *end = next_break(text);

	if (width == 0)
		return text + strlen(text);
	while (*end != '\0') {
		const char *next = next_break(end);

		if (!fits(text, next, width))
			return end;
		end = next;
	}
	return end;
}

/* Whether an isolate is open at the end of a line, at whose beginning it was or was not. */
static bool is_open(const char *line, bool open)
{
	for (; *line != '\0'; line++)
		if (strncmp(line, FSI, sizeof(FSI) - 1) == 0)
			open = true;
		else if (strncmp(line, PDI, sizeof(PDI) - 1) == 0)
			open = false;
	return open;
}

void wrap_add(struct str *out, const char *text, const struct wrap *w)
{
	size_t indent = w->indent;
	bool open = false;

	while (*text != '\0') {
		/* A page narrower than its indents has one word a line. */
		size_t room = w->width == 0 ? 0 : w->width > indent ? w->width - indent : 1;
		const char *end = wrap_end(text, room);
		char *line = mem_strndup(text, (size_t)(end - text));

		for (size_t i = 0; i < indent; i++)
			str_addc(out, ' ');
		str_addf(out, "%s%s", open ? FSI : "", line);
		open = is_open(line, open);
		str_addf(out, "%s\n", open ? PDI : "");
		free(line);
		text = end + (*end == ' ');
		indent = w->hang;
	}
}
