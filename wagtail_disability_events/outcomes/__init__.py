"""What came of an event: results and medals, prizes, certificates. Facts beside the page, not words on it."""
