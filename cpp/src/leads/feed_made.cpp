// Records of a feed that have to be made: of rows of tables, and of events whose data are Base64.
#include <algorithm>

#include "leadloom/document/document.hpp"
#include "leadloom/leads/feed.hpp"
#include "leadloom/text/base64.hpp"

namespace leadloom {

void Feed::add_made(std::string name, std::string text, text::Form form,
                    std::span<MadeRecord> records, const Limits& limits) {
    const Batch& batch = batches_.emplace_back(std::move(name), std::move(text), form);
    for (MadeRecord& record : records) {
        const std::string_view raw = std::string_view(batch.text).substr(record.byte, record.bytes);
        const Stand at{batch, raw, record.line, limits.depth};
        if (record.json.empty())
            set_aside(at, raw, record.fault.rule, record.fault.message, record.fault.hint);
        else
            add_one_made(std::move(record.json), at);
    }
}

void Feed::add_coded(const AlertFields& event, const Stand& at) {
    const auto data = text::base64_decoded(event.coded.text());
    json::Tape tape;
    // Read on its own first: what is not one value must not become part of the envelope.
    if (!data || json::read(*data, at.depth, tape)) {
        set_aside(at, event.coded.whole(), Rule::event_data_unreadable,
                  data ? "What the Base64 of the event holds is not JSON."
                       : "The data of the event are not Base64.");
        return;
    }
    std::string made = R"({"specversion":"1.0","source":)";
    made.append(event.source.whole()).append(R"(,"id":)").append(event.id.whole());
    if (event.submitted_on) made.append(R"(,"time":)").append(event.submitted_on.whole());
    add_one_made(made.append(R"(,"data":)").append(*data).append("}"), at);
}

void Feed::add_one_made(std::string text, Stand at) {
    at.made = true;
    json::Tape tape;
    const std::size_t before = alerts_.size();
    const std::string& kept = made_.emplace_back(std::move(text));
    if (const json::Stop stop = json::read(kept, at.depth, tape))
        set_aside(at, at.raw, stop);
    else
        add_record(tape.root(), at);
    if (alerts_.size() == before) {
        made_.pop_back();
        return;
    }
    origins_.push_back({static_cast<std::uint32_t>(before),
                        static_cast<std::uint32_t>(batches_.size() - 1),
                        static_cast<std::uint32_t>(at.raw.data() - at.batch.text.data()),
                        static_cast<std::uint32_t>(at.raw.size())});
}

}  // namespace leadloom
