// The data files of embed.cmake as symbols; ingest/embedded.h reads them.
#include "base/embed.inc"

    embed agent_patterns, AGENT_PATTERNS
    embed countries, COUNTRIES
    embed sources, SOURCES

    .section .note.GNU-stack, "", %progbits
