"""`make bench`: first how fast a mail is understood, then how well."""

from bench import language, speed

speed.main()
language.main(())
