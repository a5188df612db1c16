// Keyrings of a desktop that is played by the other end of a socket: what they give, and every way
// in which they do not.
#include "browsers/keyring/desktop_keyring.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "browsers/keyring/kwallet.h"
#include "browsers/keyring/secret_service.h"

namespace glassjar::browsers::keyring {
namespace {

using cookies::Unread;
using std::chrono::milliseconds;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

enum class Answer { Yes, No, Never };

// What the desktop at the other end has and how it behaves.
struct Desktop {
  bool has_secret_service = true;
  bool is_locked = false;
  Answer prompt = Answer::Yes;      // of the person, to the Secret Service's window
  Answer get_secret = Answer::Yes;  // of the service itself
  std::vector<std::pair<std::string, std::string>> secrets = {};  // application, password
  bool has_kwallet = false;
  Answer open_wallet = Answer::Yes;
  std::string wallet_entry = "Chrome Keys/Chrome Safe Storage";
};

// Serves one connection until it is closed.
class FakeDesktop {
 public:
  explicit FakeDesktop(Desktop desktop, Prompts prompts, milliseconds time = milliseconds(5000))
      : desktop_(std::move(desktop)) {
    int ends[2];
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends), 0);
    server_ = connection(ends[0], /*is_server=*/true);
    bus_ = std::make_unique<SessionBus>(connection(ends[1], /*is_server=*/false), prompts, time);
    thread_ = std::thread([this] { serve(); });
  }

  ~FakeDesktop() {
    bus_.reset();
    thread_.join();
  }

  Unread ask_secret_service(std::string_view browser = "Chrome") {
    return offer_from_secret_service(*bus_, safe_storages_of(browser), takes());
  }
  Unread ask_kwallet() { return offer_from_kwallet(*bus_, safe_storages_of("Chrome"), takes()); }

  // Ends the connection: what it was asked and what was offered.
  const std::vector<std::string>& called() {
    bus_.reset();
    if (thread_.joinable()) thread_.join();
    thread_ = std::thread([] {});
    return called_;
  }

  std::vector<std::string> offered;
  std::string taken = "the password";
  std::atomic<bool> was_started = false;  // some call would have started a service

 private:
  static BusHandle connection(int end, bool is_server) {
    sd_bus* bus = nullptr;
    EXPECT_GE(sd_bus_new(&bus), 0);
    EXPECT_GE(sd_bus_set_fd(bus, end, end), 0);
    sd_id128_t id{};
    if (is_server) {
      EXPECT_GE(sd_id128_randomize(&id), 0);
      EXPECT_GE(sd_bus_set_server(bus, 1, id), 0);
    }
    EXPECT_GE(sd_bus_start(bus), 0);
    return BusHandle(bus);
  }

  Keyring::Takes takes() {
    return [this](std::string_view password) {
      offered.emplace_back(password);
      return password == taken;
    };
  }

  void serve() {
    sd_bus_add_filter(server_.get(), nullptr, &FakeDesktop::on_message, this);
    for (;;) {
      const int processed = sd_bus_process(server_.get(), nullptr);
      if (processed < 0) return;
      if (processed == 0 && sd_bus_wait(server_.get(), 100'000) < 0) return;
    }
  }

  static int on_message(sd_bus_message* message, void* self, sd_bus_error*) {
    return sd_bus_message_is_method_call(message, nullptr, nullptr) > 0
               ? static_cast<FakeDesktop*>(self)->answer(message)
               : 0;
  }

  int answer(sd_bus_message* call) {
    const std::string method = sd_bus_message_get_member(call);
    const std::string_view service = sd_bus_message_get_destination(call);
    called_.push_back(method);
    if (sd_bus_message_get_auto_start(call) > 0) was_started = true;
    const bool is_there = service == "org.freedesktop.secrets"
                              ? desktop_.has_secret_service
                              : service == "org.kde.kwalletd5" && desktop_.has_kwallet;
    if (!is_there)
      return sd_bus_reply_method_errorf(call, SD_BUS_ERROR_SERVICE_UNKNOWN, "no such service");
    return service == "org.freedesktop.secrets" ? answer_as_secret_service(call, method)
                                                : answer_as_kwallet(call, method);
  }

  int answer_as_secret_service(sd_bus_message* call, const std::string& method) {
    if (method == "SearchItems") return answer_search(call);
    if (method == "OpenSession")
      return sd_bus_reply_method_return(call, "vo", "s", "", "/session/1");
    if (method == "GetSecret") return answer_secret(call);
    if (method == "Unlock") {
      if (desktop_.prompt == Answer::Yes) desktop_.is_locked = false;
      return sd_bus_reply_method_return(call, "aoo", 0, "/prompt/1");
    }
    if (method != "Prompt") return sd_bus_reply_method_return(call, "");
    const int replied = sd_bus_reply_method_return(call, "");
    if (desktop_.prompt == Answer::Never) return replied;
    return sd_bus_emit_signal(server_.get(), "/prompt/1", "org.freedesktop.Secret.Prompt",
                              "Completed", "bv", desktop_.prompt == Answer::No ? 1 : 0, "s", "");
  }

  int answer_search(sd_bus_message* call) {
    const char* key = nullptr;
    const char* application = nullptr;
    sd_bus_message_enter_container(call, 'a', "{ss}");
    sd_bus_message_enter_container(call, 'e', "ss");
    sd_bus_message_read(call, "ss", &key, &application);
    EXPECT_STREQ(key, "application");
    std::vector<std::string> paths;
    for (size_t i = 0; i < desktop_.secrets.size(); ++i)
      if (desktop_.secrets[i].first == application) paths.push_back("/item/" + std::to_string(i));
    sd_bus_message* reply = nullptr;
    sd_bus_message_new_method_return(call, &reply);
    for (const bool locked : {false, true}) {
      sd_bus_message_open_container(reply, 'a', "o");
      for (const std::string& path : paths)
        if (locked == desktop_.is_locked) sd_bus_message_append(reply, "o", path.c_str());
      sd_bus_message_close_container(reply);
    }
    return send(reply);
  }

  int answer_secret(sd_bus_message* call) {
    if (desktop_.get_secret == Answer::Never) return 1;
    if (desktop_.get_secret == Answer::No)
      return sd_bus_reply_method_errorf(call, SD_BUS_ERROR_ACCESS_DENIED, "no");
    const std::string path = sd_bus_message_get_path(call);
    const std::string& password = desktop_.secrets.at(std::stoul(path.substr(6))).second;
    sd_bus_message* reply = nullptr;
    sd_bus_message_new_method_return(call, &reply);
    sd_bus_message_open_container(reply, 'r', "oayays");
    sd_bus_message_append(reply, "o", "/session/1");
    sd_bus_message_append_array(reply, 'y', "", 0);
    sd_bus_message_append_array(reply, 'y', password.data(), password.size());
    sd_bus_message_append(reply, "s", "text/plain");
    sd_bus_message_close_container(reply);
    return send(reply);
  }

  int answer_as_kwallet(sd_bus_message* call, const std::string& method) {
    if (method == "isEnabled") return sd_bus_reply_method_return(call, "b", 1);
    if (method == "networkWallet") return sd_bus_reply_method_return(call, "s", "kdewallet");
    if (method == "open") {
      if (desktop_.open_wallet == Answer::Never) return 1;
      return sd_bus_reply_method_return(call, "i", desktop_.open_wallet == Answer::Yes ? 7 : -1);
    }
    if (method == "close") return sd_bus_reply_method_return(call, "i", 0);
    int handle = 0;
    const char* folder = nullptr;
    const char* entry = nullptr;
    sd_bus_message_read(call, "iss", &handle, &folder, &entry);
    const bool is_kept = handle == 7 && desktop_.wallet_entry == std::string(folder) + "/" + entry;
    return sd_bus_reply_method_return(call, "s", is_kept ? "the password" : "");
  }

  static int send(sd_bus_message* reply) {
    const Message owned(reply);
    return sd_bus_send(nullptr, reply, nullptr);
  }

  Desktop desktop_;
  BusHandle server_;
  std::unique_ptr<SessionBus> bus_;
  std::thread thread_;
  std::vector<std::string> called_;
};

const std::vector<std::pair<std::string, std::string>> kOne = {{"chrome", "the password"}};

TEST(SecretService, an_open_keyring_answers_without_a_window) {
  FakeDesktop desktop({.secrets = kOne}, Prompts::No);
  EXPECT_EQ(desktop.ask_secret_service(), Unread::No);
  EXPECT_THAT(desktop.offered, ElementsAre("the password"));
  EXPECT_THAT(desktop.called(), ElementsAre("SearchItems", "OpenSession", "GetSecret"));
  EXPECT_FALSE(desktop.was_started);
}

TEST(SecretService, every_password_of_the_browser_is_offered_until_one_fits) {
  FakeDesktop desktop({.secrets = {{"chrome", "old"},
                                   {"signal", "another program's"},
                                   {"chrome", "the password"},
                                   {"chrome", "never looked at"}}},
                      Prompts::No);
  EXPECT_EQ(desktop.ask_secret_service(), Unread::No);
  EXPECT_THAT(desktop.offered, ElementsAre("old", "the password"));
}

TEST(SecretService, what_does_not_fit_is_not_in_the_keyring) {
  FakeDesktop desktop({.secrets = {{"chrome", "old"}}}, Prompts::No);
  EXPECT_EQ(desktop.ask_secret_service(), Unread::NotInKeyring);
  FakeDesktop empty({}, Prompts::Yes);
  EXPECT_EQ(empty.ask_secret_service(), Unread::NotInKeyring);
  EXPECT_THAT(empty.called(), ElementsAre("SearchItems"));
}

TEST(SecretService, a_browser_with_two_names_is_looked_for_under_both) {
  FakeDesktop desktop({.secrets = {{"microsoft-edge", "the password"}}}, Prompts::No);
  EXPECT_EQ(desktop.ask_secret_service("Edge"), Unread::No);
  FakeDesktop other({.secrets = {{"chromium", "the password"}}}, Prompts::No);
  EXPECT_EQ(other.ask_secret_service("Brave"), Unread::No);
}

TEST(SecretService, a_locked_keyring_is_left_alone_without_consent) {
  FakeDesktop desktop({.is_locked = true, .secrets = kOne}, Prompts::No);
  EXPECT_EQ(desktop.ask_secret_service(), Unread::KeyringLocked);
  EXPECT_THAT(desktop.offered, IsEmpty());
  EXPECT_THAT(desktop.called(), ElementsAre("SearchItems"));
}

TEST(SecretService, with_consent_its_own_window_opens_it) {
  FakeDesktop desktop({.is_locked = true, .secrets = kOne}, Prompts::Yes);
  EXPECT_EQ(desktop.ask_secret_service(), Unread::No);
  EXPECT_THAT(desktop.called(), Contains("Prompt"));
  EXPECT_TRUE(desktop.was_started);
}

TEST(SecretService, who_closes_the_window_has_refused) {
  FakeDesktop desktop({.is_locked = true, .prompt = Answer::No, .secrets = kOne}, Prompts::Yes);
  EXPECT_EQ(desktop.ask_secret_service(), Unread::KeyringRefused);
  EXPECT_THAT(desktop.called(), Not(Contains("GetSecret")));
}

TEST(SecretService, a_window_that_nobody_answers_is_closed_in_time) {
  FakeDesktop desktop({.is_locked = true, .prompt = Answer::Never, .secrets = kOne}, Prompts::Yes,
                      milliseconds(200));
  EXPECT_EQ(desktop.ask_secret_service(), Unread::KeyringTimedOut);
  EXPECT_THAT(desktop.called(), Contains("Dismiss"));
}

TEST(SecretService, silence_and_refusal_are_told_apart) {
  FakeDesktop silent({.get_secret = Answer::Never, .secrets = kOne}, Prompts::No,
                     milliseconds(200));
  EXPECT_EQ(silent.ask_secret_service(), Unread::KeyringTimedOut);
  FakeDesktop refusing({.get_secret = Answer::No, .secrets = kOne}, Prompts::No);
  EXPECT_EQ(refusing.ask_secret_service(), Unread::KeyringRefused);
  FakeDesktop absent({.has_secret_service = false}, Prompts::Yes);
  EXPECT_EQ(absent.ask_secret_service(), Unread::NoKeyring);
}

TEST(SecretService, an_empty_or_endless_password_is_none) {
  FakeDesktop desktop({.secrets = {{"chrome", ""}, {"chrome", std::string(5000, 'x')}}},
                      Prompts::No);
  EXPECT_EQ(desktop.ask_secret_service(), Unread::NotInKeyring);
  EXPECT_THAT(desktop.offered, IsEmpty());
}

TEST(KWallet, is_not_opened_without_consent) {
  FakeDesktop desktop({.has_kwallet = true}, Prompts::No);
  EXPECT_EQ(desktop.ask_kwallet(), Unread::KeyringAsksFirst);
  EXPECT_THAT(desktop.called(), Not(Contains("open")));
  EXPECT_FALSE(desktop.was_started);
}

TEST(KWallet, gives_the_browsers_entry_and_is_closed_again) {
  FakeDesktop desktop({.has_kwallet = true}, Prompts::Yes);
  EXPECT_EQ(desktop.ask_kwallet(), Unread::No);
  EXPECT_THAT(desktop.offered, ElementsAre("the password"));
  EXPECT_EQ(desktop.called().back(), "close");
  FakeDesktop other({.has_kwallet = true, .wallet_entry = "Brave Keys/Brave Safe Storage"},
                    Prompts::Yes);
  EXPECT_EQ(other.ask_kwallet(), Unread::NotInKeyring);
}

TEST(KWallet, refusal_silence_and_absence_are_told_apart) {
  FakeDesktop refusing({.has_kwallet = true, .open_wallet = Answer::No}, Prompts::Yes);
  EXPECT_EQ(refusing.ask_kwallet(), Unread::KeyringRefused);
  FakeDesktop silent({.has_kwallet = true, .open_wallet = Answer::Never}, Prompts::Yes,
                     milliseconds(200));
  EXPECT_EQ(silent.ask_kwallet(), Unread::KeyringTimedOut);
  FakeDesktop absent({}, Prompts::Yes);
  EXPECT_EQ(absent.ask_kwallet(), Unread::NoKeyring);
}

// The whole of it, with a bus as the environment names it.
class DesktopKeyringTest : public testing::Test {
 protected:
  void SetUp() override {
    if (const char* before = std::getenv("DBUS_SESSION_BUS_ADDRESS")) before_ = before;
    char name[] = "/tmp/glassjar-bus-XXXXXX";
    ASSERT_NE(::mkdtemp(name), nullptr);
    folder_ = name;
    ::setenv("DBUS_SESSION_BUS_ADDRESS", ("unix:path=" + socket_path()).c_str(), 1);
  }
  void TearDown() override {
    std::filesystem::remove_all(folder_);
    if (before_.empty())
      ::unsetenv("DBUS_SESSION_BUS_ADDRESS");
    else
      ::setenv("DBUS_SESSION_BUS_ADDRESS", before_.c_str(), 1);
  }
  std::string socket_path() const { return folder_ + "/bus"; }

  static bool takes(std::string_view) { return true; }

 private:
  std::string before_;
  std::string folder_;
};

TEST_F(DesktopKeyringTest, a_session_without_a_bus_has_no_keyring) {
  DesktopKeyring keyring(Prompts::Yes);
  EXPECT_EQ(keyring.offer("Chrome", takes), Unread::NoKeyring);
}

TEST_F(DesktopKeyringTest, a_bus_that_does_not_greet_is_left_after_its_time_and_not_asked_again) {
  const int listening = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  socket_path().copy(address.sun_path, sizeof(address.sun_path) - 1);
  ASSERT_EQ(::bind(listening, reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
  ASSERT_EQ(::listen(listening, 1), 0);
  DesktopKeyring keyring(Prompts::No);
  const auto begun = std::chrono::steady_clock::now();
  EXPECT_EQ(keyring.offer("Chrome", takes), Unread::KeyringTimedOut);
  const auto first = std::chrono::steady_clock::now();
  EXPECT_GE(first - begun, kQuietTime);
  EXPECT_LT(first - begun, kQuietTime + milliseconds(1500));
  EXPECT_EQ(keyring.offer("Chromium", takes), Unread::KeyringTimedOut);
  EXPECT_LT(std::chrono::steady_clock::now() - first, milliseconds(500));
  ::close(listening);
}

TEST(SafeStorage, every_browser_has_names_and_others_have_chromiums) {
  for (const char* browser : {"Chromium", "Chrome", "Brave", "Edge", "Vivaldi"})
    ASSERT_FALSE(safe_storages_of(browser).empty()) << browser;
  EXPECT_STREQ(safe_storages_of("Brave").front().application, "brave");
  EXPECT_STREQ(safe_storages_of("Vivaldi").front().application, "chromium");
  EXPECT_EQ(safe_storages_of("Edge").size(), 2U);
}

}  // namespace
}  // namespace glassjar::browsers::keyring
