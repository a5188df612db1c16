// The data files of embed.cmake as symbols; audit/embedded.h reads them.
    .section .rodata

    .macro embed name, file
    .balign 16
    .globl glassjar_audit_\name\()_begin
    .globl glassjar_audit_\name\()_end
glassjar_audit_\name\()_begin:
    .incbin "\file"
glassjar_audit_\name\()_end:
    .byte 0
    .endm

    embed record, RECORD
    embed choose, CHOOSE
    embed autoconsent, AUTOCONSENT
    embed rules, RULES

    .section .note.GNU-stack, "", %progbits
