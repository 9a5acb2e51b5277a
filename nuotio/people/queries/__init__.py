"""What pages and services read of organisations and their people."""
