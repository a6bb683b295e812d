"""How big a file may be, and how much the process that reads it may use."""

MB = 1024 * 1024

FILE_BYTES = 25 * MB
# What a spreadsheet (a zip) may become once unpacked, and how many parts it may have.
UNPACKED_BYTES = 400 * MB
ZIP_PARTS = 5_000
ROWS = 200_000
COLUMNS = 200
CELL_LETTERS = 20_000
# What is shown before the columns are agreed.
SAMPLE_ROWS = 10
# Contents that columns are guessed from.
GUESS_ROWS = 200

# The reading process: memory of its own, seconds of processor, seconds on the clock.
MEMORY_BYTES = 1_536 * MB
LOOK_SECONDS = 20
READ_SECONDS = 240
OPEN_FILES = 64
