"""The rules of this house, executable: each names the file and the line that breaks it."""
