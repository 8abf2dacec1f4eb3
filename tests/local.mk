# Unit tests: one Criterion program per room of core/, its cases in tests/unit/ROOM/.
# Shell tests: the command, the installed tree, and what a compiler cannot see.  All speak TAP.
include tests/fixtures/local.mk
include tests/unit/base/local.mk
include tests/unit/config/local.mk
include tests/unit/plugin/local.mk
include tests/unit/log/local.mk
include tests/unit/rules/local.mk
include tests/unit/metrics/local.mk
include tests/unit/exchange/local.mk
include tests/unit/report/local.mk
include tests/cli/local.mk
include tests/bench/local.mk
include tests/fuzz/local.mk
include tests/reference/local.mk

if HAVE_CRITERION
UNIT_TESTS = \
	tests/unit_base \
	tests/unit_config \
	tests/unit_plugin \
	tests/unit_log \
	tests/unit_rules \
	tests/unit_metrics \
	tests/unit_exchange \
	tests/unit_report
check_PROGRAMS += $(UNIT_TESTS)
TESTS += $(UNIT_TESTS)
else
check-local:
	@echo "Criterion not found: the unit tests were NOT run (install libcriterion-dev)" >&2; exit 1
endif

TEST_CPPFLAGS = $(AM_CPPFLAGS) -DTOP_SRCDIR='"$(abs_top_srcdir)"' -DTOP_BUILDDIR='"$(abs_top_builddir)"'
TEST_CFLAGS = $(AM_CFLAGS) $(CRITERION_CFLAGS) $(SQLITE_CFLAGS) $(SODIUM_CFLAGS) -Wno-missing-prototypes
TEST_LDADD = core/libsijil.la $(CRITERION_LIBS)

tests_unit_base_CPPFLAGS = $(TEST_CPPFLAGS)
tests_unit_base_CFLAGS = $(TEST_CFLAGS)
tests_unit_base_LDADD = $(TEST_LDADD)
tests_unit_config_CPPFLAGS = $(TEST_CPPFLAGS)
tests_unit_config_CFLAGS = $(TEST_CFLAGS)
tests_unit_config_LDADD = $(TEST_LDADD)
tests_unit_plugin_CPPFLAGS = $(TEST_CPPFLAGS)
tests_unit_plugin_CFLAGS = $(TEST_CFLAGS)
tests_unit_plugin_LDADD = $(TEST_LDADD)
tests_unit_log_CPPFLAGS = $(TEST_CPPFLAGS)
tests_unit_log_CFLAGS = $(TEST_CFLAGS)
tests_unit_log_LDADD = $(TEST_LDADD) $(SQLITE_LIBS) $(SODIUM_LIBS)
tests_unit_rules_CPPFLAGS = $(TEST_CPPFLAGS)
tests_unit_rules_CFLAGS = $(TEST_CFLAGS)
tests_unit_rules_LDADD = $(TEST_LDADD)
tests_unit_metrics_CPPFLAGS = $(TEST_CPPFLAGS)
tests_unit_metrics_CFLAGS = $(TEST_CFLAGS)
tests_unit_metrics_LDADD = $(TEST_LDADD)
tests_unit_exchange_CPPFLAGS = $(TEST_CPPFLAGS)
tests_unit_exchange_CFLAGS = $(TEST_CFLAGS) $(LIBZIP_CFLAGS) $(EXPAT_CFLAGS)
tests_unit_exchange_LDADD = $(TEST_LDADD) $(LIBZIP_LIBS)
tests_unit_report_CPPFLAGS = $(TEST_CPPFLAGS)
tests_unit_report_CFLAGS = $(TEST_CFLAGS)
tests_unit_report_LDADD = $(TEST_LDADD)

TEST_EXTENSIONS = .sh
LOG_COMPILER = $(SHELL) $(top_srcdir)/tests/run.sh
LOG_DRIVER = env AM_TAP_AWK='$(AWK)' $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
SH_LOG_COMPILER = $(SHELL)
SH_LOG_DRIVER = $(LOG_DRIVER)
AM_TESTS_ENVIRONMENT = \
	top_srcdir='$(abs_top_srcdir)'; export top_srcdir; \
	top_builddir='$(abs_top_builddir)'; export top_builddir; \
	CC='$(CC)'; export CC; \
	MANDOC='$(MANDOC)'; export MANDOC; \
	SQLITE3='$(SQLITE3)'; export SQLITE3; \
	SIJIL_VALGRIND='$(SIJIL_VALGRIND)'; export SIJIL_VALGRIND; \
	ASAN_OPTIONS="detect_leaks=1:strict_string_checks=1:$$ASAN_OPTIONS"; export ASAN_OPTIONS; \
	LSAN_OPTIONS="suppressions=$(abs_top_srcdir)/tests/lsan.supp:print_suppressions=0:$$LSAN_OPTIONS"; export LSAN_OPTIONS; \
	UBSAN_OPTIONS="print_stacktrace=1:halt_on_error=1:$$UBSAN_OPTIONS"; export UBSAN_OPTIONS;

EXTRA_DIST += tests/run.sh tests/lsan.supp tests/valgrind.supp tests/data

# "make check-valgrind": the unit tests under memcheck.
check-valgrind: all
	$(MAKE) $(AM_MAKEFLAGS) check TESTS="$(UNIT_TESTS)" \
	  SIJIL_VALGRIND="$(LIBTOOL) --mode=execute $(VALGRIND) -q --trace-children=yes --suppressions=$(abs_top_srcdir)/tests/valgrind.supp \
	    --leak-check=full --show-leak-kinds=definite --errors-for-leak-kinds=definite"
.PHONY: check-valgrind
