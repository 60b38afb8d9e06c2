# The WebAssembly modules and the glue that the facade imports: leadloom, which has everything, desk,
# which pages load first: no validator, no command line, and its catalogue is given; and customers,
# which holds the tenant's customers in a worker of its own.
function(add_module name)
  set(target ${name}_wasm)
  add_executable(${target} wasm-bindings/bindings.cpp)
  set_target_properties(${target} PROPERTIES OUTPUT_NAME ${name} SUFFIX .mjs)
  target_link_libraries(${target} PRIVATE ${ARGN} leadloom_flags embind)
  # Without RTTI embind cannot name types that are not bound.
  target_compile_definitions(${target} PRIVATE EMSCRIPTEN_HAS_UNBOUND_TYPE_NAMES=0)
  target_link_options(${target} PRIVATE
    -fno-exceptions -fno-rtti --no-entry
    -sSTRICT=1 -sMODULARIZE=1 -sEXPORT_ES6=1 -sEXPORT_NAME=createLeadloom
    # A page forbids eval: no code is made at run time, and the invokers of embind are made now.
    -sDYNAMIC_EXECUTION=0 -sEMBIND_AOT=1 --closure=1
    -sUSE_ES6_IMPORT_META=0 -sENVIRONMENT=web -sFILESYSTEM=0 -sMALLOC=emmalloc -sTEXTDECODER=2
    -sALLOW_MEMORY_GROWTH=1 -sMAXIMUM_MEMORY=4GB -sINITIAL_HEAP=1MB -sSTACK_SIZE=256KB
    -sINCOMING_MODULE_JS_API=instantiateWasm,onAbort)
endfunction()

add_module(leadloom leadloom_command_line)
target_compile_definitions(leadloom_wasm PRIVATE LEADLOOM_WITH_VALIDATOR=1)
# Linked for speed: a fifth faster, and not larger.
target_link_options(leadloom_wasm PRIVATE -O3)
add_module(desk leadloom_core)
# At link time only what shrinks is inlined.
target_link_options(desk_wasm PRIVATE -Wl,-mllvm,-inline-threshold=-50
  # Optimised until nothing more is gained.
  -sBINARYEN_EXTRA_PASSES=--converge)
add_module(customers leadloom_core)
target_compile_definitions(customers_wasm PRIVATE LEADLOOM_FOR_CUSTOMERS=1)
# A million records: what is built for speed is linked so too, and its copies of what others instantiate
# as well come first.
target_compile_options(customers_wasm PRIVATE -O3)
target_link_options(customers_wasm PRIVATE -O3)
