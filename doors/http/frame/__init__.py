"""What every operation needs: who asks, what is brought, what is answered, and what goes wrong."""
