# Includes the module's CMakeLists.txt with stand-ins for the two functions of Zephyr that it calls,
# and writes what it asked for to ARGUMENTS, as arguments of the compiler.
function(zephyr_include_directories)
  foreach(directory IN LISTS ARGN)
    if(NOT IS_DIRECTORY "${directory}")
      message(FATAL_ERROR "no folder ${directory}")
    endif()
    file(APPEND "${ARGUMENTS}" "-I${directory}\n")
  endforeach()
endfunction()

function(zephyr_library_import name path)
  if(NOT EXISTS "${path}")
    message(FATAL_ERROR "no library ${path} for ${name}")
  endif()
  file(APPEND "${ARGUMENTS}" "${path}\n")
endfunction()

file(WRITE "${ARGUMENTS}" "")
include("${MODULE}/zephyr/CMakeLists.txt")
