/// All of Leadloom: `#include <leadloom/leadloom.hpp>`, link `leadloom::core`. A `Validator` reads
/// files and checks them, a `Workspace` holds what they say and decides, a `Session` does both as
/// text in, text out.
#pragma once
#include "leadloom/decide/compare.hpp"
#include "leadloom/doors/customer_desk.hpp"
#include "leadloom/doors/session.hpp"
#include "leadloom/doors/validation.hpp"
#include "leadloom/doors/version.hpp"
#include "leadloom/speak/formats.hpp"
#include "leadloom/speak/report.hpp"
#include "leadloom/speak/requests.hpp"
