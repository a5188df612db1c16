// The data files of embed.cmake as symbols; ingest/embedded.h reads them.
    .section .rodata

    .macro embed name, file
    .balign 16
    .globl glassjar_\name\()_begin
    .globl glassjar_\name\()_end
glassjar_\name\()_begin:
    .incbin "\file"
glassjar_\name\()_end:
    .byte 0
    .endm

    embed agent_patterns, AGENT_PATTERNS
    embed countries, COUNTRIES
    embed sources, SOURCES

    .section .note.GNU-stack, "", %progbits
