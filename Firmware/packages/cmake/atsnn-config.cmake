# find_package(atsnn CONFIG): the target atsnn::atsnn, a static library and the folder of atsnn.h.
# The folder that holds lib and include is this file's, three up; it may stand anywhere.
get_filename_component(atsnn_prefix "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)

if(NOT TARGET atsnn::atsnn)
  add_library(atsnn::atsnn STATIC IMPORTED)
  set_target_properties(atsnn::atsnn PROPERTIES
    IMPORTED_LOCATION "${atsnn_prefix}/lib/libatsnn.a"
    INTERFACE_INCLUDE_DIRECTORIES "${atsnn_prefix}/include")
endif()

unset(atsnn_prefix)
