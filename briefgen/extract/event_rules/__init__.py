"""The rules by which what is told of a day becomes an event, and tellings of one event become one."""
