// The data files of embed.cmake as symbols; audit/browser/embedded.h reads them.
#include "base/embed.inc"

    embed audit_record, RECORD
    embed audit_choose, CHOOSE
    embed audit_autoconsent, AUTOCONSENT
    embed audit_rules, RULES

    .section .note.GNU-stack, "", %progbits
