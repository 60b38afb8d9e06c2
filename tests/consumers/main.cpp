#include <fstream>
#include <iostream>
#include <iterator>

#include <leadloom/leadloom.hpp>

int main(int count, char** values) {
    leadloom::Validator validator({});
    for (int i = 1; i < count; ++i) {
        std::ifstream file(values[i], std::ios::binary);
        validator.load(values[i], "auto", std::string(std::istreambuf_iterator<char>(file), {}));
    }
    validator.finish();
    std::cout << leadloom::report_text(validator.findings(), validator.documents());

    const leadloom::Workspace& workspace = validator.workspace();
    for (const leadloom::Alert& alert : workspace.feed().alerts()) {
        if (workspace.desk().held(alert) != leadloom::Held::no) continue;
        const leadloom::Card card = workspace.card(alert);
        std::cout << card.lead << ": ";
        if (card.resolution.job_type && card.resolution.business_unit) {
            std::cout << card.resolution.job_type->name << ", "
                      << card.resolution.business_unit->name << "\n";
        } else {
            std::cout << card.resolution.reasons.front().text << "\n";
        }
    }
    return validator.findings().count(leadloom::Level::error) == 0 ? 0 : 1;
}
