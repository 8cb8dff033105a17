"""SQL dumps of MySQL and PostgreSQL: what each statement says, whose column a value is, and how it is spelled."""
