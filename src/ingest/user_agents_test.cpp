// Browsers, systems and kinds of device of user agents as they are sent.
#include "ingest/user_agents.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace glassjar::ingest {
namespace {

struct Case {
  const char* user_agent;
  const char* expected;  // browser version, os version, device; or "bot"
};

UserAgents& user_agents() {
  static SeededRandom random(1);
  static UserAgents agents(random);
  return agents;
}

std::string described(const Agent& agent) {
  if (agent.is_bot) return "bot";
  return agent.browser + " " + agent.browser_version + ", " + agent.os + " " + agent.os_version +
         ", " + agent.device;
}

#define WIN "Mozilla/5.0 (Windows NT 10.0; Win64; x64) "
#define MAC "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) "
#define KIT "AppleWebKit/537.36 (KHTML, like Gecko) "
#define AND "Mozilla/5.0 (Linux; Android 14; Pixel 8) "

constexpr Case kPeople[] = {
    {WIN KIT "Chrome/120.0.0.0 Safari/537.36", "Chrome 120, Windows 10, Desktop"},
    {WIN KIT "Chrome/120.0.0.0 Safari/537.36 Edg/120.0.2210.91", "Edge 120, Windows 10, Desktop"},
    {WIN KIT "Chrome/119.0.0.0 Safari/537.36 OPR/105.0.0.0", "Opera 105, Windows 10, Desktop"},
    {WIN KIT "Chrome/118.0.0.0 Safari/537.36 Vivaldi/6.4.3160.41",
     "Vivaldi 6.4, Windows 10, Desktop"},
    {"Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:121.0) Gecko/20100101 Firefox/121.0",
     "Firefox 121, Windows 10, Desktop"},
    {"Mozilla/5.0 (Windows NT 6.1; Trident/7.0; rv:11.0) like Gecko", "IE 11, Windows 7, Desktop"},
    {"Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1; Trident/4.0; Tablet PC 2.0)",
     "IE 8, Windows 7, Desktop"},
    {MAC "AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4.1 Safari/605.1.15",
     "Safari 17.4, Mac OS X 10.15, Desktop"},
    {MAC KIT "Chrome/121.0.0.0 Safari/537.36", "Chrome 121, Mac OS X 10.15, Desktop"},
    {"Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:122.0) Gecko/20100101 Firefox/122.0",
     "Firefox 122, Mac OS X 10.15, Desktop"},
    {"Mozilla/5.0 (X11; Linux x86_64) " KIT "Chrome/120.0.0.0 Safari/537.36",
     "Chrome 120, Linux , Desktop"},
    {"Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0",
     "Firefox 120, Ubuntu , Desktop"},
    {"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) " KIT "Chrome/119.0.0.0 Safari/537.36",
     "Chrome 119, Chrome OS 14541, Desktop"},
    {"Mozilla/5.0 (X11; FreeBSD amd64; rv:109.0) Gecko/20100101 Firefox/118.0",
     "Firefox 118, FreeBSD , Desktop"},
    {"Mozilla/5.0 (iPhone; CPU iPhone OS 17_2_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
     "Gecko) Version/17.2 Mobile/15E148 Safari/604.1",
     "Mobile Safari 17.2, iOS 17.2, Mobile"},
    {"Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
     "Gecko) CriOS/120.0.6099.119 Mobile/15E148 Safari/604.1",
     "Chrome Mobile iOS 120, iOS 16.6, Mobile"},
    {"Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
     "Gecko) FxiOS/121.0 Mobile/15E148 Safari/605.1.15",
     "Firefox iOS 121, iOS 16.6, Mobile"},
    {"Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
     "Gecko) Mobile/15E148 [FBAN/FBIOS;FBAV/441.0.0.29.105;FBBV/537255468]",
     "Facebook 441, iOS 17.1, Mobile"},
    {"Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
     "Version/16.6 Mobile/15E148 Safari/604.1",
     "Mobile Safari 16.6, iOS 16.6, Tablet"},
    {"Mozilla/5.0 (iPod touch; CPU iPhone OS 12_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
     "Gecko) Version/12.1 Mobile/15E148 Safari/604.1",
     "Mobile Safari 12.1, iOS 12.5, Mobile"},
    {AND KIT "Chrome/120.0.6099.144 Mobile Safari/537.36", "Chrome Mobile 120, Android 14, Mobile"},
    {"Mozilla/5.0 (Linux; Android 10; K) " KIT "Chrome/120.0.0.0 Safari/537.36",
     "Chrome 120, Android 10, Tablet"},
    {"Mozilla/5.0 (Linux; Android 13; SM-X706B) " KIT "Chrome/119.0.0.0 Safari/537.36",
     "Chrome 119, Android 13, Tablet"},
    {"Mozilla/5.0 (Linux; Android 13; SAMSUNG SM-S911B) " KIT
     "SamsungBrowser/23.0 Chrome/115.0.0.0 Mobile Safari/537.36",
     "Samsung Internet 23, Android 13, Mobile"},
    {"Mozilla/5.0 (Android 13; Mobile; rv:121.0) Gecko/121.0 Firefox/121.0",
     "Firefox Mobile 121, Android 13, Mobile"},
    {"Mozilla/5.0 (Android 12; Tablet; rv:121.0) Gecko/121.0 Firefox/121.0",
     "Firefox Mobile 121, Android 12, Tablet"},
    {AND KIT "Chrome/119.0.0.0 Mobile Safari/537.36 OPR/79.0.4195.76",
     "Opera Mobile 79, Android 14, Mobile"},
    {AND KIT "Chrome/120.0.6099.144 Mobile Safari/537.36 EdgA/120.0.2210.115",
     "Edge Mobile 120, Android 14, Mobile"},
    {"Mozilla/5.0 (Linux; Android 11; Redmi Note 9) " KIT
     "Version/4.0 Chrome/100.0.4896.127 Mobile Safari/537.36 XiaoMi/MiuiBrowser/14.4.0-g",
     "MiuiBrowser 14.4, Android 11, Mobile"},
    {"Mozilla/5.0 (Linux; U; Android 9; en-US; SM-J730G) " KIT
     "Version/4.0 Chrome/78.0.3904.108 UCBrowser/13.4.0.1306 Mobile Safari/537.36",
     "UC Browser 13.4, Android 9, Mobile"},
    {"Opera/9.80 (J2ME/MIDP; Opera Mini/7.1.32052/29.3709; U; en) Presto/2.8.119 Version/11.10",
     "Opera Mini 7.1,  , Mobile"},
    {"Mozilla/5.0 (Linux; Android 7.1.2; AFTMM Build/NS6265; wv) " KIT
     "Version/4.0 Chrome/70.0.3538.110 Mobile Safari/537.36",
     "Chrome Mobile WebView 70, Android 7.1, TV"},
    {"Mozilla/5.0 (SMART-TV; Linux; Tizen 6.0) AppleWebKit/538.1 (KHTML, like Gecko) Version/6.0 "
     "TV "
     "Safari/538.1 Browser/5.0",
     "Safari 6, Tizen 6, TV"},
    {"Mozilla/5.0 (PlayStation 4 11.00) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/13.0 "
     "Safari/605.1.15",
     "Safari 13,  , Console"},
    {"Mozilla/5.0 (Windows NT 10.0; Win64; x64; Xbox; Xbox One) " KIT
     "Chrome/48.0.2564.82 Safari/537.36 Edge/20.02",
     "Edge 20.02, Windows 10, Console"},
    {"Mozilla/5.0 (Windows Phone 10.0; Android 6.0.1; Microsoft; Lumia 950) " KIT
     "Chrome/52.0.2743.116 Mobile Safari/537.36 Edge/15.15063",
     "Edge Mobile 15.15063, Windows Phone 10, Mobile"},
    {"Mozilla/5.0 (Mobile; Nokia_8110_4G; rv:48.0) Gecko/48.0 Firefox/48.0 KAIOS/2.5",
     "Firefox Mobile 48, KaiOS 2.5, Mobile"},
};

TEST(UserAgents, read_what_people_browse_with) {
  for (const Case& c : kPeople)
    EXPECT_EQ(described(*user_agents().look_up(c.user_agent)), c.expected) << c.user_agent;
}

constexpr const char* kBots[] = {
    "",
    "curl/8.4.0",
    "Wget/1.21.3",
    "python-requests/2.31.0",
    "Python/3.11 aiohttp/3.9.1",
    "Go-http-client/1.1",
    "Java/17.0.2",
    "Ruby",
    "okhttp/4.12.0",
    "axios/1.6.2",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)",
    "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)",
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "Twitterbot/1.0",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.0; "
    "+https://openai.com/gptbot)",
    "Mozilla/5.0 (X11; Linux x86_64) " KIT "HeadlessChrome/120.0.6099.71 Safari/537.36",
    "Mozilla/5.0 (Unknown; Linux x86_64) AppleWebKit/538.1 (KHTML, like Gecko) PhantomJS/2.1.1",
    "Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) " KIT
    "Chrome/99.0 Mobile Safari/537.36 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "ExampleSite Crawler/1.0",
};

TEST(UserAgents, tell_programs_from_people) {
  for (const char* user_agent : kBots)
    EXPECT_EQ(described(*user_agents().look_up(user_agent)), "bot") << user_agent;
}

TEST(UserAgents, leave_empty_what_nothing_tells) {
  EXPECT_EQ(described(*user_agents().look_up("Something/1.0 of its own")), " ,  , ");
}

TEST(UserAgents, read_only_the_beginning_of_an_endless_one) {
  std::string user_agent(kUserAgentBytesMax, 'x');
  const auto known = user_agents().look_up(user_agent);
  EXPECT_EQ(known, user_agents().look_up(user_agent + "Chrome/120"));
}

TEST(UserAgents, answer_again_from_memory) {
  const auto first = user_agents().look_up(kPeople[0].user_agent);
  EXPECT_EQ(first, user_agents().look_up(kPeople[0].user_agent));
}

TEST(UserAgents, forget_what_nobody_asks_for_any_more) {
  SeededRandom random(2);
  UserAgents agents(random);
  const std::weak_ptr<const Agent> first = agents.look_up("first");
  for (int i = 0; i < 40'000; ++i) agents.look_up("x" + std::to_string(i));
  EXPECT_TRUE(first.expired());
}

TEST(UserAgents, answer_several_threads) {
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([] {
      for (int i = 0; i < 20; ++i)
        for (const Case& c : kPeople)
          ASSERT_FALSE(user_agents().look_up(c.user_agent)->is_bot) << c.user_agent;
    });
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace glassjar::ingest
