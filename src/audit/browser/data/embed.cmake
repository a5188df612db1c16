# The scripts that the audit's browser runs, carried inside the binary. autoconsent and its rules are
# DuckDuckGo's, under the Mozilla Public License 2.0; their source is the npm package
# @duckduckgo/autoconsent of the version in package.json.

set(AUDIT_DATA "${CMAKE_CURRENT_SOURCE_DIR}/audit/browser/data")
set(AUTOCONSENT "${CMAKE_SOURCE_DIR}/node_modules/@duckduckgo/autoconsent")
set(AUTOCONSENT_SCRIPT "${AUTOCONSENT}/dist/autoconsent.playwright.js")
set(CONSENT_RULES "${CMAKE_CURRENT_BINARY_DIR}/consent_rules.json")
find_program(NODE node REQUIRED)
add_custom_command(OUTPUT "${CONSENT_RULES}"
  COMMAND "${NODE}" "${CMAKE_SOURCE_DIR}/script/data/consent_rules.mjs" "${AUTOCONSENT}" "${CONSENT_RULES}"
  DEPENDS "${CMAKE_SOURCE_DIR}/script/data/consent_rules.mjs" "${AUTOCONSENT}/package.json" VERBATIM)

target_sources(glassjar_audit_browser PRIVATE "${AUDIT_DATA}/embedded.S")
set_source_files_properties("${AUDIT_DATA}/embedded.S" PROPERTIES
  COMPILE_DEFINITIONS
    "RECORD=\"${AUDIT_DATA}/record.js\";CHOOSE=\"${AUDIT_DATA}/choose.js\";AUTOCONSENT=\"${AUTOCONSENT_SCRIPT}\";RULES=\"${CONSENT_RULES}\""
  OBJECT_DEPENDS "${AUDIT_DATA}/record.js;${AUDIT_DATA}/choose.js;${AUTOCONSENT_SCRIPT};${CONSENT_RULES}")
