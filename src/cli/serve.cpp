// glassjar serve: the server, until SIGTERM or SIGINT.
#include <fmt/core.h>
#include <pthread.h>
#include <sys/resource.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>

#include "base/log.h"
#include "cli/command.h"
#include "cli/config.h"

namespace glassjar::cli {
namespace {

// What the command line says, to be laid over file and environment.
struct Given {
  std::string config;
  std::string listen;
  std::string public_url;
  std::string tls_cert;
  std::string tls_key;
  bool demo = false;
};

// Blocks the signals that end the server in this thread and all that it starts, to wait for them.
sigset_t block_ending_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

// A connection is a file: as many as the system allows, instead of the shell's thousand.
void raise_file_limit() {
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) != 0) return;
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
}

Result<Options> collect_options(const Options& from_line, const Given& given) {
  Options options;
  if (!given.config.empty()) TRY(read_config_file(given.config, options));
  TRY(read_environment(
      glassjar_variables(), [](const char* name) { return std::getenv(name); }, options));
  options.data = from_line.data;
  if (!given.listen.empty()) options.listen = given.listen;
  if (!given.public_url.empty()) options.public_url = given.public_url;
  if (!given.tls_cert.empty()) options.tls_cert = given.tls_cert;
  if (!given.tls_key.empty()) options.tls_key = given.tls_key;
  options.demo = options.demo || given.demo;
  if (options.tls_cert.empty() != options.tls_key.empty())
    return fail(ErrorCode::InvalidArgument, "--tls-cert and --tls-key go together");
  return options;
}

Result<void> serve(const Options& from_line, const Given& given) {
  const Options options = TRY(collect_options(from_line, given));
  TRY(set_up_log(options.log_level));
  raise_file_limit();
  const sigset_t signals = block_ending_signals();
  const SystemClock clock;
  SystemRandom random;
  const std::unique_ptr<Application> application = TRY(Application::open(options, clock, random));
  const std::string address = TRY(application->listen());
  fmt::print(stderr, "Glassjar {} serves {} at {}\n", GLASSJAR_VERSION, options.data.string(),
             address);
  if (options.demo)
    fmt::print(stderr,
               "  the demo shop             {0}/demo/\n"
               "  one visit, both sides     {0}/demo/glass\n"
               "  the owner's dashboard     {0}/dashboard\n",
               address);
  int signal = 0;
  sigwait(&signals, &signal);
  LOG(info, "stopping on signal {}", signal);
  application->stop();
  return {};
}

}  // namespace

void add_serve_command(CLI::App& app, Run& run) {
  CLI::App* command = app.add_subcommand("serve", "Run the server");
  add_data_option(*command, run.options);
  const auto given = std::make_shared<Given>();
  command->add_option("--listen", given->listen, "Address and port, as in 127.0.0.1:8080")
      ->type_name("ADDR:PORT");
  command->add_option("--config", given->config, "glassjar.toml; its keys also as GLASSJAR_KEY")
      ->type_name("FILE");
  add_public_url_option(*command, given->public_url);
  command->add_option("--tls-cert", given->tls_cert, "PEM certificate chain")->type_name("FILE");
  command->add_option("--tls-key", given->tls_key, "PEM private key")->type_name("FILE");
  command->add_flag("--demo", given->demo, "Also serve the demo site under /demo/");
  command->footer(
      "Examples:\n"
      "  glassjar serve --data /srv/glassjar --listen 127.0.0.1:8080\n"
      "  glassjar serve --data /tmp/try --demo\n"
      "  glassjar serve --data /srv/glassjar --listen 0.0.0.0:443 --tls-cert c.pem --tls-key "
      "k.pem\n"
      "  glassjar serve --data /srv/glassjar --public-url https://stats.example.org\n\n" +
      keys_help());
  command->callback([&run, given] { finish(run, serve(run.options, *given)); });
}

}  // namespace glassjar::cli
