// The symbols of data/embedded.S as text.
#include "audit/browser/embedded.h"

extern "C" {
extern const char glassjar_audit_record_begin[];
extern const char glassjar_audit_record_end[];
extern const char glassjar_audit_choose_begin[];
extern const char glassjar_audit_choose_end[];
extern const char glassjar_audit_autoconsent_begin[];
extern const char glassjar_audit_autoconsent_end[];
extern const char glassjar_audit_rules_begin[];
extern const char glassjar_audit_rules_end[];
}

namespace glassjar::audit::browser::embedded {

std::string_view record_script() {
  return {glassjar_audit_record_begin, glassjar_audit_record_end};
}
std::string_view choose_script() {
  return {glassjar_audit_choose_begin, glassjar_audit_choose_end};
}
std::string_view autoconsent_script() {
  return {glassjar_audit_autoconsent_begin, glassjar_audit_autoconsent_end};
}
std::string_view autoconsent_rules() {
  return {glassjar_audit_rules_begin, glassjar_audit_rules_end};
}

}  // namespace glassjar::audit::browser::embedded
