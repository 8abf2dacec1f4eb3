dist_doc_DATA = README.md LICENSE conf/benguerir.yaml
EXTRA_DIST += conf/demo.sh conf/samples

demo: all
	@$(SHELL) '$(srcdir)/conf/demo.sh' '$(abs_top_builddir)/sijil' '$(abs_top_builddir)/plugins/.libs' \
	  '$(abs_top_srcdir)/conf' '$(abs_top_builddir)/demo'

clean-local:
	rm -rf demo
.PHONY: demo
