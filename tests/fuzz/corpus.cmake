# Lays out the seeds in SEEDS below CORPUS, one folder for each fuzzer. Names are content hashes.
file(STRINGS ${SEEDS} seeds)
file(MAKE_DIRECTORY ${CORPUS})
foreach(seed IN LISTS seeds)
  file(SHA256 ${seed} hash)
  foreach(fuzzer fuzz_json fuzz_table fuzz_edit fuzz_feed fuzz_validate fuzz_customers
      fuzz_commands)
    file(COPY_FILE ${seed} ${CORPUS}/${fuzzer}.new)
    file(MAKE_DIRECTORY ${CORPUS}/${fuzzer})
    file(RENAME ${CORPUS}/${fuzzer}.new ${CORPUS}/${fuzzer}/${hash})
  endforeach()
  # The first byte picks the kind: `5` lets the core look.
  file(MAKE_DIRECTORY ${CORPUS}/fuzz_session)
  execute_process(COMMAND ${CMAKE_COMMAND} -E echo_append 5 OUTPUT_FILE ${CORPUS}/kind)
  execute_process(COMMAND ${CMAKE_COMMAND} -E cat ${CORPUS}/kind ${seed}
    OUTPUT_FILE ${CORPUS}/fuzz_session/${hash})
  # So it does of the entries, all of which take any text; a command line begins with its words.
  file(MAKE_DIRECTORY ${CORPUS}/fuzz_doors)
  file(COPY_FILE ${CORPUS}/fuzz_session/${hash} ${CORPUS}/fuzz_doors/${hash})
  file(WRITE ${CORPUS}/kind "validate\nf\n\n")
  file(MAKE_DIRECTORY ${CORPUS}/fuzz_command_line)
  execute_process(COMMAND ${CMAKE_COMMAND} -E cat ${CORPUS}/kind ${seed}
    OUTPUT_FILE ${CORPUS}/fuzz_command_line/${hash})
  file(REMOVE ${CORPUS}/kind)
endforeach()
