# embed_assets(TARGET [ONLY REGEX] [HEADER FILE] [NAMESPACE NAME]): bundles web/ and adds those of its
# files whose name in the bundle matches to the target's sources, behind HEADER's assets().
function(embed_assets target)
  cmake_parse_arguments(EMBED "" "ONLY;HEADER;NAMESPACE" "" ${ARGN})
  find_program(NODE node REQUIRED)
  set(bundle "${CMAKE_BINARY_DIR}/web")
  file(GLOB_RECURSE inputs CONFIGURE_DEPENDS
    "${CMAKE_SOURCE_DIR}/web/*.ts" "${CMAKE_SOURCE_DIR}/web/*.tsx" "${CMAKE_SOURCE_DIR}/web/*.css"
    "${CMAKE_SOURCE_DIR}/web/*.html" "${CMAKE_SOURCE_DIR}/web/*.json" "${CMAKE_SOURCE_DIR}/web/*.mjs"
    "${CMAKE_SOURCE_DIR}/web/*.svg")
  if(NOT TARGET glassjar_web_bundle)
    add_custom_command(
      OUTPUT "${bundle}/manifest.json"
      COMMAND "${NODE}" web/bundle.mjs "${bundle}"
      WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}"
      DEPENDS ${inputs} "${CMAKE_SOURCE_DIR}/package-lock.json"
      COMMENT "Bundling the front end" VERBATIM)
    add_custom_target(glassjar_web_bundle DEPENDS "${bundle}/manifest.json")
  endif()
  set(assembler "${CMAKE_BINARY_DIR}/${target}_assets.S")
  set(table "${CMAKE_BINARY_DIR}/${target}_assets.cpp")
  add_custom_command(
    OUTPUT "${assembler}" "${table}"
    COMMAND "${NODE}" cmake/embed_assets.mjs "${bundle}" "${assembler}" "${table}" "${EMBED_HEADER}"
      "${EMBED_NAMESPACE}" "${EMBED_ONLY}"
    WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}"
    DEPENDS "${bundle}/manifest.json" "${CMAKE_SOURCE_DIR}/cmake/embed_assets.mjs"
    VERBATIM)
  set_property(SOURCE "${assembler}" APPEND PROPERTY OBJECT_DEPENDS "${bundle}/manifest.json")
  target_sources(${target} PRIVATE "${assembler}" "${table}")
  add_dependencies(${target} glassjar_web_bundle)
endfunction()
