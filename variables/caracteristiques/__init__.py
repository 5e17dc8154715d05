"""Who the persons are and how they live: ages, family, nationality, activity."""
