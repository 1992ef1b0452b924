"""What a person asks for, a file each. A command reads files, calls pure functions and prints."""
