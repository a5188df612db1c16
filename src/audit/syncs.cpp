// Looking for identifiers in requests.
#include "audit/syncs.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <map>

#include "audit/address.h"
#include "base/ascii.h"
#include "base/encoding.h"
#include "cookies/registrable_domain.h"
#include "cookies/who.h"

namespace glassjar::audit {
namespace {

// Identifiers of one visit that are looked for; sites that have more have a generator of names.
constexpr size_t kIdentifiersMax = 2'000;

struct Form {
  std::string text;
  std::string_view words;
};

std::string digest(std::string_view text, const EVP_MD* kind) {
  std::array<uint8_t, EVP_MAX_MD_SIZE> out{};
  unsigned size = 0;
  CHECK(EVP_Digest(text.data(), text.size(), out.data(), &size, kind, nullptr) == 1);
  return to_hex(std::span<const uint8_t>(out.data(), size));
}

// encodeURIComponent's set.
std::string percent_encoded(std::string_view text) {
  constexpr std::string_view kPlain = "-_.!~*'()";
  std::string out;
  for (const char c : text) {
    const bool plain = is_letter_or_digit(c) || kPlain.find(c) != std::string_view::npos;
    if (plain) {
      out += c;
    } else {
      constexpr std::string_view kDigits = "0123456789ABCDEF";
      const auto byte = static_cast<unsigned char>(c);
      out.append({'%', kDigits[byte >> 4], kDigits[byte & 15]});
    }
  }
  return out;
}

std::string base64(std::string_view text) {
  std::string out(4 * ((text.size() + 2) / 3) + 1, '\0');
  const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                   reinterpret_cast<const unsigned char*>(text.data()),
                                   static_cast<int>(text.size()));
  out.resize(static_cast<size_t>(size));
  out.erase(std::min(out.find('='), out.size()));
  return out;
}

std::vector<Form> forms_of(const std::string& value) {
  std::vector<Form> forms{{value, "as it is"}};
  if (std::string encoded = percent_encoded(value); encoded != value)
    forms.push_back({std::move(encoded), "as it is"});
  forms.push_back({base64(value), "in base64"});
  forms.push_back({digest(value, EVP_md5()), "as its MD5"});
  forms.push_back({digest(value, EVP_sha1()), "as its SHA-1"});
  forms.push_back({digest(value, EVP_sha256()), "as its SHA-256"});
  return forms;
}

struct Wanted {
  const Instance* instance;
  std::string owner;
  std::vector<Form> forms;
};

class Finder {
 public:
  Finder(const Observation& seen, const Inventory& inventory)
      : seen_(seen), by_visit_(seen.visits.size()) {
    for (const Instance& each : inventory.instances) {
      const std::string& value = each.identifier.value;
      const bool names_somebody = each.identifier.verdict != cookies::Identifies::No &&
                                  value.size() >= cookies::kIdentifierBytesMin;
      if (names_somebody && by_visit_[each.visit].size() < kIdentifiersMax)
        by_visit_[each.visit].push_back({&each, inventory.items[each.item].owner, forms_of(value)});
    }
  }

  void look_at(const Request& request) {
    const std::string host = host_of(request.url);
    const std::string owner(cookies::owner_of(host));
    for (const Wanted& wanted : by_visit_[request.at.visit]) {
      look_in(request.url, wanted, request, host, owner,
              redirected_.contains(request.url) ? Channel::Redirect : Channel::Address);
      look_in(request.referer, wanted, request, host, owner, Channel::Referer);
      look_in(request.post_data, wanted, request, host, owner, Channel::Body);
    }
    if (request.location.empty()) return;
    redirected_.insert(request.location);
    const std::string next_host = host_of(request.location);
    const std::string next_owner(cookies::owner_of(next_host));
    for (const Wanted& wanted : by_visit_[request.at.visit])
      look_in(request.location, wanted, request, next_host, next_owner, Channel::Redirect);
  }

  std::vector<Sync> take() {
    std::vector<Sync> syncs;
    for (auto& [key, sync] : found_) syncs.push_back(std::move(sync));
    std::stable_sort(syncs.begin(), syncs.end(),
                     [](const Sync& a, const Sync& b) { return a.requests > b.requests; });
    return syncs;
  }

 private:
  void look_in(const std::string& text, const Wanted& wanted, const Request& request,
               const std::string& to_host, const std::string& to, Channel channel) {
    if (text.empty() || to == wanted.owner || to_host.empty()) return;
    for (const Form& form : wanted.forms) {
      if (text.find(form.text) == std::string::npos) continue;
      const auto key = std::tuple(wanted.instance->item, to_host, channel);
      if (!found_.contains(key) && found_.size() >= kSyncsMax) return;
      Sync& sync = found_[key];
      if (sync.requests++ == 0) {
        sync.item = wanted.instance->item;
        sync.from = wanted.owner;
        sync.to = to;
        sync.to_host = to_host;
        sync.channel = channel;
        sync.form = form.words;
        sync.example = channel == Channel::Redirect ? text : request.url;
      }
      sync.seen.add(request.at);
      sync.seen.add_mode(request.at, seen_);
      return;
    }
  }

  const Observation& seen_;
  std::vector<std::vector<Wanted>> by_visit_;
  std::set<std::string> redirected_;  // addresses that redirects led to
  std::map<std::tuple<size_t, std::string, Channel>, Sync> found_;
};

}  // namespace

std::string_view in_words(Channel channel) {
  switch (channel) {
    case Channel::Address:
      return "in the address of a request";
    case Channel::Referer:
      return "in the Referer of a request";
    case Channel::Body:
      return "in the body of a request";
    case Channel::Redirect:
      return "in a redirect";
  }
  return "";
}

std::vector<Sync> find_syncs(const Observation& seen, const Inventory& inventory) {
  Finder finder(seen, inventory);
  for (const Request& request : seen.requests) finder.look_at(request);
  return finder.take();
}

}  // namespace glassjar::audit
