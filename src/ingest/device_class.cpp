// The marks of each kind of device, most telling first.
#include "ingest/device_class.h"

#include <algorithm>
#include <initializer_list>

namespace glassjar::ingest {
namespace {

struct Mark {
  std::string_view text;  // case matters: vendors are consistent, and "tv" is in many words
  std::string_view kind;
};

constexpr Mark kMarks[] = {
    {"PlayStation", "Console"},
    {"Xbox", "Console"},
    {"Nintendo", "Console"},
    {"SMART-TV", "TV"},
    {"SmartTV", "TV"},
    {"Smart-TV", "TV"},
    {"AppleTV", "TV"},
    {"Apple TV", "TV"},
    {"GoogleTV", "TV"},
    {"Google TV", "TV"},
    {"Android TV", "TV"},
    {"HbbTV", "TV"},
    {"BRAVIA", "TV"},
    {"Web0S", "TV"},
    {"NetCast", "TV"},
    {"CrKey", "TV"},
    {"Roku", "TV"},
    {"; AFT", "TV"},
    {"VIDAA", "TV"},
    {"Watch", "Wearable"},
    {"iPad", "Tablet"},
    {"Tablet", "Tablet"},
    {"Kindle", "Tablet"},
    {"Silk/", "Tablet"},
    {"PlayBook", "Tablet"},
    {"iPhone", "Mobile"},
    {"iPod", "Mobile"},
    {"Windows Phone", "Mobile"},
    {"Opera Mini", "Mobile"},
    {"BlackBerry", "Mobile"},
    {"BB10", "Mobile"},
    {"KAIOS", "Mobile"},
};

bool starts_with_one_of(std::string_view os, std::initializer_list<std::string_view> names) {
  return std::any_of(names.begin(), names.end(),
                     [&](std::string_view name) { return os.starts_with(name); });
}

}  // namespace

std::string_view device_class(std::string_view user_agent, std::string_view os) {
  const auto says = [&](std::string_view text) {
    return user_agent.find(text) != std::string_view::npos;
  };
  // The "Tablet PC" of old Windows is a desktop's service, no device.
  const bool windows = starts_with_one_of(os, {"Windows"}) && !says("Windows Phone");
  for (const Mark& mark : kMarks)
    if (says(mark.text) && !(windows && mark.text == "Tablet")) return mark.kind;
  if (starts_with_one_of(os, {"Android"})) return says("Mobile") ? "Mobile" : "Tablet";
  if (windows || starts_with_one_of(os, {"Mac OS X", "macOS", "Linux", "Chrome OS", "Ubuntu",
                                         "Fedora", "Debian", "FreeBSD", "OpenBSD", "NetBSD", "Arch",
                                         "SUSE", "Red Hat", "Mint", "Solaris", "Gentoo"}))
    return "Desktop";
  return says("Mobile") ? "Mobile" : "";
}

}  // namespace glassjar::ingest
