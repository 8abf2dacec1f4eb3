/* Every file of a corpus, once: its name, then "ok". */
#include "config.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "fuzz.h"

static int is_input(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static void run_file(const char *path)
{
	FILE *f = fopen(path, "rb");
	static uint8_t bytes[1 << 20];
	size_t n;

	REQUIRE(f != NULL);
	n = fread(bytes, 1, sizeof(bytes), f);
	REQUIRE(n < sizeof(bytes) && fclose(f) == 0);
	LLVMFuzzerTestOneInput(bytes, n);
}

int main(int argc, char **argv)
{
	struct dirent **names;
	char path[4096];
	int n, i;

	REQUIRE(argc == 2);
	n = scandir(argv[1], &names, is_input, alphasort);
	REQUIRE(n > 0);
	for (i = 0; i < n; i++) {
		printf("%s ", names[i]->d_name);
		fflush(stdout);
		snprintf(path, sizeof(path), "%s/%s", argv[1], names[i]->d_name);
		run_file(path);
		puts("ok");
		free(names[i]);
	}
	free(names);
	return 0;
}
