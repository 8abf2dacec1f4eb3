#include "config.h"

#include "errors.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "config/yaml.h"

char *errors_text(const struct err_list *errs, const char *folder)
{
	struct str all, one;
	size_t skip = folder != NULL ? strlen(folder) : 0;

	str_init(&all, STR_MAX_DEFAULT);
	str_init(&one, STR_MAX_DEFAULT);
	for (size_t i = 0; i < errs->n; i++) {
		str_clear(&one);
		err_text(&errs->items[i], &one);
		str_addf(&all, "%s\n", one.s + (skip > 0 && strncmp(one.s, folder, skip) == 0 ? skip : 0));
	}
	if (errs->total > errs->n)
		str_addf(&all, "... and %zu more\n", errs->total - errs->n);
	str_release(&one);
	return all.s;
}

char *yaml_errors(const char *bytes, size_t n)
{
	struct arena arena = { 0 };
	struct err_list errs = { 0 };
	char *text;

	yaml_read_bytes(bytes, n, "t.yaml", &arena, &errs);
	text = errors_text(&errs, NULL);
	arena_release(&arena);
	return text;
}

char *errors_write(const char *name, const char *text)
{
	char folder[] = P_tmpdir "/sijil-config-XXXXXX", *path = NULL;
	FILE *f;

	if (mkdtemp(folder) == NULL || asprintf(&path, "%s/%s", folder, name) < 0)
		abort();
	f = fopen(path, "w");
	if (f == NULL || fputs(text, f) < 0 || fclose(f) != 0)
		abort();
	return path;
}

void errors_unlink(char *path)
{
	unlink(path);
	*strrchr(path, '/') = '\0';
	rmdir(path);
	free(path);
}
