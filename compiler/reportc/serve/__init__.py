"""The clerk's page from this machine: the file that carries everything, or a page with this Python as its compiler."""
