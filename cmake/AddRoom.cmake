# add_room(NAME): one library and one test program for a folder of src/, linked as
# src/layers.txt allows. Sources and *_test.cpp files are found, so none can be forgotten.

file(STRINGS "${CMAKE_CURRENT_SOURCE_DIR}/layers.txt" GLASSJAR_LAYERS REGEX "^[a-z_/]+:")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS
  "${CMAKE_CURRENT_SOURCE_DIR}/layers.txt")

# The rooms that `room` may include, as library names, into `out`.
function(allowed_rooms room out)
  set(libraries)
  foreach(line IN LISTS GLASSJAR_LAYERS)
    if(line MATCHES "^${room}:(.*)$")
      string(STRIP "${CMAKE_MATCH_1}" names)
      string(REPLACE " " ";" names "${names}")
      foreach(name IN LISTS names)
        string(REPLACE "/" "_" name "${name}")
        list(APPEND libraries "glassjar_${name}")
      endforeach()
    endif()
  endforeach()
  set(${out} "${libraries}" PARENT_SCOPE)
endfunction()

# add_room(storage/sqlite LIBS PkgConfig::SQLITE)
# ALONE names files of which another has a local name too: presets that compile several files as one
# (CMAKE_UNITY_BUILD) compile these by themselves. A "redefinition" there means: one more for the list.
function(add_room room)
  cmake_parse_arguments(ROOM "" "" "LIBS;TEST_LIBS;ALONE" ${ARGN})
  string(REPLACE "/" "_" target "${room}")
  file(GLOB all CONFIGURE_DEPENDS "${room}/*.cpp")
  if(room STREQUAL "storage")
    file(GLOB nouns CONFIGURE_DEPENDS "storage/records/*.cpp")
    list(APPEND all ${nouns})
  endif()
  set(sources ${all})
  set(tests ${all})
  list(FILTER sources EXCLUDE REGEX "(_(test|fuzz)|/main)\\.cpp$")
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  if(NOT sources)
    set(sources "${CMAKE_SOURCE_DIR}/cmake/empty.cpp")
  endif()
  list(TRANSFORM ROOM_ALONE REPLACE "(.+)" "${CMAKE_CURRENT_SOURCE_DIR}/${room}/\\1.cpp")
  set_source_files_properties(${ROOM_ALONE} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  allowed_rooms("${room}" rooms)
  add_library(glassjar_${target} STATIC ${sources})
  target_include_directories(glassjar_${target} PUBLIC "${CMAKE_SOURCE_DIR}/src")
  target_link_libraries(glassjar_${target} PUBLIC glassjar_options ${rooms} PRIVATE ${ROOM_LIBS})
  if(GLASSJAR_TESTS AND tests)
    add_executable(${target}_test ${tests})
    target_link_libraries(${target}_test PRIVATE glassjar_${target} glassjar_testing
      ${ROOM_LIBS} ${ROOM_TEST_LIBS})
    add_test(NAME ${target} COMMAND ${target}_test)
    set_tests_properties(${target} PROPERTIES LABELS unit TIMEOUT 600
      ENVIRONMENT "GLASSJAR_SHARED_DATA=${GLASSJAR_SHARED_DATA}")
  endif()
endfunction()
