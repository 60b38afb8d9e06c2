# find_package(leadloom): the target leadloom::core.
include(CMakeFindDependencyMacro)
find_dependency(nlohmann_json 3.11)
include(${CMAKE_CURRENT_LIST_DIR}/leadloom-targets.cmake)
