// Pages are complete without a client runtime; the small scripts of some pages are loaded by those pages alone.
export {}
