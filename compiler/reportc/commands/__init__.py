"""The commands, a file each: they read options, call the compiler and print; `cli` names them."""
