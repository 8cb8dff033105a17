"""What the pages share: tables over registers, forms from fields, figures against limits."""
