"""What came of an event: results and medals, prizes, certificates. No word of the page: these are facts."""
