"""How articles come in by the command line: options of reading, pages from the web, folders that are watched."""
