# The engine, as a convenience library shared by the command and the tests; one fragment per room, leftmost layer first.
noinst_LTLIBRARIES += core/libsijil.la
core_libsijil_la_SOURCES =
include core/base/local.mk
include core/config/local.mk
include core/plugin/local.mk
include core/log/local.mk
include core/rules/local.mk
include core/metrics/local.mk
include core/exchange/local.mk
include core/report/local.mk
core_libsijil_la_CPPFLAGS = $(AM_CPPFLAGS) -DSIJIL_PLUGINDIR='"$(plugindir)"'
core_libsijil_la_CFLAGS = $(AM_CFLAGS) $(CORE_WARN_CFLAGS) $(YAML_CFLAGS) $(SQLITE_CFLAGS) $(UTF8PROC_CFLAGS) $(SODIUM_CFLAGS) \
	$(LIBZIP_CFLAGS) $(EXPAT_CFLAGS) $(XLSXWRITER_CFLAGS)
core_libsijil_la_LIBADD = $(YAML_LIBS) $(SQLITE_LIBS) $(UTF8PROC_LIBS) $(SODIUM_LIBS) $(LTDL_LIBS) \
	$(LIBZIP_LIBS) $(EXPAT_LIBS) $(XLSXWRITER_LIBS)

bin_PROGRAMS += sijil
include core/cli/local.mk
sijil_CPPFLAGS = $(AM_CPPFLAGS) -DSIJIL_PKGDATADIR='"$(pkgdatadir)"'
sijil_CFLAGS = $(AM_CFLAGS) $(CORE_WARN_CFLAGS)
sijil_LDADD = core/libsijil.la

# The only header a plugin includes.
pkginclude_HEADERS = core/sijil/plugin.h

pkgconfigdir = $(libdir)/pkgconfig
pkgconfig_DATA = core/sijil.pc

dist_man_MANS += core/sijil.1 core/sijil.yaml.5 core/sijil-plugin.5 core/sijil-program.5
EXTRA_DIST += core/README.md
