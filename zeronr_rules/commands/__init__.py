"""The commands of ``zeronr``: what each takes, and what it prints."""
