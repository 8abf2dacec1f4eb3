# "make bench": seeded logs of 10^5 and 10^6 entries; see tests/bench/README.md.
check_PROGRAMS += tests/bench/generate
tests_bench_generate_SOURCES = tests/bench/generate.c
EXTRA_DIST += tests/bench/bench.sh tests/bench/agree.awk tests/bench/README.md \
	tests/bench/e2c.sql tests/bench/literacy.sql tests/bench/spaces.sql

bench: all tests/bench/generate$(EXEEXT)
	$(SHELL) '$(srcdir)/tests/bench/bench.sh' '$(abs_top_builddir)/sijil' '$(abs_top_builddir)/plugins/.libs' \
	  '$(abs_top_builddir)/tests/bench/generate'
.PHONY: bench
check_PROGRAMS += tests/read_source
tests_read_source_SOURCES = tests/bench/read_source.c
tests_read_source_LDADD = core/libsijil.la
