// Stands in for a room that has only headers.
