#include "config.h"
#include "plugin/whole.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#ifdef __ELF__
#include <link.h>
#include <sys/stat.h>

static bool read_at(FILE *f, long at, void *out, size_t n)
{
	return fseek(f, at, SEEK_SET) == 0 && fread(out, 1, n, f) == n;
}

/* Whether all that the program headers name lies before the file's end. */
static bool segments_fit(FILE *f, const ElfW(Ehdr) *header, uint64_t size)
{
	ElfW(Phdr) segment;
	unsigned i;

	for (i = 0; i < header->e_phnum; i++)
		if (header->e_phoff > size || header->e_phentsize != sizeof(segment) ||
		    !read_at(f, (long)(header->e_phoff + i * sizeof(segment)), &segment, sizeof(segment)) ||
		    segment.p_offset > size || segment.p_filesz > size - segment.p_offset)
			return false;
	return true;
}

int whole_check(const char *file, struct sijil_err *err)
{
	FILE *f = fopen(file, "rbe");
	ElfW(Ehdr) header;
	struct stat st;
	bool whole = true;

	if (f == NULL) /* dlopen() knows why */
		return 0;
	if (fstat(fileno(f), &st) == 0 && read_at(f, 0, &header, sizeof(header)) &&
	    memcmp(header.e_ident, ELFMAG, SELFMAG) == 0)
		whole = segments_fit(f, &header, (uint64_t)st.st_size);
	fclose(f);
	if (whole)
		return 0;
	return err_set(err, ERR_UNAVAILABLE,
		       "%s is cut off: it has %lld bytes, its header promises more (copy it again)", file,
		       (long long)st.st_size);
}
#else
int whole_check(const char *file, struct sijil_err *err)
{
	(void)file;
	(void)err;
	return 0;
}
#endif
