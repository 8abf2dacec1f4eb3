/*
 * Names, telephone numbers and e-mail addresses in texts about a person.  Letters are spelt out: what [A-Z] or a class
 * of characters holds depends on the locale, and an accented letter is one character or two bytes.  Names that are not
 * written in Latin letters are not found.
 */
#include "community_spaces.h"

#include <string.h>

#define UPPER                                                                                                         \
	"([ABCDEFGHIJKLMNOPQRSTUVWXYZ]|À|Á|Â|Ä|Ç|È|É|Ê|Ë|Ì|Í|Î|Ï|Ñ|Ò|Ó|Ô|Ö|Ù|Ú|Û|Ü|Œ)"
#define LOWER                                                                                                         \
	"([abcdefghijklmnopqrstuvwxyz]|à|á|â|ä|ç|è|é|ê|ë|ì|í|î|ï|ñ|ò|ó|ô|ö|ù|ú|û|ü|œ|'|’)"
#define DIGIT "([0123456789]|٠|١|٢|٣|٤|٥|٦|٧|٨|٩)"
#define BOUND "(^|[^abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ])"
#define BETWEEN "[ ._]+"
#define WORD UPPER "(" LOWER ")+"
#define LOUD UPPER "(" UPPER ")+" /* BENALI Amina */

/* An address with @, or seven digits or more with nothing but blanks, dots, dashes and + between them. */
#define CONTACTS "[^ ]@[^ ]|" DIGIT "([ .+-]*" DIGIT "){6,}"
/* Two capitalised words in a row. */
#define NAMES BOUND "(" WORD BETWEEN "(" WORD "|" LOUD ")|" LOUD BETWEEN WORD ")"

static int compile(regex_t *out, const char *pattern, const struct sijil_host *host, struct sijil_err *err)
{
	char why[128];
	const int rc = regcomp(out, pattern, REG_EXTENDED | REG_NOSUB);

	if (rc == 0)
		return 0;
	regerror(rc, out, why, sizeof(why));
	return host->fail(err,
			  "option 'private_pattern': '%.200s' is not an extended regular expression: %s; correct it, or leave "
			  "it out to look for names, telephone numbers and e-mail addresses",
			  pattern, why);
}

static bool matches(const regex_t *pattern, const char *text)
{
	return regexec(pattern, text, 0, NULL, 0) == 0;
}

int community_spaces_open_privacy(struct community_spaces *program, const struct sijil_host *host,
				  struct sijil_err *err)
{
	struct privacy *p = &program->privacy;

	p->own = program->private_pattern != NULL;
	if (compile(&p->contacts, p->own ? program->private_pattern : CONTACTS, host, err) != 0)
		return -1;
	if (!p->own && compile(&p->names, NAMES, host, err) != 0) {
		regfree(&p->contacts);
		return -1;
	}
	if (!matches(&p->contacts, ""))
		return 0;
	regfree(&p->contacts);
	return host->fail(err, "option 'private_pattern': '%.200s' fits every text; say what must not stand in one",
			  program->private_pattern);
}

void community_spaces_close_privacy(struct community_spaces *program)
{
	regfree(&program->privacy.contacts);
	if (!program->privacy.own)
		regfree(&program->privacy.names);
}

static bool is_private(const struct privacy *p, const char *field, const char *text)
{
	/* A partner is an organisation, which has a name. */
	return matches(&p->contacts, text) || (!p->own && strcmp(field, "partner") != 0 && matches(&p->names, text));
}

static const struct sijil_field *fields_of(const char *kind)
{
	const struct sijil_kind *k;

	for (k = community_spaces_kinds; k->name != NULL; k++)
		if (strcmp(k->name, kind) == 0)
			return k->fields;
	return NULL;
}

int community_spaces_private(const void *instance, const struct sijil_host *host, const struct sijil_history *history,
			     const struct sijil_entry *entry, struct sijil_report *report)
{
	const struct community_spaces *program = instance;
	const struct sijil_field *f;

	(void)history;
	for (f = fields_of(entry->kind); f != NULL && f->name != NULL; f++) {
		const char *text = f->type == SIJIL_TEXT ? host->text(entry, f->name) : NULL;

		if (text != NULL && is_private(&program->privacy, f->name, text))
			host->find(report, f->name,
				   "%s '%s' holds what looks like a name, a telephone number or an e-mail address", f->name,
				   text);
	}
	return 0;
}
