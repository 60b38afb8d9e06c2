#include "mapping_table_rows.hpp"

#include <cstdint>
#include <utility>

namespace leadloom {

namespace {

void append_json(std::string& out, std::string_view text) {
    constexpr std::string_view hex = "0123456789abcdef";
    out.push_back('"');
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out.push_back('\\');
            out.push_back(c);
        } else if (static_cast<unsigned char>(c) < 0x20) {
            out.append("\\u00").push_back(c < 0x10 ? '0' : '1');
            out.push_back(hex[static_cast<unsigned char>(c) & 0xFU]);
        } else {
            out.push_back(c);
        }
    }
    out.push_back('"');
}

/// The text of a mapping document, each value with its origin.
class DocumentWriter {
public:
    explicit DocumentWriter(std::shared_ptr<const Table> table) : table_(std::move(table)) {}

    std::shared_ptr<const Document> write(const std::vector<TableRow>& rows) {
        json_ = R"({"leadloom":"mapping/1","mapping":[)";
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (i != 0) json_.push_back(',');
            write_row(rows[i]);
        }
        json_.append("]}");
        return Document::of_table(std::move(table_), std::move(json_), std::move(origins_));
    }

private:
    void write_row(const TableRow& row);
    void write_references(std::string_view field,
                          const std::vector<TableRow::Reference>& references);
    void write_when(const TableRow& row);
    void origin(const Piece& piece) {
        origins_.push_back({static_cast<std::uint32_t>(json_.size()), piece.row, piece.column,
                            piece.offset, piece.bytes});
    }
    void value(const Piece& piece) {
        origin(piece);
        append_json(json_, piece.text);
    }

    std::shared_ptr<const Table> table_;
    std::string json_;
    std::vector<Origin> origins_;
};

void DocumentWriter::write_references(std::string_view field,
                                      const std::vector<TableRow::Reference>& references) {
    json_.append(",\"").append(field).append("\":[");
    const std::size_t before = json_.size();
    for (const TableRow::Reference& reference : references) {
        if (json_.size() != before) json_.push_back(',');
        if (reference.id && reference.name) {
            origin(*reference.name);
            json_.append("{\"id\":");
            value(*reference.id);
            json_.append(",\"name\":");
            value(*reference.name);
            json_.push_back('}');
        } else {
            value(reference.id ? *reference.id : *reference.name);
        }
    }
    json_.push_back(']');
}

void DocumentWriter::write_when(const TableRow& row) {
    if (row.when.empty() && row.hours.empty()) return;
    json_.append(",\"when\":");
    origin(row.when.empty() ? row.hours.front().piece : row.when.front().values.front());
    json_.push_back('{');
    bool first = true;
    const auto open = [&](std::string_view field) {
        json_.append(first ? "\"" : ",\"").append(field).append("\":[");
        first = false;
    };
    for (const TableRow::Listed& part : row.when) {
        open(part.field);
        for (std::size_t i = 0; i < part.values.size(); ++i) {
            if (i != 0) json_.push_back(',');
            value(part.values[i]);
        }
        json_.push_back(']');
    }
    if (!row.hours.empty()) {
        open("time");
        for (std::size_t i = 0; i < row.hours.size(); ++i) {
            const Hours& hours = row.hours[i];
            if (i != 0) json_.push_back(',');
            origin(hours.piece);
            json_.append("{");
            if (!hours.days.empty()) {
                json_.append("\"days\":[");
                for (const std::string_view day : hours.days)
                    json_.append(json_.ends_with('[') ? "\"" : ",\"").append(day).append("\"");
                json_.append("],");
            }
            json_.append(R"("from":")").append(hours.from);
            json_.append(R"(","to":")").append(hours.to).append("\"}");
        }
        json_.push_back(']');
    }
    json_.push_back('}');
}

void DocumentWriter::write_row(const TableRow& row) {
    const Cell line = table_->line(row.row);
    std::string_view text = table_->text().substr(line.offset, line.bytes);
    text.remove_suffix(text.size() - (text.find_last_not_of("\r\n") + 1));
    origins_.push_back({static_cast<std::uint32_t>(json_.size()),
                        static_cast<std::uint32_t>(row.row), Origin::whole_row, line.offset,
                        static_cast<std::uint32_t>(text.size())});
    json_.push_back('{');
    if (row.trade) {
        json_.append("\"trade\":");
        value(*row.trade);
        json_.push_back(',');
    }
    json_.append("\"standardJobType\":");
    value(row.standard);
    write_references("jobTypes", row.job_types);
    write_references("businessUnits", row.units);
    if (!row.enabled.value_or(true)) {
        json_.append(",\"enabled\":");
        origin(*row.enabled_at);
        json_.append("false");
    }
    write_when(row);
    if (!row.ignore.empty()) {
        json_.append(",\"leadloom-ignore\":[");
        for (std::size_t i = 0; i < row.ignore.size(); ++i) {
            if (i != 0) json_.push_back(',');
            value(row.ignore[i]);
        }
        json_.push_back(']');
    }
    json_.push_back('}');
}

}  // namespace

std::shared_ptr<const Document> document_of_rows(std::shared_ptr<const Table> table,
                                                 const std::vector<TableRow>& rows) {
    return DocumentWriter(std::move(table)).write(rows);
}

}  // namespace leadloom
