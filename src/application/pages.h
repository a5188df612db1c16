// Pages: the bundled front end on its addresses, with the policies that browsers hold it to.
#pragma once

#include "net/router.h"
#include "sites/directory.h"

namespace glassjar {

// Adds a route for every asset. Pages under /demo/ are left out unless `demo`. `sites` outlives
// the router: the panel may be framed by their pages only.
void add_pages(net::Router& router, const sites::Directory& sites, bool demo);

}  // namespace glassjar
