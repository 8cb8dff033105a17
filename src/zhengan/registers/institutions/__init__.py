"""The institution itself, the people who answer for it, its lead department, and risks somebody accepted."""
