# The data files that the ingest room carries inside the binary, so that it needs none at run time.

set(AGENT_PATTERNS "${CMAKE_CURRENT_BINARY_DIR}/agent_patterns.tsv")
set(AGENT_PATTERNS_FROM
  "${CMAKE_SOURCE_DIR}/script/data/agent_patterns.mjs"
  "${CMAKE_SOURCE_DIR}/node_modules/uap-core/regexes.yaml"
  "${CMAKE_SOURCE_DIR}/node_modules/crawler-user-agents/crawler-user-agents.json")
find_program(NODE node REQUIRED)
add_custom_command(OUTPUT "${AGENT_PATTERNS}"
  COMMAND "${NODE}" ${AGENT_PATTERNS_FROM} "${AGENT_PATTERNS}"
  DEPENDS ${AGENT_PATTERNS_FROM} VERBATIM)

set(COUNTRIES
  "${CMAKE_SOURCE_DIR}/node_modules/@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb")
set(SOURCES "${CMAKE_SOURCE_DIR}/src/ingest/data/sources.tsv")

set(EMBEDDED "${CMAKE_CURRENT_SOURCE_DIR}/ingest/data/embedded.S")
target_sources(glassjar_ingest PRIVATE "${EMBEDDED}")
set_source_files_properties("${EMBEDDED}" PROPERTIES
  COMPILE_DEFINITIONS
    "AGENT_PATTERNS=\"${AGENT_PATTERNS}\";COUNTRIES=\"${COUNTRIES}\";SOURCES=\"${SOURCES}\""
  OBJECT_DEPENDS "${AGENT_PATTERNS};${COUNTRIES};${SOURCES}")
