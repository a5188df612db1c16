// The data files of embed.cmake as symbols; cookies/embedded.h reads them.
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

    embed public_suffixes, PUBLIC_SUFFIXES
    embed companies, COMPANIES
    embed cookie_purposes, COOKIE_PURPOSES

    .section .note.GNU-stack, "", %progbits
