"""What is fast, measured side by side against named references."""
