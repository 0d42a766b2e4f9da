# Compiles files into the program, so that one binary is complete.
#
# vitrine_embed(<out-var>): every file under schema/, src/messages/assets/, src/render/assets/ and src/site/assets/ becomes a resource named by
# its path from the source root ("schema/resume.schema.json"); src/base/resources.hpp finds it.
# The bytes go in through the assembler's .incbin, which costs no compile time.
function(vitrine_embed out)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR}
    ${CMAKE_SOURCE_DIR}/schema/*.json ${CMAKE_SOURCE_DIR}/schema/*.yaml ${CMAKE_SOURCE_DIR}/src/render/assets/*
    ${CMAKE_SOURCE_DIR}/src/messages/assets/* ${CMAKE_SOURCE_DIR}/src/site/assets/*)
  list(REMOVE_ITEM files schema/rules.json) # becomes a header: rules.cmake
  list(SORT files)
  set(assembly ".section .note.GNU-stack,\"\",%progbits\n.section .rodata\n")
  set(declarations "")
  set(rows "")
  set(index 0)
  foreach(file IN LISTS files)
    string(APPEND assembly
      ".global vitrine_res_${index}_begin\n.global vitrine_res_${index}_end\n"
      "vitrine_res_${index}_begin:\n.incbin \"${CMAKE_SOURCE_DIR}/${file}\"\nvitrine_res_${index}_end:\n.byte 0\n")
    string(APPEND declarations
      "extern \"C\" const char vitrine_res_${index}_begin[];\nextern \"C\" const char vitrine_res_${index}_end[];\n")
    string(APPEND rows
      "    {\"${file}\", {vitrine_res_${index}_begin, static_cast<std::size_t>(vitrine_res_${index}_end - vitrine_res_${index}_begin)}},\n")
    math(EXPR index "${index} + 1")
  endforeach()
  set(table_source
"#include \"base/resources.hpp\"
${declarations}
namespace vitrine::base {
std::span<const Resource> all_resources() {
  static const Resource table[] = {
${rows}  };
  return table;
}
}  // namespace vitrine::base
")
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/embedded/data.S CONTENT "${assembly}" @ONLY)
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/embedded/table.cpp CONTENT "${table_source}" @ONLY)
  list(TRANSFORM files PREPEND ${CMAKE_SOURCE_DIR}/ OUTPUT_VARIABLE absolute)
  set_source_files_properties(${CMAKE_BINARY_DIR}/embedded/data.S TARGET_DIRECTORY vitrine_base PROPERTIES OBJECT_DEPENDS "${absolute}")
  set(${out} ${CMAKE_BINARY_DIR}/embedded/data.S ${CMAKE_BINARY_DIR}/embedded/table.cpp PARENT_SCOPE)
endfunction()
