# "make check" gives every fuzz target its corpus; "make fuzz" lets libFuzzer loose on them (needs clang): see README.md.
FUZZ_TARGETS = csv values xlsx yaml
FUZZ_SECONDS = 60

FUZZ_SHARED = tests/fuzz/fuzz.c tests/fuzz/fuzz.h
FUZZ_CPPFLAGS = $(AM_CPPFLAGS) -D_GNU_SOURCE
FUZZ_CFLAGS = $(AM_CFLAGS) $(LIBZIP_CFLAGS)
FUZZ_LDADD = core/libsijil.la $(LIBZIP_LIBS)

FUZZ_TESTS = tests/fuzz/csv tests/fuzz/values tests/fuzz/xlsx tests/fuzz/yaml
check_PROGRAMS += $(FUZZ_TESTS)
TESTS += tests/fuzz/corpus.sh
tests_fuzz_csv_SOURCES = tests/fuzz/csv.c tests/fuzz/run.c $(FUZZ_SHARED)
tests_fuzz_csv_CPPFLAGS = $(FUZZ_CPPFLAGS)
tests_fuzz_csv_CFLAGS = $(FUZZ_CFLAGS)
tests_fuzz_csv_LDADD = $(FUZZ_LDADD)
tests_fuzz_values_SOURCES = tests/fuzz/values.c tests/fuzz/run.c $(FUZZ_SHARED)
tests_fuzz_values_CPPFLAGS = $(FUZZ_CPPFLAGS)
tests_fuzz_values_CFLAGS = $(FUZZ_CFLAGS)
tests_fuzz_values_LDADD = $(FUZZ_LDADD)
tests_fuzz_xlsx_SOURCES = tests/fuzz/xlsx.c tests/fuzz/run.c $(FUZZ_SHARED)
tests_fuzz_xlsx_CPPFLAGS = $(FUZZ_CPPFLAGS)
tests_fuzz_xlsx_CFLAGS = $(FUZZ_CFLAGS)
tests_fuzz_xlsx_LDADD = $(FUZZ_LDADD)
tests_fuzz_yaml_SOURCES = tests/fuzz/yaml.c tests/fuzz/run.c $(FUZZ_SHARED)
tests_fuzz_yaml_CPPFLAGS = $(FUZZ_CPPFLAGS)
tests_fuzz_yaml_CFLAGS = $(FUZZ_CFLAGS)
tests_fuzz_yaml_LDADD = $(FUZZ_LDADD)

# The same targets with libFuzzer's main(); made in a build folder of their own, by tests/fuzz/fuzz.sh.
EXTRA_PROGRAMS = tests/fuzz/libfuzzer_csv tests/fuzz/libfuzzer_values tests/fuzz/libfuzzer_xlsx tests/fuzz/libfuzzer_yaml
WITH_LIBFUZZER = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_libfuzzer_csv_SOURCES = tests/fuzz/csv.c $(FUZZ_SHARED)
tests_fuzz_libfuzzer_csv_CPPFLAGS = $(FUZZ_CPPFLAGS)
tests_fuzz_libfuzzer_csv_CFLAGS = $(FUZZ_CFLAGS)
tests_fuzz_libfuzzer_csv_LDADD = $(FUZZ_LDADD)
tests_fuzz_libfuzzer_csv_LDFLAGS = $(WITH_LIBFUZZER)
tests_fuzz_libfuzzer_values_SOURCES = tests/fuzz/values.c $(FUZZ_SHARED)
tests_fuzz_libfuzzer_values_CPPFLAGS = $(FUZZ_CPPFLAGS)
tests_fuzz_libfuzzer_values_CFLAGS = $(FUZZ_CFLAGS)
tests_fuzz_libfuzzer_values_LDADD = $(FUZZ_LDADD)
tests_fuzz_libfuzzer_values_LDFLAGS = $(WITH_LIBFUZZER)
tests_fuzz_libfuzzer_xlsx_SOURCES = tests/fuzz/xlsx.c $(FUZZ_SHARED)
tests_fuzz_libfuzzer_xlsx_CPPFLAGS = $(FUZZ_CPPFLAGS)
tests_fuzz_libfuzzer_xlsx_CFLAGS = $(FUZZ_CFLAGS)
tests_fuzz_libfuzzer_xlsx_LDADD = $(FUZZ_LDADD)
tests_fuzz_libfuzzer_xlsx_LDFLAGS = $(WITH_LIBFUZZER)
tests_fuzz_libfuzzer_yaml_SOURCES = tests/fuzz/yaml.c $(FUZZ_SHARED)
tests_fuzz_libfuzzer_yaml_CPPFLAGS = $(FUZZ_CPPFLAGS)
tests_fuzz_libfuzzer_yaml_CFLAGS = $(FUZZ_CFLAGS)
tests_fuzz_libfuzzer_yaml_LDADD = $(FUZZ_LDADD)
tests_fuzz_libfuzzer_yaml_LDFLAGS = $(WITH_LIBFUZZER)

EXTRA_DIST += tests/fuzz/README.md tests/fuzz/corpus.sh tests/fuzz/fuzz.sh tests/fuzz/corpus

fuzz:
	$(SHELL) '$(srcdir)/tests/fuzz/fuzz.sh' '$(abs_top_srcdir)' '$(abs_top_builddir)/fuzz' $(FUZZ_SECONDS) $(FUZZ_TARGETS)
.PHONY: fuzz
