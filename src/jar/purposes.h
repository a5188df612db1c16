// Purposes: why each kind of data is kept, said as what the person has from it. Nothing is kept
// without an entry here.
#pragma once

#include <array>
#include <string_view>

namespace glassjar::jar {

struct Purpose {
  std::string_view kind;     // as in the jar, and the name of the table in the download
  std::string_view benefit;  // key of a sentence in the jar's message catalogues
  std::string_view source;   // who wrote it: "this_browser", "you", "staff", "glassjar"
};

constexpr std::array kPurposes = {
    Purpose{"pageviews", "benefit_pageviews", "this_browser"},
    Purpose{"custom_events", "benefit_custom_events", "this_browser"},
    Purpose{"reading_reports", "benefit_reading_reports", "this_browser"},
    Purpose{"conversations", "benefit_conversations", "you"},
    Purpose{"messages", "benefit_messages", "you"},
    Purpose{"lessons", "benefit_lessons", "staff"},
    Purpose{"openings", "benefit_openings", "glassjar"},
    Purpose{"choices", "benefit_choices", "you"},
};

// Null for a kind that no purpose declares.
constexpr const Purpose* purpose_of(std::string_view kind) {
  for (const Purpose& purpose : kPurposes)
    if (purpose.kind == kind) return &purpose;
  return nullptr;
}

}  // namespace glassjar::jar
