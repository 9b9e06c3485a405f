"""Storage remembers: tables, queries, unit of work, migrations."""
