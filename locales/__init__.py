"""Translations: the template ``lotse.pot`` and one catalog a language.

``python -m locales`` reads the sentences out of the sources and brings template and catalogs up
to date; translations are typed into the catalogs by people.
"""
