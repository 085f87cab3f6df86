"""The commands, a file for each or for two that belong together; they read options, call the compiler and print."""
