"""How one written message leaves through one address: mail, chat, SMS, pagers, signed webhooks."""
