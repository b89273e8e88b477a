"""diplograph turns diplomatic news into a knowledge graph that a person can trust."""
