# The open data that the cookies room carries inside the binary, each made compact by a script.

# The Public Suffix List as uBlock Origin's package has it: fresher than Debian's publicsuffix.
file(GLOB PUBLIC_SUFFIX_LIST
  "/usr/share/mozilla/extensions/*/uBlock0@raymondhill.net/assets/thirdparties/publicsuffix.org/list/effective_tld_names.dat")
if(NOT PUBLIC_SUFFIX_LIST)
  message(FATAL_ERROR "no Public Suffix List: apt-get install webext-ublock-origin-firefox")
endif()
list(GET PUBLIC_SUFFIX_LIST 0 PUBLIC_SUFFIX_LIST)
find_program(NODE node REQUIRED)

# cookies_data(NAME OUTPUT INPUT...): script/data/NAME.mjs makes OUTPUT of the inputs.
function(cookies_data name output)
  set(script "${CMAKE_SOURCE_DIR}/script/data/${name}.mjs")
  add_custom_command(OUTPUT "${CMAKE_CURRENT_BINARY_DIR}/${output}"
    COMMAND "${NODE}" "${script}" ${ARGN} "${CMAKE_CURRENT_BINARY_DIR}/${output}"
    DEPENDS "${script}" ${ARGN} VERBATIM)
endfunction()

cookies_data(public_suffixes public_suffixes.bin "${PUBLIC_SUFFIX_LIST}")
cookies_data(companies companies.tsv
  "${CMAKE_SOURCE_DIR}/node_modules/third-party-web/dist/entities-nostats.json"
  "${CMAKE_SOURCE_DIR}/src/cookies/data/companies.tsv")
cookies_data(cookie_purposes cookie_purposes.tsv
  "${CMAKE_SOURCE_DIR}/node_modules/@slashgear/gdpr-cookie-scanner/dist/data/open-cookie-database.json")

set(COOKIES_EMBEDDED "${CMAKE_CURRENT_SOURCE_DIR}/cookies/data/embedded.S")
set(COOKIES_DATA "${CMAKE_CURRENT_BINARY_DIR}")
target_sources(glassjar_cookies PRIVATE "${COOKIES_EMBEDDED}")
set_source_files_properties("${COOKIES_EMBEDDED}" PROPERTIES
  COMPILE_DEFINITIONS
    "PUBLIC_SUFFIXES=\"${COOKIES_DATA}/public_suffixes.bin\";COMPANIES=\"${COOKIES_DATA}/companies.tsv\";COOKIE_PURPOSES=\"${COOKIES_DATA}/cookie_purposes.tsv\""
  OBJECT_DEPENDS
    "${COOKIES_DATA}/public_suffixes.bin;${COOKIES_DATA}/companies.tsv;${COOKIES_DATA}/cookie_purposes.tsv")
