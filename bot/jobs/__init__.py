"""What runs beside the conversations: postman, clockwork, nursery."""
