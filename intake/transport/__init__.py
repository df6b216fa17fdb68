"""The only doors to the network: IMAP in, SMTP out. Nothing here decides about the meaning of a mail."""
