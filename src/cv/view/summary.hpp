#pragma once
// The summary of a document: what a list of CVs shows of it.

#include <cstdint>
#include <string>
#include <string_view>

namespace vitrine::cv {

/// To be raised with each change of what summarize() keeps, or of how it tells the document's own language:
/// stores make the summaries that they keep anew then.
constexpr std::uint64_t kSummaryForm = 1;

/// The document with all left out but the person's name, who may see it, the document's own language, and
/// whether it is archived: a document again, as JSON. project() gives each audience the same name of both,
/// and is_archived() the same. "{}" for a text that is no document.
std::string summarize(std::string_view text);

}  // namespace vitrine::cv
