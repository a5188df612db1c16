# embed_assets(TARGET): bundles web/ and adds the result to the target's sources.
function(embed_assets target)
  find_program(NODE node REQUIRED)
  set(bundle "${CMAKE_BINARY_DIR}/web")
  file(GLOB_RECURSE inputs CONFIGURE_DEPENDS
    "${CMAKE_SOURCE_DIR}/web/*.ts" "${CMAKE_SOURCE_DIR}/web/*.tsx" "${CMAKE_SOURCE_DIR}/web/*.css"
    "${CMAKE_SOURCE_DIR}/web/*.html" "${CMAKE_SOURCE_DIR}/web/*.json" "${CMAKE_SOURCE_DIR}/web/*.mjs"
    "${CMAKE_SOURCE_DIR}/web/*.svg")
  add_custom_command(
    OUTPUT "${bundle}/manifest.json"
    COMMAND "${NODE}" web/bundle.mjs "${bundle}"
    WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}"
    DEPENDS ${inputs} "${CMAKE_SOURCE_DIR}/package-lock.json"
    COMMENT "Bundling the front end" VERBATIM)
  set(assembler "${CMAKE_BINARY_DIR}/assets.S")
  set(table "${CMAKE_BINARY_DIR}/assets.cpp")
  add_custom_command(
    OUTPUT "${assembler}" "${table}"
    COMMAND "${NODE}" cmake/embed_assets.mjs "${bundle}" "${assembler}" "${table}"
    WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}"
    DEPENDS "${bundle}/manifest.json" "${CMAKE_SOURCE_DIR}/cmake/embed_assets.mjs"
    VERBATIM)
  set_property(SOURCE "${assembler}" APPEND PROPERTY OBJECT_DEPENDS "${bundle}/manifest.json")
  target_sources(${target} PRIVATE "${assembler}" "${table}")
endfunction()
