// The ids of the nouns, each a type of its own so that one is never taken for another.
#pragma once

#include <cstdint>
#include <type_traits>

namespace glassjar::model {

// Small numbers handed out by the records database, from 1.
enum class OwnerId : uint32_t {};
enum class SiteId : uint32_t {};
enum class StaffId : uint32_t {};
enum class TokenId : uint32_t {};
enum class JarId : uint64_t {};
enum class JarKeyId : uint64_t {};
enum class ConversationId : uint64_t {};
enum class MessageId : uint64_t {};
enum class LessonId : uint64_t {};
enum class ErasureId : uint64_t {};

// Pseudonymous numbers of one site; zero means "none".
enum class VisitorId : uint64_t {};
enum class VisitId : uint64_t {};
// One document in one tab, as numbered by the tracker; zero means "not told".
enum class PageLoadId : uint64_t {};

template <class Id>
constexpr auto number(Id id) {
  return static_cast<std::underlying_type_t<Id>>(id);
}
template <class Id>
constexpr bool is_set(Id id) {
  return number(id) != 0;
}

}  // namespace glassjar::model
