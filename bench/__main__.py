"""`make bench`: how fast a mail is understood, how fast the pages come, and how well is understood."""

from bench import language, pages, speed

speed.main()
pages.main((0, 10_000))
language.main(())
