/// Catch2, whichever way it came: as two files or as a package.
#pragma once
#if __has_include(<catch_amalgamated.hpp>)
#include <catch_amalgamated.hpp>
#else
#include <catch2/catch_all.hpp>
#endif
