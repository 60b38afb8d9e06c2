# The WebAssembly module: dist/leadloom.wasm and the glue that the facade imports.
add_executable(leadloom_wasm wasm-bindings/bindings.cpp)
set_target_properties(leadloom_wasm PROPERTIES OUTPUT_NAME leadloom SUFFIX .mjs)
target_link_libraries(leadloom_wasm PRIVATE leadloom_command_line leadloom_flags embind)
# Without RTTI embind cannot name types that are not bound.
target_compile_definitions(leadloom_wasm PRIVATE EMSCRIPTEN_HAS_UNBOUND_TYPE_NAMES=0)
target_link_options(leadloom_wasm PRIVATE
  -fno-exceptions -fno-rtti --no-entry
  -sSTRICT=1 -sMODULARIZE=1 -sEXPORT_ES6=1 -sEXPORT_NAME=createLeadloom
  # A page forbids eval: no code is made at run time, and the invokers of embind are made now.
  -sDYNAMIC_EXECUTION=0 -sEMBIND_AOT=1 --closure=1
  -sUSE_ES6_IMPORT_META=0 -sENVIRONMENT=web -sFILESYSTEM=0 -sMALLOC=emmalloc -sTEXTDECODER=2
  -sALLOW_MEMORY_GROWTH=1 -sMAXIMUM_MEMORY=4GB -sINITIAL_HEAP=1MB -sSTACK_SIZE=256KB
  -sINCOMING_MODULE_JS_API=instantiateWasm,onAbort)
