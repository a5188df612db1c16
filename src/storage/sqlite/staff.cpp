// Staff, their sign-ins and the tokens of programs in SQLite.
#include "storage/sqlite/repositories.h"

namespace glassjar::storage::sqlite {
namespace {

Result<Staff> read_staff(const Query& row) {
  return Staff{.id = row.number<model::StaffId>(0),
               .owner = row.number<model::OwnerId>(1),
               .email = row.text(2),
               .role = TRY(row.one_of(3, Role::Auditor)),
               .password_hash = row.text(4),
               .added = row.time(5)};
}

Result<SignInLink> read_link(const Query& row) {
  return SignInLink{.hash = TRY(row.fixed_bytes<32>(0)),
                    .staff = row.number<model::StaffId>(1),
                    .expires = row.time(2)};
}

Result<SignIn> read_sign_in(const Query& row) {
  return SignIn{.hash = TRY(row.fixed_bytes<32>(0)),
                .staff = row.number<model::StaffId>(1),
                .began = row.time(2),
                .expires = row.time(3)};
}

Result<Token> read_token(const Query& row) {
  return Token{.id = row.number<model::TokenId>(0),
               .owner = row.number<model::OwnerId>(1),
               .hash = TRY(row.fixed_bytes<32>(2)),
               .scopes = row.number<uint32_t>(3),
               .added = row.time(4)};
}

}  // namespace

Result<model::StaffId> SqliteStaffRecords::add(const Staff& staff) {
  TRY(
      database_.run("INSERT INTO staff (owner, email, role, password_hash, added) "
                    "VALUES (?1, ?2, ?3, ?4, ?5)",
                    staff.owner, staff.email, staff.role, staff.password_hash, staff.added));
  return inserted_id<model::StaffId>(database_);
}

Result<void> SqliteStaffRecords::update(const Staff& staff) {
  return expect_one(
      database_.run("UPDATE staff SET owner = ?2, email = ?3, role = ?4, password_hash = ?5, "
                    "added = ?6 WHERE id = ?1",
                    staff.id, staff.owner, staff.email, staff.role, staff.password_hash,
                    staff.added),
      "staff");
}

Result<std::optional<Staff>> SqliteStaffRecords::by_email(const std::string& email) {
  return first_row(database_.query("SELECT id, owner, email, role, password_hash, added "
                                   "FROM staff WHERE email = ?1",
                                   email),
                   read_staff);
}

Result<std::optional<Staff>> SqliteStaffRecords::by_id(model::StaffId id) {
  return first_row(database_.query("SELECT id, owner, email, role, password_hash, added "
                                   "FROM staff WHERE id = ?1",
                                   id),
                   read_staff);
}

Result<std::vector<Staff>> SqliteStaffRecords::list() {
  return all_rows(database_.query("SELECT id, owner, email, role, password_hash, added "
                                  "FROM staff ORDER BY id"),
                  read_staff);
}

Result<void> SqliteStaffRecords::add_link(const SignInLink& link) {
  TRY(database_.run("INSERT INTO sign_in_links (hash, staff, expires) VALUES (?1, ?2, ?3)",
                    link.hash, link.staff, link.expires));
  return {};
}

Result<std::optional<SignInLink>> SqliteStaffRecords::take_link(const SecretHash& hash) {
  return first_row(database_.query("DELETE FROM sign_in_links WHERE hash = ?1 "
                                   "RETURNING hash, staff, expires",
                                   hash),
                   read_link);
}

Result<void> SqliteStaffRecords::add_sign_in(const SignIn& sign_in) {
  TRY(database_.run("INSERT INTO sign_ins (hash, staff, began, expires) VALUES (?1, ?2, ?3, ?4)",
                    sign_in.hash, sign_in.staff, sign_in.began, sign_in.expires));
  return {};
}

Result<std::optional<SignIn>> SqliteStaffRecords::sign_in(const SecretHash& hash) {
  return first_row(
      database_.query("SELECT hash, staff, began, expires FROM sign_ins WHERE hash = ?1", hash),
      read_sign_in);
}

Result<void> SqliteStaffRecords::end_sign_in(const SecretHash& hash) {
  TRY(database_.run("DELETE FROM sign_ins WHERE hash = ?1", hash));
  return {};
}

Result<void> SqliteStaffRecords::forget_expired(TimePoint now) {
  TRY(database_.run("DELETE FROM sign_in_links WHERE expires <= ?1", now));
  TRY(database_.run("DELETE FROM sign_ins WHERE expires <= ?1", now));
  return {};
}

Result<model::TokenId> SqliteStaffRecords::add_token(const Token& token) {
  TRY(database_.run("INSERT INTO tokens (owner, hash, scopes, added) VALUES (?1, ?2, ?3, ?4)",
                    token.owner, token.hash, token.scopes, token.added));
  return inserted_id<model::TokenId>(database_);
}

Result<std::optional<Token>> SqliteStaffRecords::token(const SecretHash& hash) {
  return first_row(
      database_.query("SELECT id, owner, hash, scopes, added FROM tokens WHERE hash = ?1", hash),
      read_token);
}

}  // namespace glassjar::storage::sqlite
