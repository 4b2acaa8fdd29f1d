"""Made-up people in three languages, and questions about them whose answers are known."""
