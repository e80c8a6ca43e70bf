"""What is in force: values and procedures of the law and of the county; imports core only."""
