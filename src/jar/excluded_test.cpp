// The table of visitors that no answer counts.
#include "jar/excluded.h"

#include <gtest/gtest.h>

namespace glassjar::jar {
namespace {

constexpr model::SiteId kSite{1};
constexpr model::SiteId kOther{2};

TEST(Excluded, keeps_sites_apart_and_each_visitor_once) {
  Excluded excluded;
  excluded.add(kSite, model::VisitorId(7));
  excluded.add(kSite, model::VisitorId(7));
  excluded.add(kOther, model::VisitorId(8));
  EXPECT_EQ(excluded.of_site(kSite), std::vector{model::VisitorId(7)});
  EXPECT_EQ(excluded.of_site(kOther), std::vector{model::VisitorId(8)});
  excluded.remove(kSite, model::VisitorId(7));
  excluded.remove(kSite, model::VisitorId(7));
  excluded.remove(model::SiteId(3), model::VisitorId(7));
  EXPECT_TRUE(excluded.of_site(kSite).empty());
  EXPECT_EQ(excluded.of_site(kOther).size(), 1u);
}

}  // namespace
}  // namespace glassjar::jar
