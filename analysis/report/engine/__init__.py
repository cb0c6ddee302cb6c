"""A notebook executed, in a real kernel or in a process forked warm, and told truthfully."""
