/// What is done behind the desk: the set-up is changed and shown, and everything is checked.
#pragma once
#include <span>

#include "leadloom/doors/question.hpp"

namespace leadloom {

/// Handed to a session by its door, for a door to be made without: the module that pages load first
/// has none of it.
struct BackOffice {
    std::span<const View> views;
    ChangeSetup* change_setup;
    void (*inspect)(const Workspace&, Findings&);
    const AlertTables* tables;
};

extern const BackOffice back_office;

}  // namespace leadloom
