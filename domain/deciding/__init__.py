"""What a command means: messages are read, dated, decided; facts that come late, from elsewhere, under other terms."""
