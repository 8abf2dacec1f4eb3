dist_doc_DATA = README.md LICENSE conf/benguerir.yaml
EXTRA_DIST += conf/demo.sh conf/samples

# Programs without code; what 'sijil program list' names, and 'new --like' copies.
programsdir = $(pkgdatadir)/programs
dist_programs_DATA = \
	conf/programs/digital_skills_seniors.yaml \
	conf/programs/family_learning.yaml \
	conf/programs/workplace_training.yaml

demo: all
	@$(SHELL) '$(srcdir)/conf/demo.sh' '$(abs_top_builddir)/sijil' '$(abs_top_builddir)/plugins/.libs' \
	  '$(abs_top_srcdir)/conf' '$(abs_top_builddir)/demo'

clean-local:
	rm -rf demo
.PHONY: demo
