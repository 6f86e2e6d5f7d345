Dear teacher, the dog ate my homework.
