// The data files of embed.cmake as symbols; cookies/embedded.h reads them.
#include "base/embed.inc"

    embed public_suffixes, PUBLIC_SUFFIXES
    embed companies, COMPANIES
    embed cookie_purposes, COOKIE_PURPOSES

    .section .note.GNU-stack, "", %progbits
