// How tokens are told from words.
//
// A part of a path is cut at its separators (- _ . and other punctuation) into pieces. A piece of
// digits alone, or of letters in the usual case (word, Word, WORD), is plain; a short plain piece
// is never suspect. Of all other pieces together the measure is the share of neighbouring
// characters that neighbour each other in words too: letters that are a common pair in European
// languages, in usual case, count for a word, everything else against it. Text stays above 0.7,
// random letters are near 0.45, base64 and base36 below 0.3; a token is what has 20 characters or
// more, 13 of them suspect, and a share below 0.6. Runs of 20 hexadecimal digits with at
// least one figure, and UUIDs, are tokens by their form.
#include "ingest/secret_shapes.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include "base/ascii.h"
#include "base/encoding.h"

namespace glassjar::ingest {
namespace {

constexpr size_t kTokenCharactersMin = 20;
constexpr size_t kSuspectCharactersMin = 13;
constexpr double kWordShareMin = 0.6;
constexpr size_t kPlainPieceMax = 20;
constexpr std::array<size_t, 5> kUuidGroups = {8, 4, 4, 4, 12};

bool is_beyond_ascii(char c) { return static_cast<unsigned char>(c) >= 0x80; }
size_t letter_index(char c) { return static_cast<size_t>((c | 0x20) - 'a'); }

// For each letter the letters that commonly follow it in English, German, French, Spanish,
// Italian, Dutch, Polish, the Nordic languages and Finnish.
constexpr std::array<std::string_view, 26> kFollowers = {
    /*a*/ "abcdefghiklmnprstuvwyz",
    /*b*/ "aeilorsuy",
    /*c*/ "acehiklortuyz",
    /*d*/ "adeiorsuwyz",
    /*e*/ "abcdefghiklmnoprstuvwxyz",
    /*f*/ "aefilortu",
    /*g*/ "aeghilnorsu",
    /*h*/ "aeilmnortuy",
    /*i*/ "abcdefgklmnoprstvz",
    /*j*/ "aeou",
    /*k*/ "aeiklnorstuy",
    /*l*/ "abdefgiklmopstuvy",
    /*m*/ "abeimopsuy",
    /*n*/ "acdefgiknorstuvyz",
    /*o*/ "abcdefgiklmnoprstuvwy",
    /*p*/ "aehiloprstuy",
    /*q*/ "u",
    /*r*/ "abcdefgiklmnoprstuvyz",
    /*s*/ "acehiklmopqstuwyz",
    /*t*/ "acehilorstuvwyz",
    /*u*/ "abcdefgiklmnprstz",
    /*v*/ "aeioru",
    /*w*/ "aehinory",
    /*x*/ "aceiptu",
    /*y*/ "aceilmnoprst",
    /*z*/ "aeiouwyz",
};

constexpr std::array<uint32_t, 26> follower_masks() {
  std::array<uint32_t, 26> masks{};
  for (size_t i = 0; i < masks.size(); ++i)
    for (const char c : kFollowers[i]) masks[i] |= 1U << (c - 'a');
  return masks;
}
constexpr std::array<uint32_t, 26> kFollowerMasks = follower_masks();

// Whether these neighbours look like a part of a word: not "aB" inside one, nor "a1".
bool is_word_pair(char a, char b) {
  if (!is_letter(a) || !is_letter(b) || (is_lower(a) && is_upper(b))) return false;
  return (kFollowerMasks[letter_index(a)] >> letter_index(b)) & 1U;
}

bool is_plain(std::string_view piece) {
  if (piece.size() >= kPlainPieceMax) return false;
  if (std::all_of(piece.begin(), piece.end(), is_digit)) return true;
  const std::string_view rest = piece.substr(1);
  return is_letter(piece.front()) && (std::all_of(rest.begin(), rest.end(), is_lower) ||
                                      std::all_of(piece.begin(), piece.end(), is_upper));
}

// Calls the function with each longest run of characters of a kind.
template <class Kind, class Function>
void for_each_run(std::string_view text, Kind kind, Function function) {
  for (size_t i = 0; i < text.size();) {
    if (!kind(text[i])) {
      ++i;
      continue;
    }
    size_t end = i;
    while (end < text.size() && kind(text[end])) ++end;
    function(i, text.substr(i, end - i));
    i = end;
  }
}

bool has_long_hex(std::string_view text) {
  bool found = false;
  for_each_run(text, is_hex_digit, [&](size_t, std::string_view run) {
    found |= run.size() >= kTokenCharactersMin && std::any_of(run.begin(), run.end(), is_digit);
  });
  return found;
}

bool has_uuid(std::string_view text) {
  bool found = false;
  for_each_run(text, is_hex_digit, [&](size_t begin, std::string_view run) {
    if (run.size() < kUuidGroups[0]) return;
    size_t at = begin + run.size() - kUuidGroups[0];  // digits may stand before it
    for (size_t group = 0; group < kUuidGroups.size(); ++group) {
      if (group > 0 && (at >= text.size() || text[at++] != '-')) return;
      const std::string_view digits = text.substr(std::min(at, text.size()), kUuidGroups[group]);
      if (digits.size() < kUuidGroups[group] ||
          !std::all_of(digits.begin(), digits.end(), is_hex_digit))
        return;
      at += kUuidGroups[group];
    }
    found = true;
  });
  return found;
}

// What stands before an '@' in an address (RFC 5322 atext, quotes and other alphabets).
bool is_local_part_character(char c) {
  constexpr std::string_view kOthers = "!#$%&'*+-=?^_`{|}~.\"";
  return is_letter_or_digit(c) || is_beyond_ascii(c) || kOthers.find(c) != std::string_view::npos;
}

// Whether the text begins with a host name of two labels or an address in brackets.
bool begins_with_mail_host(std::string_view text) {
  if (text.starts_with('[')) return true;
  size_t end = 0;
  while (end < text.size() && (is_letter_or_digit(text[end]) || is_beyond_ascii(text[end]) ||
                               text[end] == '-' || text[end] == '.'))
    ++end;
  std::string_view host = text.substr(0, end);
  while (host.ends_with('.')) host.remove_suffix(1);
  const size_t dot = host.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return false;
  const std::string_view last = host.substr(dot + 1);
  return last.size() >= 2 && !is_digit(last.front());
}

}  // namespace

bool has_email_shape(std::string_view text) {
  for (size_t at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1))
    if (at > 0 && is_local_part_character(text[at - 1]) &&
        begins_with_mail_host(text.substr(at + 1)))
      return true;
  return false;
}

bool has_token_shape(std::string_view text) {
  if (text.size() < kTokenCharactersMin) return false;
  if (has_long_hex(text) || has_uuid(text)) return true;
  size_t suspect = 0, pairs = 0, word_pairs = 0;
  for_each_run(text, is_letter_or_digit, [&](size_t, std::string_view piece) {
    if (is_plain(piece)) return;
    suspect += piece.size();
    pairs += piece.size() - 1;
    for (size_t i = 1; i < piece.size(); ++i) word_pairs += is_word_pair(piece[i - 1], piece[i]);
  });
  return suspect >= kSuspectCharactersMin &&
         static_cast<double>(word_pairs) < kWordShareMin * static_cast<double>(pairs);
}

bool may_name_a_person(std::string_view part) {
  if (has_email_shape(part)) return true;
  if (part.find('%') == std::string_view::npos) return has_token_shape(part);
  // Encoded blanks between words look like a token; what they stand for does not.
  const std::string once = percent_decoded(part);
  const std::string twice = percent_decoded(once);
  return has_email_shape(once) || has_email_shape(twice) || has_token_shape(twice);
}

}  // namespace glassjar::ingest
