# One stanza per plugin; plugins/README.md tells how to add one.
PLUGIN_LDFLAGS = $(AM_LDFLAGS) -module -avoid-version -no-undefined \
	-export-symbols-regex '_LTX_sijil_plugin$$' \
	-Wl,-z,now

# plugins/shared: tables of several plugins, as headers.
CLASSES_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/plugins/shared

plugin_LTLIBRARIES += plugins/second_chance_schools.la
plugins_second_chance_schools_la_CPPFLAGS = $(CLASSES_CPPFLAGS)
plugins_second_chance_schools_la_SOURCES = \
	plugins/second_chance_schools/at_risk.c \
	plugins/second_chance_schools/days.c \
	plugins/second_chance_schools/kinds.c \
	plugins/second_chance_schools/metrics.c \
	plugins/second_chance_schools/rules.c \
	plugins/second_chance_schools/second_chance_schools.c \
	plugins/second_chance_schools/second_chance_schools.h \
	plugins/shared/classes.h
plugins_second_chance_schools_la_LDFLAGS = $(PLUGIN_LDFLAGS)

plugin_LTLIBRARIES += plugins/womens_literacy.la
plugins_womens_literacy_la_CPPFLAGS = $(CLASSES_CPPFLAGS)
plugins_womens_literacy_la_SOURCES = \
	plugins/shared/classes.h \
	plugins/womens_literacy/kinds.c \
	plugins/womens_literacy/literates.c \
	plugins/womens_literacy/metrics.c \
	plugins/womens_literacy/rules.c \
	plugins/womens_literacy/scores.c \
	plugins/womens_literacy/womens_literacy.c \
	plugins/womens_literacy/womens_literacy.h
plugins_womens_literacy_la_LDFLAGS = $(PLUGIN_LDFLAGS)

plugin_LTLIBRARIES += plugins/community_spaces.la
plugins_community_spaces_la_SOURCES = \
	plugins/community_spaces/community_spaces.c \
	plugins/community_spaces/community_spaces.h \
	plugins/community_spaces/estimate.c \
	plugins/community_spaces/events.c \
	plugins/community_spaces/goals.c \
	plugins/community_spaces/kinds.c \
	plugins/community_spaces/metrics.c \
	plugins/community_spaces/opening.c \
	plugins/community_spaces/privacy.c \
	plugins/community_spaces/rules.c \
	plugins/community_spaces/visits.c
plugins_community_spaces_la_LDFLAGS = $(PLUGIN_LDFLAGS)

# What 'sijil plugin new' copies.
templatedir = $(pkgdatadir)/template
dist_template_DATA = plugins/template/Makefile plugins/template/README.md plugins/template/program.yaml.in \
	plugins/template/template.c
templateexampledir = $(templatedir)/example
dist_templateexample_DATA = \
	plugins/template/example/01_workshop.csv \
	plugins/template/example/expected.tsv \
	plugins/template/example/sijil.yaml

EXTRA_DIST += \
	plugins/README.md \
	plugins/community_spaces/README.md \
	plugins/second_chance_schools/README.md \
	plugins/womens_literacy/README.md

# plugindir is a "data" directory to automake (no "exec" in its name), hence install-data-hook.  Installed plugins are
# opened as NAME.so; a .la would make libltdl prefer the libdir recorded in it over the directory it was asked for.
install-data-hook:
	for p in $(plugin_LTLIBRARIES); do n=$${p##*/}; n=$${n%.la}; \
	  rm -f "$(DESTDIR)$(plugindir)/$$n.la" "$(DESTDIR)$(plugindir)/$$n.a"; \
	done
uninstall-hook:
	for p in $(plugin_LTLIBRARIES); do n=$${p##*/}; \
	  rm -f "$(DESTDIR)$(plugindir)/$${n%.la}.so"; \
	done
