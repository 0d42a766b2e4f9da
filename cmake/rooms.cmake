# vitrine_room(FOLDER [USES FOLDER...] [LIBRARIES TARGET...]): makes the folder src/FOLDER a library. It finds its files
# by their names (without x_test.cpp, x_bench.cpp, x_fuzz.cpp and x_testing.cpp). Users see only its own headers,
# through a folder of links, so that the compiler finds no header of a room that is not listed.
#
# VITRINE_FLOORS makes one library of all rooms of a group (src/cv/, src/site/ ...). The whole is built sooner, since the
# libraries' headers are read a dozen times instead of forty; but each room sees all headers of its group.
# Names in anonymous namespaces must differ within a group, since its files may be compiled as one.
set_property(GLOBAL PROPERTY VITRINE_ROOMS "")

# The library that the room's files are in.
function(vitrine_library_of out folder)
  if(VITRINE_FLOORS)
    string(REGEX REPLACE "/.*" "" folder ${folder})
  endif()
  string(REPLACE "/" "_" room "vitrine_${folder}")
  set(${out} ${room} PARENT_SCOPE)
endfunction()

add_library(vitrine_foundation INTERFACE) # the libraries that every room may use
target_link_libraries(vitrine_foundation INTERFACE Threads::Threads Boost::headers nlohmann_json::nlohmann_json)
target_compile_definitions(vitrine_foundation INTERFACE BOOST_ASIO_NO_DEPRECATED BOOST_ASIO_DISABLE_BOOST_COROUTINE)

if(VITRINE_OPEN_ROOMS)
  target_include_directories(vitrine_foundation INTERFACE ${CMAKE_SOURCE_DIR}/src)
endif()

# The big headers of libraries, precompiled once for all rooms. A compiler that reads each file alone and without them,
# as in clang-tidy's configuration, shows that each file includes what it uses.
if(VITRINE_PRECOMPILE)
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/precompiled.cpp CONTENT "")
  add_library(vitrine_precompiled OBJECT ${CMAKE_BINARY_DIR}/precompiled.cpp)
  target_link_libraries(vitrine_precompiled PRIVATE vitrine_foundation)
  target_precompile_headers(vitrine_precompiled PRIVATE <nlohmann/json.hpp> <boost/asio/awaitable.hpp>
    <boost/asio/co_spawn.hpp> <boost/asio/thread_pool.hpp> <boost/asio/use_awaitable.hpp> <algorithm> <chrono>
    <filesystem> <functional> <iostream> <map> <memory> <optional> <string> <thread> <unordered_map> <vector>)
endif()

function(vitrine_room folder)
  cmake_parse_arguments(ROOM "" "" "USES;LIBRARIES" ${ARGN})
  vitrine_library_of(room ${folder})
  set(path ${CMAKE_SOURCE_DIR}/src/${folder})

  file(GLOB sources CONFIGURE_DEPENDS ${path}/*.cpp)
  list(FILTER sources EXCLUDE REGEX "(_test|_bench|_fuzz|_testing|cli/main)\\.cpp$")
  file(GLOB headers CONFIGURE_DEPENDS ${path}/*.hpp)
  if(NOT sources)
    message(FATAL_ERROR "The room ${folder} has no files: src/CMakeLists.txt")
  endif()
  string(REPLACE "/" "_" name "vitrine_${folder}")
  set(shown ${CMAKE_BINARY_DIR}/rooms/${name})
  file(REMOVE_RECURSE ${shown})
  file(MAKE_DIRECTORY ${shown}/${folder})
  foreach(header IN LISTS headers)
    cmake_path(GET header FILENAME file)
    file(CREATE_LINK ${header} ${shown}/${folder}/${file} SYMBOLIC)
  endforeach()

  if(NOT TARGET ${room})
    add_library(${room} STATIC)
    set_property(GLOBAL APPEND PROPERTY VITRINE_ROOMS ${room})
  endif()
  if(NOT TARGET ${name})
    add_library(${name} ALIAS ${room})
  endif()
  target_sources(${room} PRIVATE ${sources})
  if(NOT VITRINE_OPEN_ROOMS)
    target_include_directories(${room} PUBLIC ${shown})
  endif()
  target_link_libraries(${room} PUBLIC vitrine_foundation ${ROOM_LIBRARIES})
  if(VITRINE_OPEN_ROOMS)
    target_link_libraries(vitrine_foundation INTERFACE ${ROOM_LIBRARIES})
  endif()
  foreach(used IN LISTS ROOM_USES)
    vitrine_library_of(library ${used})
    if(NOT TARGET ${library})
      message(FATAL_ERROR "${folder} uses ${used}, which does not stand above it: src/CMakeLists.txt")
    elseif(NOT library STREQUAL room)
      target_link_libraries(${room} PUBLIC ${library})
    endif()
  endforeach()
  if(VITRINE_JUMBO GREATER 1)
    set_target_properties(${room} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE ${VITRINE_JUMBO})
    # g++ treats the anonymous namespace of an included .cpp like one in a header
    target_compile_options(${room} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
  endif()
  if(VITRINE_PRECOMPILE)
    target_precompile_headers(${room} REUSE_FROM vitrine_precompiled)
  endif()

  if(VITRINE_FUZZ)
    file(GLOB targets CONFIGURE_DEPENDS ${path}/*_fuzz.cpp)
    foreach(source IN LISTS targets)
      cmake_path(GET source STEM name)
      add_executable(${name} ${source})
      target_link_libraries(${name} PRIVATE ${room})
      target_link_options(${name} PRIVATE -fsanitize=fuzzer)
      set_property(GLOBAL APPEND PROPERTY VITRINE_FUZZ_TARGETS ${name})
    endforeach()
  endif()
endfunction()
