// How Firefox names whose a thing is: an origin and, behind "^", its attributes
// (caps/OriginAttributes).
#pragma once

#include <string>
#include <string_view>

#include "cookies/item.h"

namespace glassjar::browsers::firefox {

struct OriginAttributes {
  std::string top_site;   // "https://news.example", empty where it is not partitioned
  std::string container;  // "2"; empty outside containers
};

// "^userContextId=2&partitionKey=%28https%2Cnews.example%29". What is unknown is passed over.
OriginAttributes parse_origin_attributes(std::string_view suffix);
// "(https,news.example)", with a port or "f" (a frame below a foreign one) after it. Empty for
// anything else.
std::string top_site_of_partition_key(std::string_view key);

struct Origin {
  std::string origin;  // "https://a.test:8443"
  std::string host;    // "a.test"
  OriginAttributes attributes;

  // Whether it is a site's: http or https. Extensions, the browser's own pages and files are not.
  bool is_of_site() const;
};

// "https://a.test:8443^partitionKey=…"; also a whole address, whose path is left out.
Origin parse_origin(std::string_view text, std::string_view suffix = {});
// The name of a folder in `storage/default`: "https+++a.test+8443^partitionKey=…".
Origin parse_origin_folder(std::string_view name);

cookies::Item item_of(cookies::Store store, const Origin& origin, std::string name);

// Firefox files network state by the page's site even for the page's own: such items are not
// partitioned in the sense that somebody else's page made them.
void forget_own_partition(cookies::Item& item);

}  // namespace glassjar::browsers::firefox
